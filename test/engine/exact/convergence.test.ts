/** The second term of the variances from sums at large n: n(m Cov − leading) → K. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { informationPerGroup } from '../../../src-engine/exact/exact-information.js';
import type { PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { modelSpec, one, x, type Sketch } from '../specs.js';

const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(`../../reference/${file}`, import.meta.url), 'utf8')) as T;
const halves: PredictorSpec[] = [{ kind: 'each', name: 'x', points: [0, 1], per: null }];

/** n(m Cov − diag(Σ, 0)) of the fixed effects at n. */
function secondTerm(sketch: Sketch, n: number): number[][] {
    const { covariance } = informationPerGroup(modelSpec({ ...sketch, n }), { shouldStop: () => false, simulate: null, budget: 1e9 });
    const effects = sketch.a!.length + sketch.b!.length;
    return Array.from({ length: effects }, (_, i) =>
        Array.from({ length: effects }, (_, j) => n * (covariance[i]![j]! - (sketch.sigma![i]?.[j] ?? 0)))
    );
}

/** The limit of a − b/n − c/n² … from its values at n, 2n, 4n. */
function extrapolated([a, b, c]: number[][][]): number[][] {
    return a!.map((row, i) =>
        row.map((value, j) => {
            const [first, second] = [2 * b![i]![j]! - value, 2 * c![i]![j]! - b![i]![j]!];
            return (4 * second - first) / 3;
        })
    );
}

function expectLimit(limit: number[][], k: number[][], tolerance: number): void {
    k.forEach((row, i) =>
        row.forEach((value, j) => {
            expect(Math.abs(limit[i]![j]! - value) / Math.sqrt(k[i]![i]! * k[j]![j]!)).toBeLessThan(tolerance);
        })
    );
}

const sizes = [320, 640, 1280];

describe('random intercept', () => {
    interface Logistic {
        b0: number;
        b1: number;
        sigma2: number;
        K: number[][];
    }
    interface Poisson {
        richardson_check_of_K: { rows: { par: [number, number, number]; design: string; K: [number, number, number] }[] };
    }
    const all = [
        ...read<{ cases: Logistic[] }>('exact-logistic.json').cases.map(row => ({ ...row, family: 'bernoulli' as const })),
        ...read<Poisson>('exact-poisson.json').richardson_check_of_K.rows.map(({ par: [b0, b1, sigma2], K: [k00, k01, k11] }) => ({
            family: 'poisson' as const,
            b0,
            b1,
            sigma2,
            K: [
                [k00, k01],
                [k01, k11]
            ]
        }))
    ].map(row => [`${row.family}, β = ${row.b0}, ${row.b1}, σ² = ${row.sigma2}`, row] as const);
    // The logistic file has each of them at several n.
    const distinct = [...new Map(all).entries()];
    test.each(distinct)('%s', (_, row) => {
        const sketch: Sketch = {
            family: row.family,
            predictors: halves,
            a: [['b0', one, row.b0]],
            b: [['b1', x('x'), row.b1]],
            sigma: [[row.sigma2]]
        };
        // The expansion is in e^{σ²}/n: the mean of a lognormal number stands in each coefficient. Sums of Poisson totals cost no more for large n.
        const factor = row.family === 'poisson' ? 2 ** Math.round(2 * row.sigma2) : 1;
        const values = sizes.map(n => secondTerm(sketch, factor * n));
        const limit = extrapolated(values);
        expectLimit(limit, row.K, 1e-4);
        // And without the extrapolation it is not there yet.
        expect(Math.abs(values[2]![0]![0]! - row.K[0]![0]!)).toBeGreaterThan(3 * Math.abs(limit[0]![0]! - row.K[0]![0]!));
    });
});

describe('random slopes, logistic', () => {
    interface Slopes {
        beta: number[];
        Sigma: number[][];
        K: number[][];
    }
    const { richardson_check_of_K: cases } = read<{ richardson_check_of_K: Slopes[] }>('exact-slopes.json');
    test.each(cases.map(c => [JSON.stringify(c.Sigma), c] as const))('Σ = %s', (_, { beta, Sigma, K }) => {
        const sketch: Sketch = {
            family: 'bernoulli',
            predictors: [
                { kind: 'each', name: 'x1', points: [0, 1], per: null },
                { kind: 'each', name: 'x2', points: [0, 1], per: null }
            ],
            a: [
                ['b0', one, beta[0]!],
                ['b1', x('x1'), beta[1]!]
            ],
            b: [['b2', x('x2'), beta[2]!]],
            sigma: Sigma
        };
        const values = [40, 80, 160].map(n => secondTerm(sketch, n));
        const limit = extrapolated(values);
        expectLimit(limit, K, 0.05);
    });
});
