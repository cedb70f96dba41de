/** What the refined form becomes where another result is known: σ² → 0, no groups, large groups, other scales, and groups with too little information. */
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import type { FamilyName, PredictorSpec } from '../../src-engine/spec/model-spec.js';
import { expectRelative, refinedCovariance } from './refined-covariance.js';
import { drawn, modelSpec, one, times, x, type Sketch } from './specs.js';

describe('limits of the refined form', () => {
    const coin: PredictorSpec = drawn('y', { law: 'bernoulli', p: 0.4 });
    const uniform: PredictorSpec = drawn('x', { law: 'uniform', min: -1, max: 1 });
    const families: [FamilyName, Partial<Sketch>][] = [
        ['gaussian', { phi: 2 }],
        ['bernoulli', {}],
        ['bernoulli', { link: 'probit' }],
        ['bernoulli', { link: 'cloglog' }],
        ['poisson', {}],
        ['gamma', { phi: 0.6 }],
        ['negativeBinomial', { size: 2 }]
    ];

    test.each(families)('σ² → 0 is the generalized linear model: %s %o', (family, rest) => {
        const effects: [string, ReturnType<typeof x>, number][] = [
            ['b1', x('x'), 0.8],
            ['b2', x('y'), -0.3]
        ];
        const common = { family, predictors: [uniform, coin], ...rest };
        const flat = analyze(modelSpec({ ...common, b: [['b0', one, 0.4], ...effects], n: 50 * 30 }));
        const at = (sigma2: number): number[][] =>
            refinedCovariance(modelSpec({ ...common, a: [['b0', one, 0.4]], b: effects, sigma: [[sigma2]], m: 50, n: 30 }));
        const [near, far] = [at(1e-5), at(1e-4)];
        const covariance = near.map((row, i) => row.map((value, j) => (10 * value - far[i]![j]!) / 9));
        flat.covariance.leading!.forEach((row, i) => {
            row.forEach((value, j) => {
                const scale = Math.sqrt(flat.covariance.leading![i]![i]! * flat.covariance.leading![j]![j]!);
                expect(Math.abs(covariance[i]![j]! - value!) / scale).toBeLessThan(1e-6);
            });
        });
    });

    test.each(families)('without groups all accuracies are the same: %s %o', (family, rest) => {
        const analysis = analyze(
            modelSpec({
                family,
                predictors: [uniform, coin],
                ...rest,
                b: [
                    ['b0', one, 0.4],
                    ['b1', x('x'), 0.8],
                    ['b2', x('y'), -0.3]
                ],
                n: 200
            })
        );
        for (const { leading, twoTerm, refined } of analysis.parameters.filter(p => p.kind === 'fixed')) {
            expectRelative(twoTerm.asyVar, leading.asyVar!, 1e-13);
            expectRelative(refined.asyVar, leading.asyVar!, 1e-13);
        }
    });

    test.each(families.filter(([, rest]) => rest.link === undefined))('all accuracies meet in large groups: %s %o', (family, rest) => {
        const at = (n: number): Analysis =>
            analyze(
                modelSpec({
                    family,
                    predictors: [uniform, coin],
                    ...rest,
                    a: [
                        ['b0', one, 0.4],
                        ['b1', x('x'), 0.8]
                    ],
                    b: [['b2', x('y'), -0.3]],
                    sigma: [
                        [0.5, 0.1],
                        [0.1, 0.3]
                    ],
                    n
                }),
                { exact: 'none' }
            );
        // The two forms differ by a term of higher order in 1/n: nine times smaller, or more, for ten times more observations.
        const gaps = [2e3, 2e4].map(n =>
            at(n)
                .parameters.filter(p => p.kind === 'fixed')
                .map(p => Math.abs(p.refined.asyVar! / p.twoTerm.asyVar! - 1))
        );
        gaps[1]!.forEach((gap, i) => {
            expect(gap).toBeLessThan(gaps[0]![i]! / 9 + 1e-9);
            expect(gap).toBeLessThan(1e-3);
        });
    });

    test('the scale of a predictor is of no account', () => {
        const at = (scale: number): number[][] =>
            refinedCovariance(
                modelSpec({
                    family: 'bernoulli',
                    predictors: [uniform, coin],
                    a: [
                        ['b0', one, 0.4],
                        ['b1', times({ op: 'number', value: scale }, x('x')), 0.8 / scale]
                    ],
                    b: [['b2', x('y'), -0.3]],
                    sigma: [
                        [0.5, 0.1 / scale],
                        [0.1 / scale, 0.3 / scale ** 2]
                    ],
                    n: 15
                })
            );
        const [plain, scaled] = [at(1), at(7)];
        expectRelative(scaled[1]![1], plain[1]![1]! / 49, 1e-9);
        expectRelative(scaled[0]![0], plain[0]![0]!, 1e-9);
        expectRelative(scaled[2]![2], plain[2]![2]!, 1e-9);
    });

    test('where single observations carry the information of a group there is none', () => {
        const at = (beta1: number, n: number): Analysis =>
            analyze(
                modelSpec({
                    family: 'poisson',
                    predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })],
                    a: [['b0', one, 0]],
                    b: [['b1', x('x'), beta1]],
                    sigma: [[0.7]],
                    m: 1,
                    n
                }),
                { exact: 'none' }
            );
        // By simulated groups the form would be 1.44 and 2.05 times the exact variance of β1.
        for (const [beta1, n] of [
            [1, 10],
            [1.5, 50]
        ] as const) {
            const { refined, twoTerm } = at(beta1, n).parameters[1]!;
            expect(refined.asyVar).toBeNull();
            expect(refined.reason).toMatchObject({ code: 'no-formula', structure: 'heavy-tails' });
            expect(twoTerm.asyVar).not.toBeNull();
        }
        // Simulated: 0.0332 ± 0.0006 and 0.0126 ± 0.0003.
        expect(at(0.5, 20).parameters[1]!.refined.asyVar).toBeCloseTo(0.0337, 3);
        expect(at(0.5, 50).parameters[1]!.refined.asyVar).toBeCloseTo(0.0129, 3);
    });
});
