/** C_B, the constant of the effects of block B: Cov(β̂_B) ~ φ C_B/(mn). */
import type { Matrix } from '../numeric/linear-algebra.js';
import type { IntegralReport } from '../result/analysis.js';

export interface LeadingB {
    /** d_B × d_B, in text order, without φ. */
    cB: Matrix;
    /** Certified bound of the relative error of xᵀ C_B x, for every x. */
    error: number;
    report: IntegralReport;
}
