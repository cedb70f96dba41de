/** The F law: a χ² over its degrees of freedom k, divided by an independent χ² over its degrees of freedom ν. */
import { betaLogKernel, incompleteBeta } from '../numeric/special/incomplete-beta.js';
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { chiSquaredTails, chiSquaredUpperQuantile } from './chi-squared.js';
import { upperQuantile } from './upper-quantile.js';

/** P(F ≤ f) and P(F > f) for k, ν > 0; for their accuracy see `incompleteBeta`, and with infinite ν `chiSquaredTails`. */
export function fTails(f: number, k: number, df: number): Tails {
    if (df === Infinity) {
        return chiSquaredTails(k * f, k);
    }
    const { within, beyond } = shares(f, k, df);
    return incompleteBeta(0.5 * k, 0.5 * df, within, beyond);
}

/** The f with P(F > f) = q, 0 < q < 1; ν may be infinite. Relative error below 1e-13 for k ≤ 1000 and ν ≥ 1. */
export function fUpperQuantile(q: number, k: number, df: number): number {
    if (df === Infinity) {
        return chiSquaredUpperQuantile(q, k) / k;
    }
    const logKernel = (f: number): number => {
        const { within, beyond } = shares(f, k, df);
        return betaLogKernel(0.5 * k, 0.5 * df, within, beyond);
    };
    return upperQuantile({ tails: f => fTails(f, k, df), logKernel }, q);
}

/** kf/(ν + kf) and ν/(ν + kf). */
export function shares(f: number, k: number, df: number): { within: number; beyond: number } {
    const ratio = (k / df) * f;
    return { within: ratio === Infinity ? 1 : ratio / (1 + ratio), beyond: 1 / (1 + ratio) };
}
