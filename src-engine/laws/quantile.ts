/** Quantiles by search, for laws whose quantile function has no closed form. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { increasingRoot } from '../numeric/special/monotone-root.js';
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import type { Support } from './law-record.js';
import type { Line } from './line.js';
import { roundingOfTails } from './limits.js';

/** log of the smaller tail at x against that at the quantile, increasing in x, with its slope for a density e^{logDensity}. */
export function distance({ lower, upper }: Tails, p: number, logDensity: number): { value: number; slope: number } {
    return p <= 0.5
        ? { value: Math.log(lower) - Math.log(p), slope: Math.exp(logDensity - Math.log(lower)) }
        : { value: Math.log1p(-p) - Math.log(upper), slope: Math.exp(logDensity - Math.log(upper)) };
}

/** Whether P(X ≤ x) ≥ p, up to rounding, by the tails at x. */
export function reaches({ lower, upper }: Tails, p: number): boolean {
    return p <= 0.5 ? lower >= p * (1 - roundingOfTails) : upper <= (1 - p) * (1 + roundingOfTails);
}

/** The quantile of a continuous law with this line. */
export function quantileOnLine(line: Line, tails: (x: number) => Tails, p: number): number {
    const beyond = (t: number) => distance(tails(line.x(t)), p, line.logWeight(t));
    // Small shapes have quantiles that no double comes near: they are the least or the largest number on the line.
    const [first, last] = line.limits;
    if (beyond(first).value >= 0) {
        return line.x(first);
    }
    if (beyond(last).value <= 0) {
        return line.x(last);
    }
    return line.x(increasingRoot(beyond, 0, 4 * line.step));
}

/** What the first guess of a quantile on whole numbers takes: `skew` is the third cumulant, in variances. */
export interface LatticeShape {
    mean: number;
    variance: number;
    skew: number;
}

/** The quantile of a law on whole numbers. Cornish and Fisher's expansion is mostly right within one, and every look at the tails is a series. */
export function latticeQuantile(
    { mean, variance, skew }: LatticeShape,
    { min, max }: Support,
    tails: (x: number) => Tails,
    p: number
): number {
    const clamp = (x: number): number => Math.min(Math.max(x, min), max);
    const isReached = (x: number): boolean => reaches(tails(x), p);
    const z = normalQuantile(p);
    const guess = clamp(Math.ceil(mean + Math.sqrt(variance) * z + (skew * (z * z - 1)) / 6 - 0.5));
    const isAbove = isReached(guess);
    // `low` stays below the quantile, `high` reaches it.
    let low = isAbove ? guess - 1 : guess;
    let high = isAbove ? guess : clamp(guess + 1);
    for (let step = 1; isAbove && low >= min && isReached(low); step *= 2) {
        high = low;
        low = Math.max(low - step, min - 1);
    }
    for (let step = 1; !isAbove && high < max && !isReached(high); step *= 2) {
        low = high;
        high = clamp(high + step);
    }
    while (high - low > 1) {
        const middle = Math.floor(0.5 * (low + high));
        if (isReached(middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}
