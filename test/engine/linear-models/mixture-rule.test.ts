/** The law of the noncentrality for large Poisson means, against the sum that smaller means take. */
import { describe, expect, it } from 'vitest';
import { betaMixtureRule } from '../../../src-engine/gaussian/sampling/noncentrality-law.js';
import { mostPoissonMean } from '../../../src-engine/gaussian/sampling/limits.js';

const momentOf = ({ points, weights }: ReturnType<typeof betaMixtureRule>, of: (x: number) => number): number =>
    points.reduce((sum, x, i) => sum + weights[i] * of(x), 0);

describe('mixtures of beta laws', () => {
    it.each([
        [0.5, 0.5, 1e-4],
        [2, 0.5, 3e-5],
        [50, 1, 2e-6],
        [1000, 1, 1e-7],
        [20_000, 2, 1e-8],
        [1e6, 2, 1e-8]
    ])('Beta(%d, %d + j) goes on smoothly where the sum ends', (a, b, tolerance) => {
        const [summed, simple] = [0.9999, 1.0001].map(share => betaMixtureRule(a, b, share * mostPoissonMean));
        // The mean is a/(a + b + j), up to a share of the order of one over the Poisson mean.
        const scaled = [summed!, simple!].map((rule, i) =>
            momentOf(rule, x => x * (1 + (b + (0.9999 + 0.0002 * i) * mostPoissonMean) / a))
        );
        expect(Math.abs(scaled[1]! / scaled[0]! - 1)).toBeLessThan(tolerance);
    });

    it('has few points for means beyond all counts', () => {
        const rule = betaMixtureRule(5e14, 0.5, 1e15);
        expect(rule.points.length).toBeLessThan(100);
        expect(momentOf(rule, x => x)).toBeCloseTo(1 / 3, 7);
    });
});
