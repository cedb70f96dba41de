/** Simulated information of models with a log link and weights that grow with e^η or vary between groups: Gaussian by quadrature, and wide random effects. */
import { describe, expect, test } from 'vitest';
import { inverseSpd } from '../../../src-engine/numeric/cholesky.js';
import { modelSpec, one, x, type Sketch } from '../specs.js';
import { deviations, largest, simulated } from './group-informations.js';

describe('Gaussian, log link, random effects of arms of groups: the mean of a group by quadrature', () => {
    /** The information of a group about (mean of η, σ², φ): ȳ ~ N(e^η, φ/n) given η ~ N(mean, σ²), and Σ (y − ȳ)², which is independent. */
    function information(mean: number, variance: number, phi: number, n: number): number[][] {
        const s = Math.sqrt(phi / n);
        const sd = Math.sqrt(variance);
        const total = [0, 1, 2].map(() => [0, 0, 0]);
        for (let z = -8; z <= 8; z += 0.1) {
            for (let e = -7; e <= 7; e += 0.25) {
                const y = Math.exp(mean + sd * z) + s * e;
                const chance = (Math.exp(-0.5 * (z * z + e * e)) * 0.1 * 0.25) / (2 * Math.PI);
                const score = posteriorScore(y, { mean, variance, phi, s, sd });
                score.forEach((a, i) => score.forEach((b, j) => (total[i]![j]! += chance * a * b)));
            }
        }
        total[2]![2]! += (n - 1) / (2 * phi * phi);
        return total;
    }

    interface Group {
        mean: number;
        variance: number;
        phi: number;
        s: number;
        sd: number;
    }

    function posteriorScore(y: number, { mean, variance, phi, s, sd }: Group): number[] {
        const sums = [0, 0, 0, 0];
        const add = (eta: number, width: number): void => {
            const v = (eta - mean) / sd;
            const e = (y - Math.exp(eta)) / s;
            const weight = width * Math.exp(-0.5 * (v * v + e * e) + 0.5 * nearest);
            [1, v / sd, (v * v - 1) / (2 * variance), (e * e - 1) / (2 * phi)].forEach((value, i) => (sums[i]! += weight * value));
        };
        const isNarrow = y > 12 * s;
        const nearest = isNarrow ? ((Math.log(y) - mean) / sd) ** 2 : 0;
        if (isNarrow) {
            for (let t = -9; t <= 9; t += 0.1) {
                add(Math.log(y + s * t), s / (y + s * t));
            }
        } else {
            for (let eta = mean - 10 * sd; eta < Math.log(Math.max(y, 0) + 9 * s); eta += 0.02) {
                add(eta, 0.02);
            }
        }
        return sums.slice(1).map(sum => sum / sums[0]!);
    }

    test.each([
        [1, 4, 10],
        [4, 4, 10],
        [1, 9, 10],
        [4, 9, 10]
    ])('φ = %s, σ² = %s, n = %s', (phi, variance, n) => {
        const spec = modelSpec({
            link: 'log',
            phi,
            predictors: [{ kind: 'each', name: 'arm', points: [0, 1], per: 'g' }],
            a: [
                ['b0', one, 0],
                ['arm', x('arm'), 0.4]
            ],
            effects: ['b0'],
            sigma: [[variance]],
            n
        });
        const total = [0, 1, 2, 3].map(() => [0, 0, 0, 0]);
        for (const arm of [0, 1]) {
            // (b0, arm, σ², φ) → (mean, σ², φ).
            const jacobian = [[1, 0, 0], [arm, 0, 0], [0, 1, 0], [0, 0, 1]]; // prettier-ignore
            const own = information(0.4 * arm, variance, phi, n);
            total.forEach((row, i) =>
                row.forEach((_, j) =>
                    own.forEach((line, k) => line.forEach((value, l) => (row[j]! += 0.5 * jacobian[i]![k]! * value * jacobian[j]![l]!)))
                )
            );
        }
        const inverse = inverseSpd(total);
        const expected = inverse.ok ? inverse.inverse.map((row, i) => row[i]!) : [];
        const found = simulated(spec);
        expect(largest(deviations(found, expected))).toBeLessThan(4);
        expect(Math.max(...found.errors.map((error, i) => error / found.covariance[i]![i]!))).toBeLessThanOrEqual(0.01);
    });
});

test.each(['gaussian', 'inverseGaussian', 'gamma', 'poisson'] as const)(
    '%s, log link: wide random effects of intercepts, slopes and arms have numbers',
    family => {
        const common = { family, link: 'log', phi: 0.5, n: 10 } as const;
        const a: Sketch['a'] = [
            ['b0', one, 0],
            ['b1', x('x'), 0.4]
        ];
        const sketches: Sketch[] = [
            { ...common, predictors: [{ kind: 'each', name: 'x', points: [0, 1], per: 'g' }], a, effects: ['b0'], sigma: [[9]] },
            { ...common, predictors: [{ kind: 'each', name: 'x', points: [0, 1], per: null }], a, sigma: [[1, 0.1], [0.1, 1]] }, // prettier-ignore
            { ...common, predictors: [{ kind: 'each', name: 'x', points: [0, 1], per: null }], a: [a[0]!], b: [a[1]!], sigma: [[4]] }
        ];
        for (const sketch of sketches) {
            const found = simulated(modelSpec(sketch), 0.02);
            expect(Math.max(...found.errors.map((error, i) => error / found.covariance[i]![i]!))).toBeLessThanOrEqual(0.02);
        }
    }
);
