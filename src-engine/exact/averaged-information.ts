/** An information matrix that is averaged over draws: its entries on and below the diagonal, row by row, are variables of a `RegressedMean`. */
import { quadraticForm, type Matrix } from '../numeric/linear-algebra.js';

const position = (i: number, j: number): number => (j <= i ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i);

/** The whole matrix. */
export function symmetricFrom(entries: readonly number[], size: number): Matrix {
    return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => entries[position(i, j)]));
}

/**
 * Monte-Carlo standard errors of the variances, by the delta method: dV_kk = −vᵀ(dI)v, v the k-th column of V.
 *
 * @param covariance V, the inverse of the averaged information
 * @param ofMean the covariances of the averaged entries
 */
export function errorsOfVariances(covariance: Matrix, ofMean: Matrix): number[] {
    const size = covariance.length;
    return covariance.map((_, k) => {
        const gradient = new Array<number>(ofMean.length).fill(0);
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
                gradient[position(i, j)] += covariance[i][k] * covariance[k][j];
            }
        }
        return Math.sqrt(Math.max(0, quadraticForm(ofMean, gradient)));
    });
}
