/** The covariance from the informations of independent scrambles, and its statistical error. */
import { inverseSpd } from '../numeric/cholesky.js';
import { multiply, type Matrix } from '../numeric/linear-algebra.js';
import { standardErrorsTold } from './limits.js';

export interface ScrambleMean {
    /** The inverse of the mean information. */
    covariance: Matrix;
    /** By scramble: how far each variance lies from the mean, relative. */
    deviations: number[][];
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
    const deviations = each.map(one => {
        const change = multiply(multiply(covariance, one), covariance);
        return covariance.map((row, j) => change[j][j] / row[j] - 1);
    });
    return { covariance, deviations };
}

/** Three standard errors of the mean of each column. @param deviations by scramble, from the mean */
export function errorsOfMean(deviations: readonly (readonly number[])[]): number[] {
    const count = deviations.length;
    return deviations[0].map(
        (_, j) => standardErrorsTold * Math.sqrt(deviations.reduce((sum, one) => sum + one[j] ** 2, 0) / (count * (count - 1)))
    );
}
