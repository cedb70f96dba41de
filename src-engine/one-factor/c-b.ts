/** C_B, the constant of the effects of block B: Cov(β̂_B) ~ φ C_B/(mn). */
import { solveLowerTransposed } from '../numeric/cholesky.js';
import { transpose, type Matrix } from '../numeric/linear-algebra.js';
import type { IntegralReport } from '../result/analysis.js';

export interface LeadingB {
    /** C_B, d_B × d_B, in text order, without φ. */
    cB: Matrix;
    /** Certified bound of the relative error of xᵀ C_B x, for every x. */
    error: number;
    report: IntegralReport;
}

/**
 * C_B in the units of the transformed features, T_B⁻ᵀ C_B T_B⁻¹, and in the order of `effectsB`.
 * @param order for each effect in text order, its place in `effectsB`
 * @param transformB T_B, lower triangular
 */
export function transformedCB(cB: Matrix, order: readonly number[], transformB: Matrix): Matrix {
    const place = order.map((_, i) => order.indexOf(i));
    const own = place.map(i => place.map(j => cB[i][j]));
    return transpose(own.map(row => solveLowerTransposed(transformB, row))).map(row => solveLowerTransposed(transformB, row));
}
