/**
 * The inverse of a sum of quadratic forms of very different sizes, to first order in each.
 *
 * Q = Q_1/ε_1 + … + Q_S/ε_S with ε_1 ≫ … ≫ ε_S, each Q_k positive semidefinite, their sum positive definite. With E a basis of the null space of Q_S,
 *     Q⁻¹ = E (Eᵀ(Σ_{k<S} Q_k/ε_k)E)⁻¹ Eᵀ + ε_S (I − P) Q_S⁺ (I − P)ᵀ + second order,   P = lim E(Eᵀ(Σ_{k<S} Q_k/ε_k)E)⁻¹Eᵀ Σ_{k<S} Q_k/ε_k,
 * and the first summand is of the same form with one form less: Q⁻¹ ≈ Σ ε_k G_k, P = Σ_{k<S} G_k Q_k.
 */
import { multiply, symmetricEigen, symmetrise, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { nullEigenvalue, leastWeightOfUnknown, vanishedDiagonal } from './limits.js';

export interface Expansion {
    /** G_1, …, G_S. */
    parts: Matrix[];
    /** I − P of the last form: which linear functions the form Q_S informs about, and how they enter. */
    last: Matrix;
}

/** @returns undefined where the sum of the forms is singular */
export function expandInverse(forms: readonly Matrix[]): Expansion | undefined {
    const size = forms[0].length;
    if (size === 0) {
        return { parts: forms.map(() => []), last: [] };
    }
    const form = forms.at(-1)!;
    const { values, vectors, scale } = scaledEigen(form);
    const inNull = values.map(value => value <= nullEigenvalue);
    const rest = forms.slice(0, -1);
    const basis = graded(
        vectors.filter((_, k) => inNull[k]).map(v => v.map((x, i) => x * scale[i])),
        Array.from({ length: size }, (_, i) => Math.sqrt(rest.reduce((sum, q) => sum + Math.max(0, q[i][i]), 0)))
    );
    const range = values.flatMap((value, k) => (inNull[k] ? [] : [vectors[k].map((x, i) => (x * scale[i]) / Math.sqrt(value))]));
    let parts: Matrix[] = rest.map(() => zeros(size));
    if (basis.length > 0) {
        if (forms.length === 1) {
            return undefined;
        }
        const e = transpose(basis);
        const reduced = expandInverse(rest.map(q => multiply(multiply(basis, q), e)));
        if (!reduced) {
            return undefined;
        }
        parts = reduced.parts.map(part => symmetrise(multiply(multiply(e, part), basis)));
    }
    const last = identity(size);
    parts.forEach((part, k) => {
        const step = multiply(part, forms[k]);
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
                last[i][j] -= step[i][j];
            }
        }
    });
    // (I − P) removes any part of the null space in the generalised inverse.
    const columns = range.map(v => last.map(row => row.reduce((sum, x, i) => sum + x * v[i], 0)));
    const own = zeros(size);
    for (const column of columns) {
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
                own[i][j] += column[i] * column[j];
            }
        }
    }
    return { parts: [...parts, own], last };
}

/**
 * Combines the rows of a basis so that each has one unknown that no other row has, chosen by the largest weights. In the other forms a small variance in one place
 * then stays separate from large ones in others.
 */
function graded(rows: Matrix, weights: readonly number[]): Matrix {
    const work = rows.map(row => row.slice());
    const least = leastWeightOfUnknown * Math.max(...weights);
    for (let r = 0; r < work.length; r++) {
        let best = { size: -1, row: r, column: 0 };
        for (let i = r; i < work.length; i++) {
            work[i].forEach((x, j) => {
                const size = Math.abs(x) * (weights[j] + least);
                if (best.size < size) {
                    best = { size, row: i, column: j };
                }
            });
        }
        [work[r], work[best.row]] = [work[best.row], work[r]];
        const pivot = work[r][best.column];
        work[r] = work[r].map(x => x / pivot);
        for (let i = 0; i < work.length; i++) {
            const share = work[i][best.column];
            if (i !== r) {
                work[i] = work[i].map((x, j) => (j === best.column ? 0 : x - share * work[r][j]));
            }
        }
    }
    return work;
}

/** Eigenvectors of D Q D, D scaling the diagonal of Q to 1. */
function scaledEigen(form: Matrix): { values: number[]; vectors: Matrix; scale: number[] } {
    const largest = Math.max(...form.map((row, i) => row[i]));
    const scale = form.map((row, i) => (vanishedDiagonal * largest < row[i] ? 1 / Math.sqrt(row[i]) : 1));
    const scaled = form.map((row, i) => row.map((x, j) => x * scale[i] * scale[j]));
    return { ...symmetricEigen(scaled), scale };
}

const zeros = (size: number): Matrix => Array.from({ length: size }, () => new Array<number>(size).fill(0));
const identity = (size: number): Matrix => zeros(size).map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
