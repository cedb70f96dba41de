/**
 * Linear algebra of the small dense matrices of a design: plain arrays in and out, row by row, and failures as values.
 *
 * Symmetric arguments are read as (a + aᵀ)/2. Positive definite is judged after scaling to a unit diagonal, so that the unit in which a
 * predictor is measured does not decide.
 */
import { EigenvalueDecomposition } from 'ml-matrix';

/** Rows of equal length. */
export type Matrix = number[][];

/** A matrix is not positive definite; null where it holds numbers that aren't finite. */
export interface NotPositiveDefinite {
    ok: false;
    smallestEigenvalue: number | null;
}

export function transpose(a: Matrix): Matrix {
    return (a[0] ?? []).map((_, j) => a.map(row => row[j]));
}

/** a·b; the columns of `a` are as many as the rows of `b`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
    const columns = transpose(b);
    return a.map(row => columns.map(column => dot(row, column)));
}

/** a·x. */
export function multiplyVector(a: Matrix, x: readonly number[]): number[] {
    return a.map(row => dot(row, x));
}

/** xᵀ a x. */
export function quadraticForm(a: Matrix, x: readonly number[]): number {
    return dot(x, multiplyVector(a, x));
}

function dot(x: readonly number[], y: readonly number[]): number {
    let sum = 0;
    for (let k = 0; k < x.length; k++) {
        sum += x[k] * y[k];
    }
    return sum;
}

