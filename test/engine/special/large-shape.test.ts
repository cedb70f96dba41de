import { describe, expect, it } from 'vitest';
import { incompleteGamma } from '../../../src-engine/numeric/special/incomplete-gamma.js';

// mpmath 1.3.0: the gamma density integrated over the tail with 50 digits.
describe('the incomplete gamma function beyond shape 1e9', () => {
    it.each([
        [1e10, 9999700000, 'lower', 0.001349779851443316],
        [1e12, 999990000000, 'lower', 7.617314210603466e-24],
        [1e12, 1e12, 'lower', 0.5000001329807601],
        [1e15, 1000000031622776, 'upper', 0.1586552585354127],
        [1e15, 1000000158113880, 'upper', 2.866520894315944e-7]
    ] as const)('a = %d, x = %d, %s tail', (a, x, side, expected) => {
        const tails = incompleteGamma(a, x);
        expect(Math.abs(tails[side] / expected - 1)).toBeLessThan(1e-13);
        expect(tails.lower + tails.upper).toBeCloseTo(1, 15);
    });
});
