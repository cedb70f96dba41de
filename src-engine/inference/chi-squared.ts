/** The χ² law. */
import { gammaLogKernel, incompleteGamma, type Tails } from '../numeric/special/incomplete-gamma.js';
import { upperQuantile } from './upper-quantile.js';

/** P(χ² ≤ x) and P(χ² > x) for k > 0 degrees of freedom; relative error of the smaller one below 1e-13 for k ≤ 1000. */
export function chiSquaredTails(x: number, k: number): Tails {
    return incompleteGamma(0.5 * k, 0.5 * x);
}

/** The x with P(χ² > x) = q, 0 < q < 1; relative error below 1e-14 for k from 1 to 1000. */
export function chiSquaredUpperQuantile(q: number, k: number): number {
    return upperQuantile({ tails: x => chiSquaredTails(x, k), logKernel: x => gammaLogKernel(0.5 * k, 0.5 * x) }, q);
}
