/**
 * Products and eigenvalues of the small dense matrices of a design: plain arrays in and out, row by row. Symmetric arguments are read as
 * (a + aᵀ)/2. Whether a matrix is positive definite, and its inverse, is in `cholesky.ts`.
 */
import { EigenvalueDecomposition, LuDecomposition, Matrix as Dense } from 'ml-matrix';
import { leastSquared } from './limits.js';

/** Rows of equal length. */
export type Matrix = number[][];

export function transpose(a: Matrix): Matrix {
    return (a[0] ?? []).map((_, j) => a.map(row => row[j]));
}

/** a·b; `a` has as many columns as `b` has rows. */
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

/** a⁻¹ of a square matrix, by LU with pivots; null where it is singular or not finite. */
export function inverseOf(a: Matrix): Matrix | null {
    if (a.length === 0) {
        return [];
    }
    if (!isFiniteMatrix(a)) {
        return null;
    }
    const lu = new LuDecomposition(new Dense(a));
    return lu.isSingular() ? null : lu.solve(Dense.eye(a.length)).to2DArray();
}

/** (a + aᵀ)/2. */
export function symmetrise(a: Matrix): Matrix {
    return a.map((row, i) => row.map((value, j) => (i === j ? value : 0.5 * value + 0.5 * a[j][i])));
}

export function isFiniteMatrix(a: Matrix): boolean {
    return a.every(row => row.every(Number.isFinite));
}

/**
 * Eigenvalues of a symmetric matrix, ascending, and the unit eigenvectors in the same order (`vectors[k]` belongs to `values[k]`). NaN where
 * the matrix is not finite.
 */
export function symmetricEigen(a: Matrix): { values: number[]; vectors: Matrix } {
    if (a.length === 0) {
        return { values: [], vectors: [] };
    }
    if (!a.every(row => row.every(Number.isFinite))) {
        return { values: a.map(() => NaN), vectors: a.map(row => row.map(() => NaN)) };
    }
    if (a.length === 1) {
        return { values: [a[0][0]], vectors: [[1]] };
    }
    // Entries are scaled so that their squares do not overflow. An entry whose square underflows counts as 0.
    const unit = Math.max(...a.map(row => Math.max(...row.map(Math.abs)))) || 1;
    const scaled = symmetrise(a).map(row => row.map(x => (Math.abs(x / unit) < leastSquared ? 0 : x / unit)));
    const { realEigenvalues: roots, eigenvectorMatrix } = new EigenvalueDecomposition(scaled, { assumeSymmetric: true });
    const realEigenvalues = roots.map(x => x * unit);
    const order = realEigenvalues.map((_, k) => k).sort((i, j) => realEigenvalues[i] - realEigenvalues[j]);
    return { values: order.map(k => realEigenvalues[k]), vectors: order.map(k => eigenvectorMatrix.getColumn(k)) };
}

/** The eigenvalues of `symmetricEigen` alone. */
export function symmetricEigenvalues(a: Matrix): number[] {
    return symmetricEigen(a).values;
}
