/** The exact covariance where the groups differ in size. */
import { describe, expect, test } from 'vitest';
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { groupSizes } from '../../../src-engine/structure/group-size-law.js';
import { one } from '../specs.js';
import { exact, reasonOf } from './exact-covariance.js';
import { mixed } from './mixed-spec.js';

describe('sizes that differ', () => {
    test.each([{ kind: 'poisson', mean: 8 } as const, { kind: 'sizes', mean: 20, cv: 0.4 } as const])(
        'the information averaged over %o',
        law => {
            const at = (n: number): JointCovariance =>
                exact(mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], n, 1.3));
            const spec = { ...mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], 1, 1.3) };
            const found = exact({ ...spec, design: { ...spec.design, n: law } }).covariance[0]![0]!;
            const information = groupSizes(law).reduce((sum, { n, probability }) => sum + probability / at(n).covariance[0]![0]!, 0);
            expect(Math.abs(found * information - 1)).toBeLessThan(1e-12);
        }
    );

    test('take chance where V connects cells', () => {
        const spec = mixed(
            { a: { count: 6, effects: ['b0'], sigma: [[0.5]] }, b: { count: 6, effects: ['b0'], sigma: [[0.5]] } },
            [['b0', one]],
            [],
            1
        );
        expect(reasonOf({ ...spec, design: { ...spec.design, n: { kind: 'poisson', mean: 5 } } })).toEqual({ code: 'not-computed' });
    });
});
