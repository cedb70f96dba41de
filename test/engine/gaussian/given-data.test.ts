import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { givenComponentInformation, givenCovariance, type GivenDesign } from '../../../src-engine/gaussian/given-data.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { denseComponentInformation, denseCovariance } from './dense.js';

const folder = new URL('../../reference/lmm/', import.meta.url);
interface Lmm {
    crossed: { cases: { sigma2: number; sigmap2: number; sigma_e2: number; cov_exact_closed: number[][]; x_file: string }[] };
    crossed_slopes: { cases: { Sigma: number[][]; Sigmap: number[][]; sigma_e2: number; cov_dense: number[][]; x_file: string }[] };
    nested_two_level: { cases: { Sigma: number[][]; sigma_e2: number; cov_exact: number[][]; x_file: string }[] };
    nested_three_level: {
        cases: { sigma_school2: number; sigma_class2: number; sigma_e2: number; cov_exact: number[][]; x_file: string }[];
    };
}
const reference = JSON.parse(readFileSync(new URL('lmm.json', folder), 'utf8')) as Lmm;
const rowsOf = (file: string): number[][] =>
    readFileSync(new URL(file, folder), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map(line => line.split(',').map(Number));
const column = (rows: number[][], k: number): number[] => rows.map(row => row[k]!);

/** Largest difference, in units of the standard deviations. */
function distance(a: number[][], b: number[][]): number {
    return Math.max(...a.flatMap((row, i) => row.map((x, j) => Math.abs(x - b[i]![j]!) / Math.sqrt(b[i]![i]! * b[j]![j]!))));
}

function covariance(design: GivenDesign): { covariance: number[][]; relativeError: number } {
    const result = givenCovariance(design);
    if (isReason(result)) {
        throw new Error(JSON.stringify(result));
    }
    return result;
}

function holds(design: GivenDesign, expected: number[][], tolerance: number): void {
    const { covariance: found, relativeError } = covariance(design);
    expect(distance(found, expected)).toBeLessThan(tolerance);
    expect(relativeError).toBeLessThan(1e-12);
}

describe('covariances of fixed effects that were computed with dense matrices', () => {
    test.each(reference.crossed.cases.map(c => [c.x_file, c] as const))('%s', (file, c) => {
        const rows = rowsOf(file);
        const design: GivenDesign = {
            x: rows.map(row => [1, row[3]!]),
            factors: [
                { group: 'row', labels: column(rows, 0), terms: [0], covariance: [[c.sigma2]] },
                { group: 'column', labels: column(rows, 1), terms: [0], covariance: [[c.sigmap2]] }
            ],
            phi: c.sigma_e2
        };
        holds(design, c.cov_exact_closed, 2e-13);
    });

    test.each(reference.crossed_slopes.cases.map(c => [c.x_file, c] as const))('%s', (file, c) => {
        const rows = rowsOf(file);
        const design: GivenDesign = {
            x: rows.map(row => [1, row[3]!, row[4]!]),
            factors: [
                { group: 'row', labels: column(rows, 0), terms: [0, 1], covariance: c.Sigma },
                { group: 'column', labels: column(rows, 1), terms: [0, 1], covariance: c.Sigmap }
            ],
            phi: c.sigma_e2
        };
        holds(design, c.cov_dense, 2e-13);
    });

    test.each(reference.nested_two_level.cases.map(c => [c.x_file, c] as const))('%s', (file, c) => {
        const rows = rowsOf(file);
        const design: GivenDesign = {
            x: rows.map(row => [1, row[2]!, row[3]!]),
            factors: [{ group: 'group', labels: column(rows, 0), terms: c.Sigma.map((_, k) => k), covariance: c.Sigma }],
            phi: c.sigma_e2
        };
        holds(design, c.cov_exact, 2e-13);
    });

    test.each(reference.nested_three_level.cases.map(c => [c.x_file, c] as const))('%s', (file, c) => {
        const rows = rowsOf(file);
        const design: GivenDesign = {
            x: rows.map(row => [1, row[3]!]),
            factors: [
                { group: 'school', labels: column(rows, 0), terms: [0], covariance: [[c.sigma_school2]] },
                { group: 'class', labels: column(rows, 1), within: 0, terms: [0], covariance: [[c.sigma_class2]] }
            ],
            phi: c.sigma_e2
        };
        holds(design, c.cov_exact, 2e-13);
    });
});

/** Rows with three factors: `b` nested in `a`, `c` crossed with both; unbalanced, some cells empty. */
function irregular(sigma: { a: number[][]; b: number[][]; c: number[][] }, phi: number): GivenDesign {
    const rows: { a: number; b: number; c: number; t: number }[] = [];
    for (let i = 0; i < 90; i++) {
        rows.push({ a: (i * i) % 5, b: (i * 7 + (i >> 3)) % 3, c: (i * 11 + (i >> 2)) % 4, t: Math.sin(3 * i) + 2 });
    }
    return {
        x: rows.map(({ t, a }) => [1, t, a % 2]),
        factors: [
            { group: 'a', labels: rows.map(row => `a${row.a}`), terms: [0, 1], covariance: sigma.a },
            { group: 'b', labels: rows.map(row => row.b), within: 0, terms: [0], covariance: sigma.b },
            { group: 'c', labels: rows.map(row => row.c), terms: rows.map(row => [1, row.t ** 2]), covariance: sigma.c }
        ],
        phi
    };
}

const moderate = {
    a: [
        [0.5, 0.1],
        [0.1, 0.3]
    ],
    b: [[0.4]],
    c: [
        [0.7, -0.2],
        [-0.2, 0.2]
    ]
};

describe('irregular designs against dense matrices', () => {
    test.each([
        ['moderate', moderate, 1.3],
        [
            'a singular Σ',
            {
                ...moderate,
                a: [
                    [0.5, 0.5],
                    [0.5, 0.5]
                ],
                b: [[0]]
            },
            1.3
        ]
    ])('fixed effects, %s', (_, sigma, phi) => {
        const design = irregular(sigma, phi);
        expect(distance(covariance(design).covariance, denseCovariance(design))).toBeLessThan(1e-12);
    });

    test.each([
        ['moderate', moderate],
        ['σ² = 0 of one factor', { ...moderate, b: [[0]] }],
        [
            'no variance but the residual one',
            {
                a: [
                    [0, 0],
                    [0, 0]
                ],
                b: [[0]],
                c: [
                    [0, 0],
                    [0, 0]
                ]
            }
        ]
    ])('variance components, %s', (_, sigma) => {
        const design = irregular(sigma, 1.3);
        const found = givenComponentInformation(design) as number[][];
        const expected = denseComponentInformation(design);
        expect(found).toHaveLength(8);
        expect(distance(found, expected)).toBeLessThan(1e-11);
    });

    test('a random effect that dwarfs the residual costs no digits', () => {
        // One group of n: XᵀV⁻¹X = n/(φ + nσ²), and n(x² − …)/φ for what varies inside.
        const n = 40;
        const sigma2 = 1e10;
        const t = Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
        const { covariance: found } = covariance({
            x: t.map(value => [1, value]),
            factors: [{ group: 'g', labels: t.map(() => 'only'), terms: [0], covariance: [[sigma2]] }],
            phi: 1
        });
        expect(Math.abs(found[0]![0]! / (sigma2 + 1 / n) - 1)).toBeLessThan(1e-14);
        expect(Math.abs(found[1]![1]! * t.reduce((sum, value) => sum + value ** 2, 0) - 1)).toBeLessThan(1e-13);
    });

    test('the order of factors, of rows and the names of units do not matter', () => {
        const design = irregular(moderate, 1.3);
        const order = design.x.map((_, i) => (i * 37) % design.x.length);
        const [a, b, c] = design.factors as [GivenDesign['factors'][0], GivenDesign['factors'][0], GivenDesign['factors'][0]];
        const permuted: GivenDesign = {
            x: order.map(i => design.x[i]!),
            factors: [
                { ...c, labels: order.map(i => `unit ${c.labels[i]}`), terms: order.map(i => (c.terms as number[][])[i]!) },
                { ...b, labels: order.map(i => b.labels[i]!), within: 2 },
                { ...a, labels: order.map(i => a.labels[i]!) }
            ],
            phi: design.phi
        };
        expect(distance(covariance(permuted).covariance, covariance(design).covariance)).toBeLessThan(1e-13);
    });
});

test('sixteen thousand rows with crossed factors of 126 units, intercepts and slopes', () => {
    const units = 126;
    const rows = Array.from({ length: units * units }, (_, i) => ({ a: i % units, b: Math.floor(i / units), t: Math.cos(i) }));
    const design: GivenDesign = {
        x: rows.map(({ t }) => [1, t, t ** 2]),
        factors: [
            { group: 'a', labels: rows.map(row => row.a), terms: [0, 1], covariance: moderate.a },
            { group: 'b', labels: rows.map(row => row.b), terms: [0, 1], covariance: moderate.a }
        ],
        phi: 0.5
    };
    const start = performance.now();
    const { covariance: found } = covariance(design);
    expect(performance.now() - start).toBeLessThan(5000);
    // Σ/m + Σ'/m' is the leading term.
    const leading = (2 * 0.5) / units;
    expect(found[0]![0]!).toBeGreaterThan(leading);
    expect(found[0]![0]!).toBeLessThan(1.02 * leading);
});

describe('what has no covariance says why', () => {
    const x = [1, 2, 3, 4].map(t => [1, t]);
    const factor = { group: 'g', labels: [1, 1, 2, 2], terms: [0], covariance: [[1]] };
    test.each<[string, Partial<GivenDesign>, object]>([
        [
            'collinear columns',
            { x: x.map(([one, t]) => [one!, t!, 2 * t! - 3 * one!]), names: ['a', 'b', 'c'] },
            { code: 'collinear', effects: ['a', 'b', 'c'] }
        ],
        [
            'an indefinite Σ',
            {
                factors: [
                    {
                        ...factor,
                        terms: [0, 1],
                        covariance: [
                            [1, 2],
                            [2, 1]
                        ]
                    }
                ]
            },
            { code: 'not-positive-definite', group: 'g' }
        ],
        [
            'a number that is not finite',
            { x: [[1, NaN], ...x.slice(1)], names: ['a', 'b'] },
            { code: 'not-finite', detail: 'the term of b' }
        ],
        ['a label too few', { factors: [{ ...factor, labels: [1, 1, 2] }] }, { code: 'invalid' }],
        ['φ = 0', { phi: 0 }, { code: 'invalid', detail: 'phi must be positive' }],
        ['no rows', { x: [] }, { code: 'invalid' }]
    ])('%s', (_, change, reason) => {
        const design: GivenDesign = { x, factors: [factor], phi: 1, ...change };
        expect(givenCovariance(design)).toMatchObject(reason);
    });
});
