/**
 * What the estimation of β takes from the information about θ, the variance components and φ.
 *
 * With M(θ) the information about β, the loss is ½ ∂²log det M/∂θ_a∂θ_b:
 *
 *     I_R = I − ½ ∂² log det M = I − ½ {tr(M⁻¹ M_ab) − tr(M⁻¹M_a M⁻¹M_b)}.
 *
 * For Gaussian responses it is the expected information ½ tr(PV_aPV_b) of restricted maximum likelihood, P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹: there
 * M_a = −XᵀV⁻¹V_aV⁻¹X and M_ab = XᵀV⁻¹(V_aV⁻¹V_b + V_bV⁻¹V_a)V⁻¹X (Kenward & Roger 1997). For other responses the same adjustment of the profile
 * likelihood is Cox and Reid's (1987, J. R. Statist. Soc. B 49, equation 10).
 */
import { multiply, symmetricEigen, type Matrix } from '../numeric/linear-algebra.js';
import { euclideanNorm, innerProduct } from '../numeric/norm.js';
import { leastPartOfGradient, leastShareOfInformation } from './limits.js';

/** The information M about β as a function of θ, at the true θ. */
export interface InformationCurve {
    /** M⁻¹, the covariance of β̂. */
    covariance: Matrix;
    /** M_a, by parameter. */
    first: readonly Matrix[];
    /** M_ab, b ≤ a. */
    second: readonly (readonly Matrix[])[];
}

/** @param components the information I about θ, β known or orthogonal */
export function remlInformation(components: Matrix, { covariance, first, second }: InformationCurve): Matrix {
    const moved = first.map(derivative => multiply(covariance, derivative));
    const loss = (a: number, b: number): number => 0.5 * (traceOfProduct(covariance, second[a][b]) - traceOfProduct(moved[a], moved[b]));
    return components.map((row, a) => row.map((x, b) => x - loss(Math.max(a, b), Math.min(a, b))));
}

/**
 * The covariance of θ̂, the inverse of `remlInformation`. Directions without information count as known, because no other number of the design depends on them; null
 * where one of the gradients does, or the information is indefinite.
 *
 * @param components the information I about θ, β known or orthogonal
 * @param gradients derivatives by θ of the quantities that the covariance is needed for
 */
export function covarianceOfComponents(components: Matrix, curve: InformationCurve, gradients: Matrix): Matrix | null {
    const scale = components.map((row, a) => Math.sqrt(row[a]));
    if (!scale.every(x => x > 0)) {
        return null;
    }
    const scaled = remlInformation(components, curve).map((row, a) => row.map((x, b) => x / (scale[a] * scale[b])));
    const { values, vectors } = symmetricEigen(scaled);
    const isKnown = values.map(value => leastShareOfInformation < value);
    const parts = gradients.map(gradient => gradient.map((x, a) => x / scale[a]));
    const isOpen = (vector: readonly number[]): boolean =>
        parts.some(part => leastPartOfGradient * euclideanNorm(part) < Math.abs(innerProduct(part, vector)));
    if (vectors.some((vector, k) => !isKnown[k] && isOpen(vector))) {
        return null;
    }
    const entry = (a: number, b: number): number =>
        vectors.reduce((sum, vector, k) => sum + (isKnown[k] ? (vector[a] * vector[b]) / values[k] : 0), 0);
    return scale.map((x, a) => scale.map((y, b) => entry(a, b) / (x * y)));
}

/** tr(ab). */
export function traceOfProduct(a: Matrix, b: Matrix): number {
    return a.reduce((sum, row, i) => row.reduce((own, x, j) => own + x * b[j][i], sum), 0);
}
