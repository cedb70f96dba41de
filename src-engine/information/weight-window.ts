/** Where a weight times a normal density matters: the range of trapezoidal sums over η. */
import type { Weight } from '../family/weight.js';

/**
 * The range of η outside which w(η + η_F) times the density of N(μ, s²) is below exp(−negligible) of its maximum, for |η_F| ≤ spread.
 * The bounds come from the tails of w, so they may be wider than needed.
 */
export function weightWindow({ tails }: Weight, mu: number, s: number, spread: number, negligible: number): [number, number] {
    if (tails.kind === 'gaussian') {
        const shrink = 1 / (1 + s * s);
        const half = Math.sqrt(2 * negligible * shrink) * s + 1 + spread;
        // The normal density alone, compared with w at μ, bounds the window where s is small.
        const reach = Math.sqrt(2 * negligible + 4 + (Math.abs(mu) + spread) ** 2) * s;
        return [Math.max(mu * shrink - half, mu - reach), Math.min(mu * shrink + half, mu + reach)];
    }
    // 2s² log of the product is at most centre² − (η − centre)² − μ², with one centre for η above 0 and another for η below 0.
    const right = mu - tails.right * s * s;
    const left = mu + tails.left * s * s;
    const top = right > 0 ? right * right : left < 0 ? left * left : 0;
    const excess = tails.max < Infinity ? Math.max(0, (top - mu * mu) / (2 * s * s) - greatestBeforeFall(mu + spread, s)) : 0;
    const width = 2 * s * s * (negligible + excess);
    const half = Math.sqrt(width);
    let high = left + half <= 0 ? left + half : right + Math.sqrt(right * right - top + width);
    let low = right - half >= 0 ? right - half : left - Math.sqrt(left * left - top + width);
    // Folded predictors move the corner between the tails by up to `spread` either way. The normal density alone bounds what that can add.
    high = Math.min(high + spread, Math.max(high, mu + half));
    low = Math.max(low - spread, Math.min(low, mu - half));
    if (tails.max + spread < high) {
        high = Math.max(tails.max + spread, low);
    }
    return [low, high];
}

/** The maximum of 2η − e^η − (η − μ)²/(2s²), the log of a weight that falls off like exp(−e^η) times the normal density. By bisection. */
function greatestBeforeFall(mu: number, s: number): number {
    let low = Math.min(mu, 0);
    let high = mu + 2 * s * s;
    for (let step = 0; step < 60; step++) {
        const eta = 0.5 * (low + high);
        if (2 - Math.exp(eta) - (eta - mu) / (s * s) > 0) {
            low = eta;
        } else {
            high = eta;
        }
    }
    return 2 * low - Math.exp(low) - (low - mu) ** 2 / (2 * s * s);
}
