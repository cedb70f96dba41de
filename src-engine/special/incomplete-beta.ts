/**
 * The regularised incomplete beta function by its continued fraction (DLMF 8.17.22), with a saddle-point form of the factor in
 * front that keeps its relative accuracy for large parameters (C. Loader 2000).
 */
import { continuedFraction } from './continued-fraction.js';
import { logRatioMinusLinear } from './exponential-remainders.js';
import type { Tails } from './incomplete-gamma.js';
import { stirlingRemainder } from './log-gamma.js';

const LOG_2PI = 1.8378770664093453;

/** log{(a/(a+b))^a (b/(a+b))^b / B(a, b)} for a, b > 0: the greatest value of `betaLogKernel`. */
export function betaLogPeak(a: number, b: number): number {
    const largest = Math.max(a, b);
    const rest = Math.log(Math.min(a, b)) - Math.log1p(Math.min(a, b) / largest);
    return 0.5 * (rest - LOG_2PI) + stirlingRemainder(a + b) - stirlingRemainder(a) - stirlingRemainder(b);
}

/** log{x^a y^b/B(a, b)} with y = 1 − x given beside x, so that neither loses digits at its end. */
export function betaLogKernel(a: number, b: number, x: number, y: number): number {
    const excess = b * x - a * y;
    const sum = a + b;
    return betaLogPeak(a, b) + a * logRatioMinusLinear(x * sum, a, excess) + b * logRatioMinusLinear(y * sum, b, -excess);
}

/**
 * I_x(a, b) and 1 − I_x(a, b) for a, b > 0 and x + y = 1. Relative error below 1e-13 of the smaller one for parameters up to 1000.
 * Cost: O(√max(a, b)) terms.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
    if (x <= 0) return { lower: 0, upper: 1 };
    if (y <= 0) return { lower: 1, upper: 0 };
    const kernel = Math.exp(betaLogKernel(a, b, x, y));
    if (x < (a + 1) / (a + b + 2)) {
        const lower = Math.min(1, kernel / (a * betaFraction(a, b, x)));
        return { lower, upper: 1 - lower };
    }
    const upper = Math.min(1, kernel / (b * betaFraction(b, a, y)));
    return { lower: 1 - upper, upper };
}

/** 1 + d₁/(1 + d₂/(1 + …)) of DLMF 8.17.22–23. */
function betaFraction(a: number, b: number, x: number): number {
    const coefficient = (k: number): number => {
        const m = Math.floor(k / 2);
        if (k % 2 === 0) return (m * (b - m) * x) / ((a + k - 1) * (a + k));
        return (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k));
    };
    return continuedFraction(1, coefficient, () => 1);
}
