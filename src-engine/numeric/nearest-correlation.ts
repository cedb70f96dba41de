import { leastCorrelationEigenvalue, mostProjections, projectionTolerance } from './limits.js';
import { symmetricEigen, type Matrix } from './linear-algebra.js';

/**
 * The correlation matrix nearest to a symmetric one in the Frobenius norm, with smallest eigenvalue at least 0.01: alternating projections
 * onto the matrices with these eigenvalues and onto those with unit diagonal and the given zeros, with Dykstra's correction (Higham 2002,
 * IMA J. Numer. Anal. 22, Algorithm 3.3). Null where they do not converge.
 *
 * @param a symmetric with unit diagonal
 * @param isFree whether entry (i, j) with i ≠ j may change; the others stay as they are
 */
export function nearestCorrelation(a: Matrix, isFree: (i: number, j: number) => boolean): Matrix | null {
    let present = a;
    let correction: Matrix = a.map(row => row.map(() => 0));
    for (let step = 0; step < mostProjections; step++) {
        const corrected = present.map((row, i) => row.map((value, j) => value - correction[i][j]));
        const definite = withEigenvaluesAbove(corrected, leastCorrelationEigenvalue);
        correction = definite.map((row, i) => row.map((value, j) => value - corrected[i][j]));
        const next = definite.map((row, i) => row.map((value, j) => (i === j ? 1 : isFree(i, j) ? value : a[i][j])));
        const moved = Math.max(...next.flatMap((row, i) => row.map((value, j) => Math.abs(value - present[i][j]))));
        present = next;
        if (moved < projectionTolerance) {
            return symmetricEigen(present).values[0] > 0 ? present : null;
        }
    }
    return null;
}

/** The nearest symmetric matrix whose eigenvalues are at least `least`. */
function withEigenvaluesAbove(a: Matrix, least: number): Matrix {
    const { values, vectors } = symmetricEigen(a);
    return a.map((_, i) =>
        a.map((_, j) => values.reduce((sum, value, k) => sum + Math.max(value, least) * vectors[k][i] * vectors[k][j], 0))
    );
}
