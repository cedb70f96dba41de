/** A square root of a covariance matrix. */
import { symmetricEigen, type Matrix } from './linear-algebra.js';
import { vanishedEigenvalue } from './limits.js';

/** Columns whose outer products add up to Σ, largest first; those of zero eigenvalues are left out. */
export function rootOf(sigma: Matrix): number[][] {
    if (sigma.length === 1) {
        return sigma[0][0] > 0 ? [[Math.sqrt(sigma[0][0])]] : [];
    }
    const { values, vectors } = symmetricEigen(sigma);
    const largest = Math.max(...values);
    return values
        .map((value, k) => ({ value, column: vectors[k].map(x => x * Math.sqrt(Math.max(value, 0))) }))
        .filter(({ value }) => vanishedEigenvalue * largest < value)
        .sort((a, b) => b.value - a.value)
        .map(({ column }) => column);
}
