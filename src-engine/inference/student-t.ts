/** Student's t law, as that of the square: T² has the F law with 1 and ν degrees of freedom. */
import { normalCdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import { fTails, fUpperQuantile } from './f-law.js';

/**
 * P(T ≤ t); df > 0 real, Infinity for the normal law. Relative error below 1e-13 of the smaller tail for df from 1 to 1e9, where t² is a double (tails
 * down to 1e-150 with df = 1).
 */
export function tCdf(t: number, df: number): number {
    if (df === Infinity) {
        return normalCdf(t);
    }
    const beyond = 0.5 * fTails(t * t, 1, df).upper;
    return t < 0 ? beyond : 1 - beyond;
}

/**
 * The t with P(T ≤ t) = p, 0 < p < 1. Relative error below 1e-13 for p from 1e-150 to ½ and df from 1 to 1e9; above ½ it is that of −t at what the
 * double p leaves.
 */
export function tQuantile(p: number, df: number): number {
    if (df === Infinity) {
        return normalQuantile(p);
    }
    if (p === 0.5) {
        return 0;
    }
    const size = Math.sqrt(fUpperQuantile(2 * Math.min(p, 1 - p), 1, df));
    return p < 0.5 ? -size : size;
}
