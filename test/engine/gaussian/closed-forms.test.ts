/** The exact covariance against closed forms, published or short to derive. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, one, x } from '../specs.js';
import { exact, variance } from './exact-covariance.js';
import { each, mixed, standardNormal } from './mixed-spec.js';

describe('closed forms', () => {
    test.each([
        [24, 4, 5, 0.3, 1.2, 120],
        [12, 3, 4, 0.05, 0.8, 10],
        [6, 6, 7, 2, 0.01, 3],
        [40, 2, 3, 0, 1, 50]
    ])(
        'Hussey & Hughes (2007): %i clusters in %i waves, %i periods, τ² = %f, σ² = %f, %i in each cell',
        (clusters, waves, periods, tau2, sigma2, size) => {
            const others = Array.from({ length: periods - 1 }, (_, t): [string, Term] => [
                `p${t + 1}`,
                { op: '==', left: x('period'), right: { op: 'number', value: t + 1 } }
            ]);
            const spec = mixed(
                { cluster: { count: clusters, effects: ['b0'], sigma: [[tau2]] } },
                [['b0', one], ...others, ['effect', x('treated')]],
                [
                    each(
                        'wave',
                        Array.from({ length: waves }, (_, w) => w + 1),
                        'cluster'
                    ),
                    each(
                        'period',
                        Array.from({ length: periods }, (_, t) => t)
                    ),
                    { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
                ],
                periods * size,
                sigma2
            );
            // Theirs are the variances of cell means.
            const s2 = sigma2 / size;
            const treated = (cluster: number, period: number): number => (period >= (cluster % waves) + 1 ? 1 : 0);
            const sums = { u: 0, w: 0, v: 0 };
            for (let t = 0; t < periods; t++) {
                let column = 0;
                for (let i = 0; i < clusters; i++) {
                    column += treated(i, t);
                }
                sums.w += column ** 2;
            }
            for (let i = 0; i < clusters; i++) {
                let row = 0;
                for (let t = 0; t < periods; t++) {
                    row += treated(i, t);
                }
                sums.u += row;
                sums.v += row ** 2;
            }
            const [I, T, { u: U, w: W, v: V }] = [clusters, periods, sums];
            const expected = (I * s2 * (s2 + T * tau2)) / ((I * U - W) * s2 + (U ** 2 + I * T * U - T * W - I * V) * tau2);
            expect(Math.abs(variance(spec, 'effect') / expected - 1)).toBeLessThan(1e-12);
        }
    );

    test.each([
        [40, 20, 0.5, 1.3],
        [6, 1000, 0.01, 2],
        [1e6, 1e6, 3, 0.1]
    ])('an arm per cluster: 4(σ² + φ/n)/m at m = %i, n = %i', (m, n, sigma2, phi) => {
        const spec = mixed(
            { cluster: { count: m, effects: ['b0'], sigma: [[sigma2]] } },
            [
                ['b0', one],
                ['arm', x('arm')]
            ],
            [each('arm', [0, 1], 'cluster')],
            n,
            phi
        );
        expect(Math.abs(variance(spec, 'arm') / ((4 * (sigma2 + phi / n)) / m) - 1)).toBeLessThan(1e-13);
    });

    test('an arm per class, balanced within schools: 4(Σ2 + φ/n)/(m m2)', () => {
        const spec = mixed(
            {
                school: { count: 30, effects: ['b0'], sigma: [[0.9]] },
                class: { count: 6, within: 'school', effects: ['b0'], sigma: [[0.4]] }
            },
            [
                ['b0', one],
                ['arm', x('arm')]
            ],
            [each('arm', [0, 1], 'class')],
            25,
            1.5
        );
        expect(Math.abs(variance(spec, 'arm') / ((4 * (0.4 + 1.5 / 25)) / 180) - 1)).toBeLessThan(1e-13);
    });

    test('a condition of items in a crossed design: 4(σ′² + φ/(mn))/m′', () => {
        const spec = mixed(
            { subject: { count: 50, effects: ['b0'], sigma: [[0.9]] }, item: { count: 20, effects: ['b0'], sigma: [[0.4]] } },
            [
                ['b0', one],
                ['condition', x('condition')]
            ],
            [each('condition', [-0.5, 0.5], 'item')],
            3,
            1.5
        );
        expect(Math.abs(variance(spec, 'condition') / ((4 * (0.4 + 1.5 / 150)) / 20) - 1)).toBeLessThan(1e-13);
    });

    test('a random intercept and a predictor drawn anew, n = 5, σ² = 4', () => {
        const spec = mixed(
            { g: { count: 10, effects: ['b0'], sigma: [[4]] } },
            [
                ['b0', one],
                ['b1', x('t')]
            ],
            [drawn('t', standardNormal)],
            5
        );
        // Var(X){(n − 1)/φ + 1/(φ + nσ²)} is the information of a group.
        expect(10 * variance(spec, 'b1')).toBeCloseTo(0.24706, 5);
        expect(Math.abs(10 * variance(spec, 'b1') * (4 + 1 / 21) - 1)).toBeLessThan(1e-13);
    });

    test.each([
        [10, 15, 1, 0],
        [40, 40, 2, 0.7],
        [1e6, 1e6, 20, 1e3]
    ])('crossed intercepts with a drawn predictor, m = %i, m′ = %i, n = %i, mean %f', (m, m2, n, mean) => {
        const [s2, t2, phi] = [0.7, 0.4, 1.1];
        const spec = mixed(
            { row: { count: m, effects: ['b0'], sigma: [[s2]] }, column: { count: m2, effects: ['b0'], sigma: [[t2]] } },
            [
                ['b0', one],
                ['b1', x('t')]
            ],
            [drawn('t', { law: 'normal', mean, sd: 1 })],
            n,
            phi
        );
        // The expected sums of squares are Var(X) times the degrees of freedom; the mean's part goes with the intercept.
        const [rows, columns] = [phi + m2 * n * s2, phi + m * n * t2];
        const whole = phi + m2 * n * s2 + m * n * t2;
        const information = 1 / whole + (m - 1) / rows + (m2 - 1) / columns + (m * m2 * n - m - m2 + 1) / phi;
        expect(Math.abs(variance(spec, 'b1') * information - 1)).toBeLessThan(1e-12);
        expect(exact(spec).errors[1]! / exact(spec).covariance[1]![1]!).toBeLessThan(1e-13);
        expect(Math.abs(variance(spec, 'b0') / (whole / (m * m2 * n) + mean ** 2 / information) - 1)).toBeLessThan(1e-12);
    });

    const blocksFile = JSON.parse(readFileSync(new URL('../../reference/blocks.json', import.meta.url), 'utf8')) as {
        oneway_variance_components: {
            rows: { sigma2: number; sigma_e2: number; n: number; m_Var_sigma2: number; m_Cov: number; m_Var_sigma_e2: number }[];
        };
    };
    test.each(blocksFile.oneway_variance_components.rows)('one-way variance components: %o', row => {
        const spec = mixed({ g: { count: 8, effects: ['b0'], sigma: [[row.sigma2]] } }, [['b0', one]], [], row.n, row.sigma_e2);
        const { covariance, members } = exact(spec);
        expect(members).toEqual([0, 1, 2]);
        expect(Math.abs((8 * covariance[1]![1]!) / row.m_Var_sigma2 - 1)).toBeLessThan(1e-12);
        expect(Math.abs((8 * covariance[1]![2]!) / row.m_Cov - 1)).toBeLessThan(1e-12);
        expect(Math.abs((8 * covariance[2]![2]!) / row.m_Var_sigma_e2 - 1)).toBeLessThan(1e-12);
    });
});