export function identity(size: number): Matrix {
    return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

/** (a + aᵀ)/2. */
export function symmetrise(a: Matrix): Matrix {
    return a.map((row, i) => row.map((value, j) => (i === j ? value : 0.5 * value + 0.5 * a[j][i])));
}

export function isFiniteMatrix(a: Matrix): boolean {
    return a.every(row => row.every(Number.isFinite));
}

/** L with L·Lᵀ = a, lower triangular with a positive diagonal; or the smallest eigenvalue of an `a` that isn't positive definite. */
export function cholesky(a: Matrix): { ok: true; lower: Matrix } | NotPositiveDefinite {
    const lower = choleskyFactor(a);
    if (lower) {
        return { ok: true, lower };
    }
    return { ok: false, smallestEigenvalue: isFiniteMatrix(a) ? symmetricEigen(a).values[0] : null };
}

/** The same, but null where `a` is not positive definite or not finite. */
export function choleskyFactor(a: Matrix): Matrix | null {
    if (!isFiniteMatrix(a)) {
        return null;
    }
    const size = a.length;
    const symmetric = symmetrise(a);
    const lower = symmetric.map(row => row.map(() => 0));
    for (let j = 0; j < size; j++) {
        const row = lower[j];
        for (let i = j; i < size; i++) {
            let rest = symmetric[i][j];
            for (let k = 0; k < j; k++) {
                rest -= lower[i][k] * row[k];
            }
            if (i > j) {
                lower[i][j] = rest / row[j];
            }
            // What is left of a unit pivot in the rounding of the subtractions is not known to be positive.
            else if (rest > 4 * size * Number.EPSILON * symmetric[j][j]) {
                row[j] = Math.sqrt(rest);
            } else {
                return null;
            }
        }
    }
    return lower;
}

/** x with L·x = b for a lower triangular L. */
export function solveLower(lower: Matrix, b: readonly number[]): number[] {
    const x = [...b];
    for (let i = 0; i < x.length; i++) {
        for (let k = 0; k < i; k++) {
            x[i] -= lower[i][k] * x[k];
        }
        x[i] /= lower[i][i];
    }
    return x;
}

/** x with Lᵀ·x = b for a lower triangular L. */
export function solveLowerTransposed(lower: Matrix, b: readonly number[]): number[] {
    const x = [...b];
    for (let i = x.length - 1; i >= 0; i--) {
        for (let k = i + 1; k < x.length; k++) {
            x[i] -= lower[k][i] * x[k];
        }
        x[i] /= lower[i][i];
    }
    return x;
}

/** x with L·Lᵀ·x = b for a Cholesky factor L. */
export function solveCholesky(lower: Matrix, b: readonly number[]): number[] {
    return solveLowerTransposed(lower, solveLower(lower, b));
}

/** a⁻¹·b for a symmetric positive definite `a`. */
export function solveSpd(a: Matrix, b: readonly number[]): { ok: true; solution: number[] } | NotPositiveDefinite {
    const factor = cholesky(a);
    return factor.ok ? { ok: true, solution: solveCholesky(factor.lower, b) } : factor;
}

/** a⁻¹ of a symmetric positive definite `a`; exactly symmetric. */
export function inverseSpd(a: Matrix): { ok: true; inverse: Matrix } | NotPositiveDefinite {
    const factor = cholesky(a);
    if (!factor.ok) {
        return factor;
    }
    return { ok: true, inverse: symmetrise(identity(a.length).map(column => solveCholesky(factor.lower, column))) };
}

/** log det a of a symmetric positive definite `a`. */
export function logDet(a: Matrix): { ok: true; value: number } | NotPositiveDefinite {
    const factor = cholesky(a);
    if (!factor.ok) {
        return factor;
    }
    return { ok: true, value: 2 * factor.lower.reduce((sum, row, i) => sum + Math.log(row[i]), 0) };
}

/**
 * Eigenvalues of a symmetric matrix, ascending, and the unit eigenvectors in the same order (`vectors[k]` belongs to `values[k]`). The
 * matrix must be finite.
 */
export function symmetricEigen(a: Matrix): { values: number[]; vectors: Matrix } {
    if (a.length === 0) {
        return { values: [], vectors: [] };
    }
    // In a unit in which squares of entries do not overflow; what is so small that its square vanishes counts as 0.
    const unit = Math.max(...a.map(row => Math.max(...row.map(Math.abs)))) || 1;
    const scaled = symmetrise(a).map(row => row.map(x => (Math.abs(x / unit) < 1e-150 ? 0 : x / unit)));
    const { realEigenvalues: roots, eigenvectorMatrix } = new EigenvalueDecomposition(scaled, { assumeSymmetric: true });
    const realEigenvalues = roots.map(x => x * unit);
    const order = realEigenvalues.map((_, k) => k).sort((i, j) => realEigenvalues[i] - realEigenvalues[j]);
    return { values: order.map(k => realEigenvalues[k]), vectors: order.map(k => eigenvectorMatrix.getColumn(k)) };
}

/** The eigenvalues of `symmetricEigen` alone. */
export function symmetricEigenvalues(a: Matrix): number[] {
    return symmetricEigen(a).values;
}

/**
 * A minimal set of linearly dependent columns (none of them can be left out), by their indices in ascending order; null where the columns
 * are independent. In order: the set belongs to the first column that depends on those before it. The columns must be finite.
 *
 * A column depends on others if less than `tolerance` of its length stands out of their span. Gram–Schmidt with each column
 * orthogonalised twice ("twice is enough", W. Kahan, in Parlett 1980), so that the judgement is not that of rounding errors.
 */
export function dependentColumns(columns: readonly ArrayLike<number>[], tolerance = 1e-10): number[] | null {
    const basis: Float64Array[] = [];
    // Of each basis vector: what it is as a combination of the unit columns.
    const combinations: number[][] = [];
    for (const [index, column] of columns.entries()) {
        const unit = Float64Array.from(column);
        const length = norm(unit);
        if (length === 0) {
            return [index];
        }
        scale(unit, 1 / length);
        const combination = columns.map((_, k) => (k === index ? 1 : 0));
        for (let pass = 0; pass < 2; pass++) {
            for (const [k, direction] of basis.entries()) {
                const share = innerProduct(unit, direction);
                for (let i = 0; i < unit.length; i++) {
                    unit[i] -= share * direction[i];
                }
                for (let j = 0; j < index; j++) {
                    combination[j] -= share * combinations[k][j];
                }
            }
        }
        const rest = norm(unit);
        if (!(rest >= tolerance)) {
            return combination.flatMap((weight, k) => (Math.abs(weight) > Math.max(1e-8, 10 * tolerance) ? [k] : []));
        }
        scale(unit, 1 / rest);
        basis.push(unit);
        combinations.push(combination.map(weight => weight / rest));
    }
    return null;
}

/** √Σ v², without overflow. */
function norm(v: Float64Array): number {
    let greatest = 0;
    for (const value of v) {
        greatest = Math.max(greatest, Math.abs(value));
    }
    if (greatest === 0 || !Number.isFinite(greatest)) {
        return greatest;
    }
    let sum = 0;
    for (const value of v) {
        sum += (value / greatest) ** 2;
    }
    return greatest * Math.sqrt(sum);
}

function scale(v: Float64Array, factor: number): void {
    for (let i = 0; i < v.length; i++) {
        v[i] *= factor;
    }
}

function innerProduct(x: Float64Array, y: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}
