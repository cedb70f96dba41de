/**
 * Cholesky's factor of symmetric matrices, and what follows from it. All factors of the engine are made by `factorise`, and one rule,
 * `countsAsZero`, says when a pivot is zero.
 *
 * Functions of a `Matrix` read their argument as (a + aᵀ)/2 and return a failure as a value.
 */
import { isFiniteMatrix, symmetricEigen, type Matrix } from './linear-algebra.js';
import { zeroPivot } from './limits.js';

/**
 * The rule: whether a pivot counts as zero, negative, or not a number.
 * @param before the diagonal entry before the elimination
 * @param least a pivot that is not larger than this counts as zero too
 * @param share of the diagonal entry; larger than `zeroPivot` only where the form itself was computed by subtraction
 */
export function countsAsZero(pivot: number, before: number, least = 0, share = zeroPivot): boolean {
    return !(share * before < pivot && least < pivot && pivot < Infinity);
}

/**
 * L with L·Lᵀ = A, for the leading `size` rows and columns of a symmetric A that is given row by row by its lower triangle. Where a pivot
 * counts as zero, the column of L below it is zero. Then L·Lᵀ = A still holds up to rounding if A is positive semidefinite.
 *
 * @param stride the length of a row of `a`
 * @param lower receives L, `size` numbers a row; it may be `a` itself if `stride` is `size`. What is above the diagonal is not touched
 * @param least see `countsAsZero`
 * @param instead a pivot that counts as zero is replaced by this share of its diagonal entry
 * @param first where the rows of A begin: what is left of it is 0 in A and L, and is neither visited nor set. Default: at 0
 * @returns whether no pivot counts as zero
 */
export function factorise(
    a: Float64Array,
    stride: number,
    size: number,
    lower: Float64Array,
    least: number,
    instead: number,
    first?: Int32Array
): boolean {
    let positive = true;
    for (let i = 0; i < size; i++) {
        const row = i * size;
        const from = first === undefined ? 0 : first[i];
        for (let j = from; j < i; j++) {
            const other = j * size;
            let rest = a[i * stride + j];
            for (let k = first === undefined ? 0 : Math.max(from, first[j]); k < j; k++) {
                rest -= lower[row + k] * lower[other + k];
            }
            lower[row + j] = lower[other + j] === 0 ? 0 : rest / lower[other + j];
        }
        const before = a[i * stride + i];
        let pivot = before;
        for (let k = from; k < i; k++) {
            pivot -= lower[row + k] * lower[row + k];
        }
        if (countsAsZero(pivot, before, least)) {
            positive = false;
            pivot = instead === 0 ? 0 : instead * before;
        }
        lower[row + i] = Math.sqrt(pivot);
    }
    return positive;
}

/** L⁻¹x in place, for a lower triangular L that is given row by row. */
export function solveLowerInPlace(lower: Float64Array, size: number, x: Float64Array): void {
    for (let i = 0; i < size; i++) {
        let rest = x[i];
        for (let k = 0; k < i; k++) {
            rest -= lower[i * size + k] * x[k];
        }
        x[i] = rest / lower[i * size + i];
    }
}

/** L⁻ᵀx in place, for a lower triangular L that is given row by row. */
export function solveLowerTransposedInPlace(lower: Float64Array, size: number, x: Float64Array): void {
    for (let i = size - 1; i >= 0; i--) {
        x[i] /= lower[i * size + i];
        for (let k = 0; k < i; k++) {
            x[k] -= lower[i * size + k] * x[i];
        }
    }
}

/** The failure of a matrix that is not positive definite. `smallestEigenvalue` is null if numbers are not finite. */
export interface NotPositiveDefinite {
    ok: false;
    smallestEigenvalue: number | null;
}

/** L with L·Lᵀ = a, lower triangular with a positive diagonal; or the smallest eigenvalue of an `a` that isn't positive definite. */
export function cholesky(a: Matrix): { ok: true; lower: Matrix } | NotPositiveDefinite {
    const flat = flatFactor(a);
    const size = a.length;
    return flat instanceof Float64Array
        ? { ok: true, lower: a.map((row, i) => row.map((_, j) => (j <= i ? flat[i * size + j] : 0))) }
        : flat;
}

/** L by rows; what is above the diagonal has no meaning. */
function flatFactor(a: Matrix): Float64Array | NotPositiveDefinite {
    if (!isFiniteMatrix(a)) {
        return { ok: false, smallestEigenvalue: null };
    }
    const size = a.length;
    const flat = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
            flat[i * size + j] = i === j ? a[i][j] : 0.5 * a[i][j] + 0.5 * a[j][i];
        }
    }
    return factorise(flat, size, size, flat, 0, 0) ? flat : { ok: false, smallestEigenvalue: symmetricEigen(a).values[0] };
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
    const lower = flatFactor(a);
    if (!(lower instanceof Float64Array)) {
        return lower;
    }
    const size = a.length;
    const inverse: Matrix = a.map((_, j) => columnOfInverse(lower, size, j));
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < i; j++) {
            inverse[i][j] = inverse[j][i] = 0.5 * inverse[i][j] + 0.5 * inverse[j][i];
        }
    }
    return { ok: true, inverse };
}

/** Column j of (L·Lᵀ)⁻¹. */
function columnOfInverse(lower: Float64Array, size: number, j: number): number[] {
    const x: number[] = [];
    for (let i = 0; i < size; i++) {
        let rest = i === j ? 1 : 0;
        for (let k = j; k < i; k++) {
            rest -= lower[i * size + k] * x[k];
        }
        x.push(i < j ? 0 : rest / lower[i * size + i]);
    }
    for (let i = size - 1; i >= 0; i--) {
        for (let k = i + 1; k < size; k++) {
            x[i] -= lower[k * size + i] * x[k];
        }
        x[i] /= lower[i * size + i];
    }
    return x;
}

/** Entry j of the diagonal of (L·Lᵀ)⁻¹, which is |L⁻¹e_j|², for an L that is given row by row. @param x is overwritten */
export function entryOfInverse(lower: Float64Array, size: number, j: number, x: Float64Array): number {
    let sum = 0;
    for (let i = j; i < size; i++) {
        let rest = i === j ? 1 : 0;
        for (let k = j; k < i; k++) {
            rest -= lower[i * size + k] * x[k];
        }
        x[i] = rest / lower[i * size + i];
        sum += x[i] * x[i];
    }
    return sum;
}

/** log det a of a symmetric positive definite `a`. */
export function logDet(a: Matrix): { ok: true; value: number } | NotPositiveDefinite {
    const factor = cholesky(a);
    if (!factor.ok) {
        return factor;
    }
    return { ok: true, value: 2 * factor.lower.reduce((sum, row, i) => sum + Math.log(row[i]), 0) };
}
