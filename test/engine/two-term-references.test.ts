import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import { normalQuantile } from '../../src-engine/numeric/special/normal-distribution.js';
import type { FamilyName, PredictorSpec } from '../../src-engine/spec/model-spec.js';
import { drawn, each, modelSpec, one, publishedSlopes, x } from './specs.js';

interface RandomCase {
    family: FamilyName;
    A: string[];
    B: string[];
    X: string;
    beta: number[];
    Sigma: number[][];
    K: number[][];
}
interface EachCase {
    n: number;
    two_term: number[][];
    K: number[][];
}
type LogisticCase = EachCase & { b0: number; b1: number; sigma2: number; n0: number; n1: number };
type SlopesCase = EachCase & { beta: number[]; Sigma: number[][]; r: number };
interface PoissonCase {
    b0: number;
    b1: number;
    sigma2: number;
    n: number;
    design: 'midgrid' | 'binary' | 'iid';
    K_design?: number[][];
    K_uniform: number[][];
}

const read = <T>(file: string): T[] =>
    (JSON.parse(readFileSync(new URL(`../reference/${file}`, import.meta.url), 'utf8')) as { cases: T[] }).cases;

const designs: Record<string, PredictorSpec[]> = {
    'X1~N(0,1), X2~Bernoulli(0.4), independent': [
        drawn('X1', { law: 'normal', mean: 0, sd: 1 }),
        drawn('X2', { law: 'bernoulli', p: 0.4 })
    ],
    'X1~Uniform(-1,1), X2~N(0,1), independent': [
        drawn('X1', { law: 'uniform', min: -1, max: 1 }),
        drawn('X2', { law: 'normal', mean: 0, sd: 1 })
    ]
};

/** n(m Cov − diag(Σ, 0)) of the two-term covariance, which is K where φ = 1. */
function secondTerm(analysis: Analysis, sigma: number[][], m: number, n: number): number[][] {
    const { twoTerm } = analysis.covariance;
    if (!twoTerm) {
        throw new Error(JSON.stringify(analysis.parameters[0]!.twoTerm.reason));
    }
    return twoTerm.map((row, i) => row.map((value, j) => n * (m * value - (sigma[i]?.[j] ?? 0))));
}

function expectMatrix(found: number[][], reference: number[][], tolerance: number): void {
    reference.forEach((row, i) => {
        row.forEach((value, j) => {
            const scale = Math.sqrt(reference[i]![i]! * reference[j]![j]!);
            expect(Math.abs(found[i]![j]! - value) / scale).toBeLessThan(tolerance);
        });
    });
}

describe.each(['random-intercept.json', 'random-slopes.json'])('K of %s', file => {
    test.each(
        read<RandomCase>(file).map(c => [`${c.family}, ${c.X}, β = ${c.beta.join(' ')}, Σ = ${JSON.stringify(c.Sigma)}`, c] as const)
    )('%s', (_, c) => {
        const effects = [...c.A, ...c.B].map((term, i): [string, ReturnType<typeof x>, number] => [
            `b${i}`,
            term === '1' ? one : x(term),
            c.beta[i]!
        ]);
        const spec = modelSpec({
            family: c.family,
            predictors: designs[c.X]!,
            a: effects.slice(0, c.A.length),
            b: effects.slice(c.A.length),
            sigma: c.Sigma
        });
        const analysis = analyze(spec, { exact: 'none' });
        expectMatrix(secondTerm(analysis, c.Sigma, 50, 20), c.K, 1e-8);
        for (const { twoTerm, kind } of analysis.parameters) {
            if (kind === 'fixed') {
                expect(twoTerm.error! / twoTerm.asyVar!).toBeLessThan(1e-9);
            }
        }
    });
});

describe('K where every group has the same points', () => {
    const intercept = (family: FamilyName, b0: number, b1: number, sigma2: number, points: PredictorSpec, n: number) =>
        modelSpec({ family, predictors: [points], a: [['b0', one, b0]], b: [['b1', x('x'), b1]], sigma: [[sigma2]], n });

    test.each(read<LogisticCase>('exact-logistic.json').map(c => [`${c.b0} ${c.b1} ${c.sigma2}, n = ${c.n0} + ${c.n1}`, c] as const))(
        'logistic, %s',
        (_, c) => {
            const points = [...Array<number>(c.n0).fill(0), ...Array<number>(c.n1).fill(1)];
            const analysis = analyze(intercept('bernoulli', c.b0, c.b1, c.sigma2, each('x', points), c.n), { exact: 'none' });
            expectMatrix(secondTerm(analysis, [[c.sigma2]], 50, c.n), c.K, 1e-8);
            expectMatrix(
                analysis.covariance.twoTerm!.map(row => row.map(value => 50 * value)),
                c.two_term,
                1e-8
            );
        }
    );

    test.each(read<PoissonCase>('exact-poisson.json').map(c => [`${c.design}, ${c.b0} ${c.b1} ${c.sigma2}, n = ${c.n}`, c] as const))(
        'Poisson, %s',
        (_, c) => {
            const points =
                c.design === 'midgrid'
                    ? Array.from({ length: c.n }, (_, j) => -1 + (2 * j + 1) / c.n)
                    : Array.from({ length: c.n }, (_, j) => (j < c.n / 2 ? 0 : 1));
            const predictor = c.design === 'iid' ? drawn('x', { law: 'uniform', min: -1, max: 1 }) : each('x', points);
            const analysis = analyze(intercept('poisson', c.b0, c.b1, c.sigma2, predictor, c.n), { exact: 'none' });
            expectMatrix(secondTerm(analysis, [[c.sigma2]], 50, c.n), c.design === 'iid' ? c.K_uniform : c.K_design!, 1e-8);
        }
    );

    test.each(
        read<SlopesCase>('exact-slopes.json').map(c => [`${c.beta.join(' ')}, Σ = ${JSON.stringify(c.Sigma)}, n = ${c.n}`, c] as const)
    )('logistic with a random slope, %s', (_, c) => {
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: [each('x', [0, 1]), each('y', [0, 1])],
            a: [
                ['b0', one, c.beta[0]!],
                ['b1', x('x'), c.beta[1]!]
            ],
            b: [['b2', x('y'), c.beta[2]!]],
            sigma: c.Sigma,
            n: c.n
        });
        const analysis = analyze(spec, { exact: 'none' });
        expectMatrix(secondTerm(analysis, c.Sigma, 50, c.n), c.K, 1e-8);
        expectMatrix(
            analysis.covariance.twoTerm!.map(row => row.map(value => 50 * value)),
            c.two_term,
            1e-8
        );
    });
});

