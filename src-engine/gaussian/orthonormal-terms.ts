/** Fixed effects' terms as combinations of orthonormal columns, so that no digits are lost for a predictor far from 0 or measured in a small unit. */
import { isFiniteMatrix, symmetricEigenvalues, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import { dependentColumns } from '../numeric/dependent-columns.js';
import { NotAvailable } from '../result/not-available.js';
import { takeOffSpan } from '../numeric/gram-schmidt.js';
import { euclideanNorm } from '../numeric/norm.js';
import { dependenceTolerance } from '../numeric/limits.js';

export interface OrthonormalTerms {
    /** Q of X = QR. */
    columns: Float64Array[];
    /** R, upper triangular with a positive diagonal. */
    upper: Matrix;
}

/** X = QR by Gram–Schmidt. @throws NotAvailable where columns depend on each other, by these names */
export function orthonormalTerms(columns: readonly Float64Array[], names: readonly string[]): OrthonormalTerms {
    const orthonormal: Float64Array[] = [];
    const upper = columns.map(() => columns.map(() => 0));
    columns.forEach((column, j) => {
        if (!column.every(Number.isFinite)) {
            throw new NotAvailable({ code: 'not-finite', detail: `the term of ${names[j]}` });
        }
        const rest = column.slice();
        takeOffSpan(rest, orthonormal, (i, share) => (upper[i][j] += share));
        const length = euclideanNorm(rest);
        if (!(dependenceTolerance * euclideanNorm(column) < length)) {
            const dependent = dependentColumns(columns.slice(0, j + 1)) ?? [j];
            throw new NotAvailable({ code: 'collinear', effects: dependent.map(k => names[k]) });
        }
        upper[j][j] = length;
        orthonormal.push(rest.map(x => x / length));
    });
    return { columns: orthonormal, upper };
}

/**
 * R⁻¹ I⁻¹ R⁻ᵀ for an information I in the orthonormal terms, and a bound on its relative rounding error.
 *
 * @throws NotAvailable where the information is singular: the design cannot estimate these effects separately
 */
export function covarianceOfEffects(
    information: Matrix,
    upper: Matrix,
    names: readonly string[]
): { covariance: Matrix; relativeError: number } {
    const size = information.length;
    const factor = cholesky(information);
    if (!factor.ok) {
        if (factor.smallestEigenvalue === null) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the information of the fixed effects' });
        }
        throw new NotAvailable({ code: 'collinear', effects: [...names] });
    }
    // Rows of (LᵀR)⁻¹: with them the variances are sums of squares.
    const whole = multiplyUpper(transpose(factor.lower), upper);
    const inverse = invertUpper(whole);
    const covariance = inverse.map(a => inverse.map(b => a.reduce((sum, x, k) => sum + x * b[k], 0)));
    const scaled = information.map((row, i) => row.map((x, j) => x / Math.sqrt(information[i][i]) / Math.sqrt(information[j][j])));
    if (!isFiniteMatrix(scaled) || !isFiniteMatrix(covariance)) {
        throw new NotAvailable({
            code: 'not-finite',
            detail: 'the covariance of the fixed effects, which leaves the range of double precision'
        });
    }
    const eigenvalues = symmetricEigenvalues(scaled);
    const condition = size === 0 ? 1 : eigenvalues[size - 1] / Math.max(eigenvalues[0], Number.EPSILON);
    return { covariance, relativeError: 8 * Number.EPSILON * (size + condition) };
}

function multiplyUpper(a: Matrix, b: Matrix): Matrix {
    return a.map((row, i) => row.map((_, j) => (j < i ? 0 : row.reduce((sum, x, k) => (i <= k && k <= j ? sum + x * b[k][j] : sum), 0))));
}

function invertUpper(a: Matrix): Matrix {
    const size = a.length;
    const inverse = a.map(row => row.map(() => 0));
    for (let j = 0; j < size; j++) {
        for (let i = j; i >= 0; i--) {
            let rest = i === j ? 1 : 0;
            for (let k = i + 1; k <= j; k++) {
                rest -= a[i][k] * inverse[k][j];
            }
            inverse[i][j] = rest / a[i][i];
        }
    }
    return inverse;
}
