/** The time of an exact covariance does not grow with the design. */
import { expect, test } from 'vitest';
import type { ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { one, x } from '../specs.js';
import { exact } from './exact-covariance.js';
import { each, mixed } from './mixed-spec.js';

test('a stepped wedge of 24 × 600 people and a million groups take no time', () => {
    const period = (t: number): [string, Term] => [`p${t}`, { op: '==', left: x('period'), right: { op: 'number', value: t } }];
    const spec = (clinics: number, n: number): ModelSpec =>
        mixed(
            { clinic: { count: clinics, effects: ['b0'], sigma: [[0.09]] } },
            [['b0', one], period(1), period(2), period(3), period(4), ['effect', x('treated')]],
            [
                each('wave', [1, 2, 3, 4], 'clinic'),
                each('period', [0, 1, 2, 3, 4]),
                { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
            ],
            n
        );
    exact(spec(24, 600));
    const start = performance.now();
    for (let i = 0; i < 20; i++) {
        exact(spec(24, 600));
    }
    exact(spec(1e6, 1e6));
    expect(performance.now() - start).toBeLessThan(1500);
});
