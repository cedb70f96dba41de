/** An exact covariance that does not exist, or that no exact algebra gives, has a reason. */
import { describe, expect, test } from 'vitest';
import { gaussianExact } from '../../../src-engine/gaussian/gaussian-exact.js';
import type { ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';
import { drawn, one, times, x } from '../specs.js';
import { exact, reasonOf, slopes } from './exact-covariance.js';
import { each, mixed, standardNormal, type Groups } from './mixed-spec.js';

describe('what can’t be had says why', () => {
    const group: Groups = { g: { count: 10, effects: ['b0'], sigma: [[0.5]] } };
    const intercept: [string, Term] = ['b0', one];
    const one1 = mixed(group, [intercept], [], 5);
    test.each<[string, ModelSpec, object]>([
        [
            'a count that is asked for',
            { ...one1, design: { ...one1.design, counts: [{ group: 'g', count: null }] } },
            { code: 'unknown-value', what: 'g' }
        ],
        ['n that is asked for', { ...one1, design: { ...one1.design, n: { kind: 'unknown' } } }, { code: 'unknown-value', what: 'n' }],
        ['no n', { ...one1, design: { ...one1.design, n: null } }, { code: 'unknown-value', what: 'n' }],
        [
            'collinear terms',
            mixed(group, [intercept, ['b1', x('t')], ['b2', { op: '+', left: x('t'), right: one }]], [drawn('t', standardNormal)], 5),
            { code: 'collinear', effects: ['b0', 'b1', 'b2'] }
        ],
        [
            'no second moment',
            mixed(group, [intercept, ['b1', x('t')]], [drawn('t', { law: 'studentT', df: 2, location: 0, scale: 1 })], 5),
            { code: 'infinite-moment', predictors: ['t'] }
        ],
        [
            'no fourth moment',
            mixed(group, [intercept, ['b1', times(x('t'), x('t'))]], [drawn('t', { law: 'studentT', df: 4, location: 0, scale: 1 })], 5),
            { code: 'infinite-moment', predictors: ['t'] }
        ],
        [
            'a term that is not finite',
            mixed(group, [intercept, ['b1', { op: '/', left: one, right: x('t') }]], [each('t', [0, 1])], 4),
            { code: 'not-finite', detail: 'the term of b1' }
        ],
        [
            'an indefinite Σ',
            mixed(
                {
                    g: {
                        count: 10,
                        effects: ['b0', 'b1'],
                        sigma: [
                            [1, 2],
                            [2, 1]
                        ]
                    }
                },
                [intercept, ['b1', x('t')]],
                [each('t', [0, 1])],
                4
            ),
            { code: 'not-positive-definite', group: 'g' }
        ],
        [
            'a random slope on a drawn predictor',
            mixed({ g: { count: 10, effects: ['b0', 'b1'], sigma: slopes } }, [intercept, ['b1', x('t')]], [drawn('t', standardNormal)], 5),
            { code: 'not-computed' }
        ],
        [
            'fewer units than points in a crossed design',
            mixed({ ...group, h: { count: 1, effects: ['b0'], sigma: [[1]] } }, [intercept, ['b1', x('t')]], [each('t', [0, 1], 'h')], 4),
            { code: 'invalid' }
        ]
    ])('%s', (_, spec, reason) => {
        expect(reasonOf(spec)).toMatchObject(reason);
    });

    test('at one observation in each unit σ² and φ are one sum, and are left out', () => {
        const spec = mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], 1);
        expect(exact(spec).members).toEqual([0]);
        expect(exact(spec).covariance[0]![0]!).toBeCloseTo(0.15, 14);
    });

    test('with the work stopped', () => {
        expect(() => gaussianExact(one1, { shouldStop: () => true, monteCarlo: null })).toThrow(new NotAvailable({ code: 'stopped' }));
    });
});
