import { describe, expect, test } from 'vitest';
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { averageOverDraws } from '../../../src-engine/gaussian/average-over-draws.js';
import { cellSizes, FactorialDesign } from '../../../src-engine/gaussian/factorial-design.js';
import { gaussianExact, isClosedGaussian } from '../../../src-engine/gaussian/gaussian-exact.js';
import type { Law, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, one, times, x } from '../specs.js';
import { each, mixed, standardNormal } from './mixed-spec.js';
import { bruteForce } from './whole-design.js';

const go = (): boolean => false;
const coin: Law = { law: 'discrete', values: [-1, 2], probabilities: [0.3, 0.7] };
const slopes = [
    [0.5, 0.1],
    [0.1, 0.3]
];

/** Every variance within four of its Monte-Carlo standard errors, which are as small as was asked for. */
function agrees(simulated: JointCovariance, variances: readonly number[], relativeError: number): void {
    expect(simulated.simulated).toBe(true);
    expect(simulated.members).toHaveLength(variances.length);
    variances.forEach((expected, i) => {
        const [found, error] = [simulated.covariance[i]![i]!, simulated.errors[i]!];
        expect(Math.abs(found - expected)).toBeLessThan(4 * error + 1e-12 * expected);
        expect(error).toBeLessThanOrEqual(relativeError * found);
    });
}

const diagonal = (a: number[][]): number[] => a.map((row, i) => row[i]!);

describe('models that have strata too', () => {
    const cases: [string, ModelSpec][] = [
        [
            'a stepped wedge with a covariate of people and one of clinics',
            mixed(
                { clinic: { count: 9, effects: ['b0'], sigma: [[0.4]] } },
                [
                    ['b0', one],
                    ['effect', x('treated')],
                    ['bu', x('u')],
                    ['bz', times(x('z'), x('u'))]
                ],
                [
                    each('wave', [1, 2, 3], 'clinic'),
                    each('period', [0, 1, 2]),
                    { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } },
                    drawn('u', { law: 'gamma', shape: 2, rate: 1 }),
                    drawn('z', { law: 'bernoulli', p: 0.5 }, 'clinic')
                ],
                6
            )
        ],
        [
            'crossed, with predictors of rows and of cells',
            mixed(
                { a: { count: 6, effects: ['b0'], sigma: [[0.4]] }, b: { count: 4, effects: ['b0', 'b1'], sigma: slopes } },
                [
                    ['b0', one],
                    ['b1', x('t')],
                    ['bu', x('u')],
                    ['bz', x('z')]
                ],
                [each('t', [0, 1]), drawn('u', { law: 'uniform', min: 0, max: 1 }), drawn('z', standardNormal, 'a')],
                2
            )
        ],
        [
            'nested in three levels',
            mixed(
                {
                    school: { count: 8, effects: ['b0'], sigma: [[0.4]] },
                    class: { count: 2, within: 'school', effects: ['b0'], sigma: [[0.3]] }
                },
                [
                    ['b0', one],
                    ['bu', x('u')],
                    ['arm', x('arm')]
                ],
                [drawn('u', standardNormal), each('arm', [0, 1], 'class')],
                3
            )
        ]
    ];
    test.each(cases)('%s', (_, spec) => {
        const design = new FactorialDesign(spec);
        const simulated = averageOverDraws(design, cellSizes(spec.design.n), { relativeError: 0.01, seed: 7 }, go);
        agrees(simulated, diagonal(gaussianExact(spec, { shouldStop: go, monteCarlo: null }).covariance), 0.01);
    });

    test('group sizes that differ', () => {
        const fixed = mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], 1);
        const spec: ModelSpec = { ...fixed, design: { ...fixed.design, n: { kind: 'sizes', mean: 6, cv: 0.8 } } };
        const simulated = averageOverDraws(new FactorialDesign(spec), cellSizes(spec.design.n), { relativeError: 0.01, seed: 1 }, go);
        agrees(simulated, diagonal(gaussianExact(spec, { shouldStop: go, monteCarlo: null }).covariance), 0.01);
    });
});

