/** Satterthwaite's degrees of freedom of a Wald test, and their combination for several contrasts. */
import { multiply, quadraticForm, symmetricEigen, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { covarianceOfComponents, type InformationCurve } from './reml-information.js';

/**
 * ν = 2V²/(gᵀCg), with V = lᵀM⁻¹l the variance of a contrast, g = ∂V/∂θ and C the covariance of θ̂, the inverse of `remlInformation`.
 *
 * For q > 1 contrasts L, LM⁻¹Lᵀ = Σ d_k p_k p_kᵀ makes q independent ones p_kᵀL, with ν_k each. The sum of their squared t statistics has the mean E = Σν_k/(ν_k − 2), and
 * F with q and ν has it for ν = 2E/(E − q) (Fai & Cornelius 1996), which is ν_k where all are equal. With a ν_k ≤ 2 there is no mean, and ν is the least.
 *
 * @param contrasts L, q × p
 * @param components the information about θ
 * @returns Infinity where no variance is estimated; 0 where nothing of a variance that matters is left to estimate it
 */
export function satterthwaiteDegrees(contrasts: Matrix, components: Matrix, curve: InformationCurve): number {
    const apart = uncorrelated(contrasts, curve.covariance);
    const gradients = apart.map(contrast => gradientOf(contrast, curve));
    const covariance = covarianceOfComponents(components, curve, gradients);
    if (covariance === null) {
        return 0;
    }
    const degrees = apart.map((contrast, k) => {
        const variance = quadraticForm(curve.covariance, contrast);
        const spread = quadraticForm(covariance, gradients[k]);
        return (2 * variance * variance) / spread;
    });
    return combined(degrees);
}

/** ∂(lᵀM⁻¹l)/∂θ_a = −lᵀM⁻¹M_aM⁻¹l. */
function gradientOf(contrast: readonly number[], { covariance, first }: InformationCurve): number[] {
    const moved = covariance.map(row => row.reduce((sum, x, j) => sum + x * contrast[j], 0));
    return first.map(derivative => -quadraticForm(derivative, moved));
}

function uncorrelated(contrasts: Matrix, covariance: Matrix): Matrix {
    if (contrasts.length === 1) {
        return contrasts;
    }
    const { vectors } = symmetricEigen(multiply(multiply(contrasts, covariance), transpose(contrasts)));
    return multiply(vectors, contrasts);
}

/** Fai and Cornelius's degrees of freedom, of one contrast its own. */
function combined(degrees: readonly number[]): number {
    const least = Math.min(...degrees);
    if (degrees.length === 1 || least <= 2 || least === Infinity) {
        return least;
    }
    const mean = degrees.reduce((sum, df) => sum + (df === Infinity ? 1 : df / (df - 2)), 0);
    return (2 * mean) / (mean - degrees.length);
}
