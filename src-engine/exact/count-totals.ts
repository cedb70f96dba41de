/** Quadrature points for a sum over the totals 0, 1, 2, … of counts: all small totals, then Gauss rules for runs of larger ones. */
import { NotAvailable } from '../result/not-available.js';
import { sumRule } from '../numeric/quadrature/sum-rule.js';
import { farthestOfCounts, logLargestTotal, leastRangeOfCounts, restOfTotals } from './limits.js';

/** A total, and the number of totals that it represents. */
export interface Total {
    at: number;
    weight: number;
}

/** The spread of an unbounded total: log of its mean at U = 0, the variance of rᵀU, and the size of a negative binomial total (∞: Poisson). */
export interface Spread {
    logMean: number;
    variance: number;
    size: number;
}

/**
 * Runs of totals over which a law is smooth on the scale of its own spread: no wider than the spread given U, and than their distance from 0. Null where
 * the largest that matter are too large.
 */
function runsOf({ logMean, variance, size }: Spread, points: number): { start: number; length: number }[] | null {
    const sd = Math.sqrt(variance);
    // A variance given U of e^η(1 + e^η/size), and e^η as variable as U, tilted by the total that multiplies the probability.
    const own = (mean: number): number => Math.sqrt(mean + (mean * mean) / size);
    const least = Math.exp(logMean - farthestOfCounts * sd);
    // Beyond the largest total, neighbouring random effects give the same total as a double.
    const logMost = Math.min(logMean + farthestOfCounts * sd + variance, logLargestTotal);
    if (logMost < logMean + leastRangeOfCounts * sd + variance) {
        return null;
    }
    const most = Math.exp(logMost);
    const from = Math.max(0, Math.floor(least - (farthestOfCounts + 1) * own(least)));
    const to = Math.ceil(most + (farthestOfCounts + 1) * own(most) + (Number.isFinite(size) ? (40 * most) / size : 0) + 40);
    const runs: { start: number; length: number }[] = [];
    for (let start = from; start < to * (1 - restOfTotals);) {
        const scale = Math.sqrt(start + start * start * Math.min(1, variance + 1 / size));
        const length = Math.min(Math.max(points, Math.floor(Math.min(2 * scale, start))), to - start + 1);
        runs.push({ start, length });
        start += length;
    }
    return runs;
}

/** The points for a sum over the totals 0, 1, 2, … with a law of this spread: all small ones, then Gauss rules for runs. @throws NotAvailable */
export function unboundedTotals(spread: Spread, points: number): Total[] {
    const runs = runsOf(spread, points);
    if (!runs) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    return runs.flatMap(({ start, length }) => sumRule(length, points).map(({ at, weight }) => ({ at: start + at, weight })));
}

/** The number of points that `unboundedTotals` gives; Infinity where it fails. */
export function countUnbounded(spread: Spread, points: number): number {
    return runsOf(spread, points)?.reduce((sum, { length }) => sum + Math.min(length, points), 0) ?? Infinity;
}
