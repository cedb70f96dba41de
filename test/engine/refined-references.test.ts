import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { Law } from '../../src-engine/spec/model-spec.js';
import { expectRelative, refinedCovariance, refinedOf } from './refined-covariance.js';
import { drawn, each, modelSpec, one, publishedSlopes, x } from './specs.js';

interface Row {
    family: 'logistic binary X' | 'poisson binary' | 'poisson midgrid';
    /** β0, β1, σ². */
    par: [number, number, number];
    n: number;
    n0?: number;
    n1?: number;
    /** Variances of β0 and β1 and their covariance, times m. */
    refined: [number, number, number];
    two_term: [number, number, number];
}

const { rows } = JSON.parse(readFileSync(new URL('../reference/refined.json', import.meta.url), 'utf8')) as { rows: Row[] };

describe('at fixed points', () => {
    test.each(rows.map(row => [`${row.family}, ${row.par.join(' ')}, n = ${row.n0 ?? row.n} ${row.n1 ?? ''}`, row] as const))(
        '%s',
        (_, { family, par, n, n0, n1, refined, two_term: twoTerm }) => {
            const points =
                family === 'poisson midgrid'
                    ? Array.from({ length: n }, (_, j) => -1 + (2 * j + 1) / n)
                    : Array.from({ length: n }, (_, j) => (j < (n0 ?? Math.ceil(n / 2)) ? 0 : 1));
            if (n1 !== undefined) {
                expect(points.filter(point => point === 1).length).toBe(n1);
            }
            const spec = modelSpec({
                family: family === 'logistic binary X' ? 'bernoulli' : 'poisson',
                predictors: [each('x', points)],
                a: [['b0', one, par[0]]],
                b: [['b1', x('x'), par[1]]],
                sigma: [[par[2]]],
                m: 1,
                n
            });
            const analysis = analyze(spec, { exact: 'none' });
            const compare = (covariance: number[][] | null, reference: [number, number, number]): void => {
                expectRelative(covariance?.[0]?.[0], reference[0], 1e-8);
                expectRelative(covariance?.[1]?.[1], reference[1], 1e-8);
                expect(Math.abs(covariance![0]![1]! - reference[2])).toBeLessThan(1e-8 * Math.sqrt(reference[0] * reference[1]));
            };
            compare(refinedOf(analysis), refined);
            compare(analysis.covariance.twoTerm, twoTerm);
        }
    );
});

describe('with predictors drawn anew in every group', () => {
    const normal: Law = { law: 'normal', mean: 0, sd: 1 };

    test.each([
        [5, [1.83542562, 1.29898577]],
        [10, [1.32070607, 0.63661453]],
        [20, [1.06191281, 0.31327266]]
    ] as const)('logistic, normal, n = %d', (n, reference) => {
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: [drawn('x', normal)],
            a: [['b0', one, 0.2]],
            b: [['b1', x('x'), 0.7]],
            sigma: [[0.8]],
            m: 1,
            n
        });
        const covariance = refinedCovariance(spec);
        reference.forEach((value, i) => {
            expect(covariance[i]![i]).toBeCloseTo(value, 7);
        });
    });

    test('logistic, intercept and slope, two uniforms', () => {
        const covariance = refinedCovariance(publishedSlopes);
        [3.13386514, 4.79482141, 3.64036552].forEach((value, i) => {
            expect(covariance[i]![i]).toBeCloseTo(value, 6);
        });
    });

    /** With X ~ N(0, 1) and a random intercept xᵀV⁻¹x is Σ(x − x̄)²/φ + x̄²/(σ² + φ/n). */
    test.each([
        [4, 1, 5],
        [0.3, 2, 3],
        [1, 0.5, 40]
    ])('Gaussian: σ² = %d, φ = %d, n = %d', (sigma2, phi, n) => {
        const spec = modelSpec({
            phi,
            predictors: [drawn('x', normal)],
            a: [['b0', one, 0.2]],
            b: [['b1', x('x'), 0.7]],
            sigma: [[sigma2]],
            m: 1,
            n
        });
        const information = (n - 1) / phi + 1 / n / (sigma2 + phi / n);
        const covariance = refinedCovariance(spec);
        expectRelative(covariance[1]![1], 1 / information, 1e-10);
        expectRelative(covariance[0]![0], sigma2 + phi / n, 1e-10);
        if (sigma2 === 4) {
            expect(covariance[1]![1]).toBeCloseTo(0.24706, 5);
        }
    });
});

describe('Gaussian responses at fixed points: the exact variance', () => {
    test.each([
        [0.5, 2, 10],
        [3, 0.1, 4]
    ])('a cluster-randomised trial, σ² = %d, φ = %d, n = %d', (sigma2, phi, n) => {
        const spec = modelSpec({
            phi,
            predictors: [each('arm', [0, 1], 'g')],
            a: [
                ['b0', one, 0.2],
                ['arm', x('arm'), 0.7]
            ],
            effects: ['b0'],
            sigma: [[sigma2]],
            m: 40,
            n
        });
        expectRelative(refinedCovariance(spec)[1]![1], (4 * (sigma2 + phi / n)) / 40, 1e-12);
    });

    /** Hussey & Hughes (2007): I clusters that start treatment one wave after the other, T periods, `each` n/T people in a cluster and period. */
    test.each([
        [12, 3, 4, 0.25, 1, 40],
        [24, 4, 5, 0.09, 2.3, 100],
        [6, 6, 7, 2, 0.4, 7],
        [10, 2, 3, 0.7, 1.1, 30]
    ])('a stepped wedge of %d clusters, %d waves and %d periods, σ² = %d, φ = %d, n = %d', (clusters, waves, periods, tau2, phi, n) => {
        const wave = Array.from({ length: waves }, (_, i) => i + 1);
        const period = Array.from({ length: periods }, (_, i) => i);
        const treated = (p: number, w: number): number => (w <= p ? 1 : 0);
        const indicator = (p: number) => ({ op: '==' as const, left: x('period'), right: { op: 'number' as const, value: p } });
        const spec = modelSpec({
            phi,
            predictors: [
                each('wave', wave, 'g'),
                each('period', period),
                { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
            ],
            a: [['b0', one, 0]],
            b: [
                ...period.slice(1).map((p): [string, ReturnType<typeof indicator>, number] => [`p${p}`, indicator(p), 0.1]),
                ['effect', x('treated'), 0.5]
            ],
            sigma: [[tau2]],
            m: clusters,
            n
        });
        const rows = Array.from({ length: clusters }, (_, i) => period.map(p => treated(p, (i % waves) + 1)));
        const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
        const u = sum(rows.map(sum));
        const w = sum(period.map(p => sum(rows.map(row => row[p]!)) ** 2));
        const v = sum(rows.map(row => sum(row) ** 2));
        const s2 = phi / (n / periods);
        const hussey =
            (clusters * s2 * (s2 + periods * tau2)) /
            ((clusters * u - w) * s2 + (u * u + clusters * periods * u - periods * w - clusters * v) * tau2);
        const covariance = refinedCovariance(spec);
        expectRelative(covariance[periods]![periods], hussey, 1e-9);
    });
});