test('the published design: 54 groups by the leading term, 304 by two', () => {
    const [, b1] = analyze(publishedSlopes, { exact: 'none' }).parameters;
    // One-sided test of size 0.05 with power 0.9 against 0.4.
    const perVariance = ((normalQuantile(0.95) + normalQuantile(0.9)) / 0.4) ** 2;
    expect(Math.ceil(perVariance * b1!.leading.asyVar!)).toBe(54);
    expect(Math.ceil(perVariance * b1!.twoTerm.asyVar!)).toBe(304);
    expect(Math.ceil(perVariance * b1!.refined.asyVar!)).toBe(257);
    expect(perVariance * b1!.leading.asyVar!).toBeCloseTo(53.52, 2);
    expect(perVariance * b1!.twoTerm.asyVar!).toBeCloseTo(303.48, 2);
    expect(perVariance * b1!.refined.asyVar!).toBeCloseTo(256.64, 1);
});

test('Poisson with two arms: 1.2/m becomes 1.33828/m', () => {
    const spec = modelSpec({
        family: 'poisson',
        predictors: [each('arm', [0, 1], 'g')],
        a: [
            ['b0', one, 0.3],
            ['arm', x('arm'), 0.5]
        ],
        effects: ['b0'],
        sigma: [[0.3]],
        m: 100
    });
    const arm = analyze(spec).parameters[1]!;
    expect(100 * arm.leading.asyVar!).toBeCloseTo(1.2, 12);
    // Each arm: 2(σ² + exp(σ²/2 − η)/n), with E exp(−η − U) = exp(σ²/2 − η).
    const exact = 4 * 0.3 + 2 * (Math.exp(0.15 - 0.3) + Math.exp(0.15 - 0.8)) * (1 / 20);
    expect(100 * arm.twoTerm.asyVar!).toBeCloseTo(exact, 9);
    expect(100 * arm.twoTerm.asyVar!).toBeCloseTo(1.33828, 5);
    expect(100 * arm.exact.asyVar!).toBeCloseTo(1.33184, 5); // with σ² known it would be 1.33156
});

test('a variance component: 2σ⁴/m is 35 times too small for little information, two terms still 3 times', () => {
    const points = [...Array<number>(10).fill(0), ...Array<number>(10).fill(1)];
    const spec = modelSpec({
        family: 'bernoulli',
        predictors: [each('x', points)],
        a: [['b0', one, 0.2]],
        b: [['b1', x('x'), 0.7]],
        sigma: [[0.05]],
        m: 2
    });
    // Halves of the variances of one group, which by itself would not show its variance.
    const variance = analyze(spec, { exact: 'closed' }).parameters.find(p => p.kind === 'variance')!;
    expect(variance.leading.asyVar).toBeCloseTo(0.0025, 12);
    expect(variance.twoTerm.asyVar).toBeCloseTo(0.025433490685505, 12);
    expect(variance.exact.asyVar).toBeCloseTo(0.08, 2);
    // By the shrunk mode, which is within about 10 % of the exact value.
    expect(Math.abs(variance.refined.asyVar! / variance.exact.asyVar! - 1)).toBeLessThan(0.1);
});

describe('Gaussian responses have K = {E XXᵀ}⁻¹', () => {
    test.each([0.2, 2.5])('φ = %d', phi => {
        const spec = modelSpec({
            phi,
            predictors: [drawn('x', { law: 'uniform', min: 0, max: 1 })],
            a: [['b0', one, 0.3]],
            b: [['b1', x('x'), 0.5]],
            sigma: [[0.7]]
        });
        const second = secondTerm(analyze(spec), [[0.7]], 50, 20).map(row => row.map(value => value / phi));
        // The inverse of [[1, 1/2], [1/2, 1/3]].
        expectMatrix(
            second,
            [
                [4, -6],
                [-6, 12]
            ],
            1e-10
        );
    });
});
