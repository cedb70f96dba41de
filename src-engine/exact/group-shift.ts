/**
 * The matrix C by which the complete data (y, U + Cβ) of a group differ from (y, U); see `complete-likelihood.ts`.
 *
 * With C = (Σ⁻¹ + R'WR)⁻¹ R'WX, W the weights at U = 0, the score in β hardly varies with U given y: the large parts that cancel in its mean are never
 * computed. Where weights grow with e^{aη} and the random effects are wide, W are the mean weights: what is left of X − RC counts in the mean over
 * groups with the weights of a few of them.
 */
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { largestFiniteWeight } from './limits.js';
import { varianceOfRow, type GroupDesign } from './row-table.js';

/**
 * Turns weights at U = 0 into their means over U, where the weight is exponential.
 *
 * @param rate a of the weight, e^{aη} times a constant
 */
export function multiplyByMeans(weights: Float64Array, design: GroupDesign, sigma: Matrix, rate: number): void {
    for (let k = 0; k < design.rows; k++) {
        weights[k] *= Math.exp(0.5 * rate ** 2 * varianceOfRow(design, k, sigma));
    }
}

/**
 * Sets C, d × p.
 *
 * @param weights of the rows
 * @param precision Σ⁻¹
 * @throws NotAvailable where weights are not finite
 */
export function setShift(shift: Float64Array, { rows, x, r }: GroupDesign, weights: Float64Array, precision: Matrix): void {
    const d = precision.length;
    const p = shift.length / d;
    const total: Matrix = precision.map(row => row.slice());
    const cross: Matrix = Array.from({ length: p }, () => new Array<number>(d).fill(0));
    for (let k = 0; k < rows; k++) {
        const w = Math.min(weights[k], largestFiniteWeight);
        for (let a = 0; a < d; a++) {
            const wr = w * r[k * d + a];
            for (let b = 0; b < d; b++) {
                total[a][b] += wr * r[k * d + b];
            }
            for (let i = 0; i < p; i++) {
                cross[i][a] += wr * x[k * p + i];
            }
        }
    }
    const factor = cholesky(total);
    if (!factor.ok) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the weights of a group' });
    }
    for (let i = 0; i < p; i++) {
        const solution = solveCholesky(factor.lower, cross[i]);
        for (let a = 0; a < d; a++) {
            shift[a * p + i] = solution[a];
        }
    }
}

/** X − RC, rows × p. */
export function withoutShift({ rows, x, r }: GroupDesign, shift: Float64Array, d: number, p: number): Float64Array {
    const centred = Float64Array.from(x);
    for (let k = 0; k < rows; k++) {
        for (let a = 0; a < d; a++) {
            const ra = r[k * d + a];
            if (ra !== 0) {
                for (let i = 0; i < p; i++) {
                    centred[k * p + i] -= ra * shift[a * p + i];
                }
            }
        }
    }
    return centred;
}
