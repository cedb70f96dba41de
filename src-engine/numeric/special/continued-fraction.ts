import { leastDenominator } from '../limits.js';

/**
 * b₀ + a₁/(b₁ + a₂/(b₂ + …)) to the rounding of doubles, by Lentz's method as modified by Thompson & Barnett (1986), Journal of
 * Computational Physics 64, 490–509.
 */
export function continuedFraction(b0: number, a: (k: number) => number, b: (k: number) => number): number {
    let value = b0 === 0 ? leastDenominator : b0;
    let c = value;
    let d = 0;
    // A fraction that converges like these do needs O(√parameter) steps; one that is not a number ends at once.
    for (let k = 1; k < 2_000_000; k++) {
        const numerator = a(k);
        const denominator = b(k);
        d = denominator + numerator * d;
        d = 1 / (d === 0 ? leastDenominator : d);
        c = denominator + numerator / c;
        if (c === 0) {
            c = leastDenominator;
        }
        const factor = c * d;
        value *= factor;
        if (!(Math.abs(factor - 1) >= 2e-16)) {
            break;
        }
    }
    return value;
}
