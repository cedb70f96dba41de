/** The covariance from the informations of independent scrambles, and its statistical error. */
import { inverseSpd } from '../numeric/cholesky.js';
import { multiply, type Matrix } from '../numeric/linear-algebra.js';
import { standardErrorsTold } from './limits.js';

export interface ScrambleMean {
    /** The inverse of the mean information. */
    covariance: Matrix;
    /** Three standard errors of each variance, relative. */
    errors: number[];
}

/**
 * To first order the inverse of a scramble's information differs from that of the mean by −Cov (I_s − I) Cov.
 *
 * @param informations one of each scramble, size × size, row-major
 * @returns null where the mean information is not positive definite
 */
export function meanOfScrambles(informations: readonly Float64Array[], size: number): ScrambleMean | null {
    const each = informations.map((flat): Matrix =>
        Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)))
    );
    const mean = each[0].map((row, i) => row.map((_, j) => each.reduce((sum, one) => sum + one[i][j], 0) / each.length));
    const inverse = inverseSpd(mean);
    if (!inverse.ok) {
        return null;
    }
    const covariance = inverse.inverse;
    const changes = each.map(one => multiply(multiply(covariance, one), covariance));
    const errors = covariance.map((row, j) => {
        const square = changes.reduce((sum, change) => sum + (change[j][j] / row[j] - 1) ** 2, 0) / (each.length - 1);
        return standardErrorsTold * Math.sqrt(square / each.length);
    });
    return { covariance, errors };
}