test('sizes that differ between the units of an inner group: one unit in each outer one is one group with both variances', () => {
    const sizes: ModelSpec['design']['n'] = { kind: 'sizes', mean: 5, cv: 0.7 };
    const sized = (spec: ModelSpec): ModelSpec => ({ ...spec, design: { ...spec.design, n: sizes } });
    const split = mixed(
        { school: { count: 30, effects: ['b0'], sigma: [[0.3]] }, class: { count: 1, within: 'school', effects: ['b0'], sigma: [[0.2]] } },
        [
            ['b0', one],
            ['b1', x('u')]
        ],
        [drawn('u', standardNormal)],
        1
    );
    const sum = mixed(
        { school: { count: 30, effects: ['b0'], sigma: [[0.5]] } },
        [
            ['b0', one],
            ['b1', x('u')]
        ],
        [drawn('u', standardNormal)],
        1
    );
    const simulated = gaussianExact(sized(split), { shouldStop: go, monteCarlo: { relativeError: 0.01, seed: 2 } });
    const closed = gaussianExact(sized(sum), { shouldStop: go, monteCarlo: null });
    // Of the two variances only the sum is told; φ stands last in both.
    expect(simulated.members).toEqual([0, 1, 4]);
    agrees(
        simulated,
        [0, 1, 3].map(i => closed.covariance[i]![i]!),
        0.01
    );
});

describe('random slopes on drawn predictors', () => {
    test.each<[string, ModelSpec]>([
        [
            'one group',
            mixed(
                { g: { count: 1, effects: ['b0', 'b1'], sigma: slopes } },
                [
                    ['b0', one],
                    ['b1', x('u')]
                ],
                [drawn('u', coin)],
                5
            )
        ],
        [
            'crossed',
            mixed(
                { a: { count: 3, effects: ['b0', 'b1'], sigma: slopes }, b: { count: 2, effects: ['b0'], sigma: [[0.4]] } },
                [
                    ['b0', one],
                    ['b1', x('u')]
                ],
                [drawn('u', coin)],
                1
            )
        ],
        [
            'of the outer group on a predictor of the inner one',
            mixed(
                {
                    school: { count: 1, effects: ['b0', 'b1'], sigma: slopes },
                    class: { count: 4, within: 'school', effects: ['b0'], sigma: [[0.4]] }
                },
                [
                    ['b0', one],
                    ['b1', x('u')]
                ],
                [drawn('u', coin, 'class')],
                2
            )
        ]
    ])('%s, against all draws', (_, spec) => {
        expect(isClosedGaussian(spec)).toBe(false);
        const simulated = gaussianExact(spec, { shouldStop: go, monteCarlo: { relativeError: 0.01, seed: 3 } });
        const { fixed, components } = bruteForce(spec);
        agrees(simulated, [...diagonal(fixed), ...diagonal(components)], 0.01);
    });

    const spec = mixed(
        { g: { count: 50, effects: ['b0', 'b1'], sigma: slopes } },
        [
            ['b0', one],
            ['b1', x('u')],
            ['b2', x('v')]
        ],
        [drawn('u', standardNormal), drawn('v', standardNormal)],
        20
    );
    const at = (seed: number): JointCovariance => gaussianExact(spec, { shouldStop: go, monteCarlo: { relativeError: 0.02, seed } });

    test('the same seed gives the same numbers, another one others', () => {
        expect(at(5)).toEqual(at(5));
        expect(at(5).covariance).not.toEqual(at(6).covariance);
    });

    test('the standard errors are those of the numbers under other seeds', () => {
        const runs = Array.from({ length: 24 }, (_, seed) => at(seed));
        const means = diagonal(runs[0]!.covariance).map((_, i) => runs.reduce((sum, run) => sum + run.covariance[i]![i]!, 0) / runs.length);
        means.forEach((mean, i) => {
            const spread = Math.sqrt(runs.reduce((sum, run) => sum + (run.covariance[i]![i]! - mean) ** 2, 0) / (runs.length - 1));
            const claimed = Math.sqrt(runs.reduce((sum, run) => sum + run.errors[i]! ** 2, 0) / runs.length);
            expect(spread / claimed).toBeGreaterThan(0.6);
            expect(spread / claimed).toBeLessThan(1.5);
        });
    });

    test('no mean over draws where there is no expectation', () => {
        const heavy = mixed(
            { g: { count: 50, effects: ['b0', 'b1'], sigma: slopes } },
            [
                ['b0', one],
                ['b1', x('u')],
                ['b2', x('v')]
            ],
            [drawn('u', standardNormal), drawn('v', { law: 'studentT', df: 2, location: 0, scale: 1 })],
            20
        );
        let found: unknown;
        try {
            gaussianExact(heavy, { shouldStop: go, monteCarlo: { relativeError: 0.01, seed: 1 } });
        } catch (error) {
            found = error;
        }
        expect(found).toMatchObject({ reason: { code: 'infinite-moment', predictors: ['v'] } });
    });
});
