/** Sums over sufficient statistics against values that other software computed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { informationPerGroup } from '../../../src-engine/exact/exact-information.js';
import type { ModelSpec, PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { modelSpec, one, x } from '../specs.js';

const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(`../../reference/${file}`, import.meta.url), 'utf8')) as T;
const each = (name: string, points: number[]): PredictorSpec => ({ kind: 'each', name, points, per: null });
const repeated = (value: number, times: number): number[] => new Array<number>(times).fill(value);

/** The largest difference on the scale of the diagonal. */
function distance(found: number[][], reference: number[][]): number {
    return Math.max(
        ...reference.flatMap((row, i) =>
            row.map((value, j) => Math.abs(found[i]![j]! - value) / Math.sqrt(reference[i]![i]! * reference[j]![j]!))
        )
    );
}
const sum = (spec: ModelSpec): ReturnType<typeof informationPerGroup> =>
    informationPerGroup(spec, { shouldStop: () => false, simulate: null, budget: 1e10 });

interface Intercept {
    b0: number;
    b1: number;
    sigma2: number;
    n: number;
    info_per_group: number[][];
    m_cov_exact_3param: number[][];
}

describe('logistic, random intercept, two points', () => {
    const { cases } = read<{ cases: (Intercept & { n0: number; n1: number })[] }>('exact-logistic.json');
    test.each(cases.map(c => [`β = ${c.b0}, ${c.b1}, σ² = ${c.sigma2}, n = ${c.n0} + ${c.n1}`, c] as const))('%s', (_, c) => {
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: [each('x', [...repeated(0, c.n0), ...repeated(1, c.n1)])],
            a: [['b0', one, c.b0]],
            b: [['b1', x('x'), c.b1]],
            sigma: [[c.sigma2]],
            n: c.n
        });
        const found = sum(spec);
        expect(distance(found.information, c.info_per_group)).toBeLessThan(1e-10);
        expect(distance(found.covariance, c.m_cov_exact_3param)).toBeLessThan(1e-8);
        expect(Math.max(...found.errors.map((error, i) => error / found.covariance[i]![i]!))).toBeLessThan(1e-10);
    });
});

describe('Poisson, random intercept', () => {
    const { cases } = read<{ cases: (Intercept & { design: string })[] }>('exact-poisson.json');
    const fixedPoints = cases.filter(({ design }) => design !== 'iid');
    test.each(fixedPoints.map(c => [`${c.design}, β = ${c.b0}, ${c.b1}, σ² = ${c.sigma2}, n = ${c.n}`, c] as const))('%s', (_, c) => {
        const zeros = Math.ceil(c.n / 2);
        const points =
            c.design === 'binary'
                ? [...repeated(0, zeros), ...repeated(1, c.n - zeros)]
                : Array.from({ length: c.n }, (_, j) => -1 + (2 * j + 1) / c.n);
        const spec = modelSpec({
            family: 'poisson',
            predictors: [each('x', points)],
            a: [['b0', one, c.b0]],
            b: [['b1', x('x'), c.b1]],
            sigma: [[c.sigma2]],
            n: c.n
        });
        const found = sum(spec);
        expect(distance(found.information, c.info_per_group)).toBeLessThan(1e-9);
        expect(distance(found.covariance, c.m_cov_exact_3param)).toBeLessThan(1e-8);
    });
});

describe('logistic, random intercept and slope, two predictors with two values', () => {
    interface Slopes {
        beta: number[];
        Sigma: number[][];
        r: number;
        n: number;
        info_per_group: number[][];
        m_cov_exact_6param: number[][];
    }
    const { cases } = read<{ cases: Slopes[] }>('exact-slopes.json');
    // The reference has the covariance between the variances, the engine behind them.
    const order = [0, 1, 2, 3, 5, 4];
    const reordered = (a: number[][]): number[][] => order.map(i => order.map(j => a[i]![j]!));
    test.each(cases.map(c => [`Σ = ${JSON.stringify(c.Sigma)}, n = ${c.n}`, c] as const))('%s', (_, c) => {
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: [each('x1', [0, 1]), each('x2', [0, 1])],
            a: [
                ['b0', one, c.beta[0]!],
                ['b1', x('x1'), c.beta[1]!]
            ],
            b: [['b2', x('x2'), c.beta[2]!]],
            sigma: c.Sigma,
            n: c.n
        });
        const found = sum(spec);
        expect(distance(found.information, reordered(c.info_per_group))).toBeLessThan(1e-10);
        expect(distance(found.covariance, reordered(c.m_cov_exact_6param))).toBeLessThan(1e-8);
    });
});
