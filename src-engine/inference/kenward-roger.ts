/**
 * Kenward and Roger's (1997, Biometrics 53, 983–997) test of contrasts of a Gaussian model.
 *
 * With Φ = M⁻¹, W the covariance of θ̂ (the inverse of `remlInformation`), P_a = M_a and Q_ab with Q_ab + Q_ba = M_ab, the covariance that allows for the
 * estimation of θ is Φ_A = Φ + 2Φ{Σ W_ab(Q_ab − P_aΦP_b)}Φ, and λ·(Lβ̂)ᵀ(LΦ_ALᵀ)⁻¹(Lβ̂)/q is compared with F of q and ν.
 */
import { inverseSpd } from '../numeric/cholesky.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { covarianceOfComponents, traceOfProduct, type InformationCurve } from './reml-information.js';

export interface KenwardRoger {
    df: number;
    /** λ, by which F is multiplied; 1 for one contrast. */
    scale: number;
    /** Φ_A − Φ, p × p. */
    inflation: Matrix;
}

/**
 * The moments are those of the paper's pages 986–987, with its modification that makes the test exact in balanced cases.
 *
 * @param contrasts L, q × p. @param components the information about θ
 * @returns null where nothing of a variance that matters is left to estimate it, or no F has the approximate moments
 */
export function kenwardRoger(contrasts: Matrix, components: Matrix, curve: InformationCurve): KenwardRoger | null {
    const { covariance: phi, first, second } = curve;
    const q = contrasts.length;
    const w = covarianceOfComponents(components, curve, gradientsOf(contrasts, curve));
    const inner = inverseSpd(multiply(multiply(contrasts, phi), transpose(contrasts)));
    if (w === null || !inner.ok) {
        return null;
    }
    const theta = multiply(multiply(transpose(contrasts), inner.inverse), contrasts);
    const moved = first.map(derivative => multiply(phi, derivative));
    const inside = phi.map(row => row.map(() => 0));
    // ΘΦP_aΦ of each parameter.
    const tested = moved.map(own => multiply(multiply(theta, own), phi));
    const traces = tested.map(matrix => matrix.reduce((sum, row, i) => sum + row[i], 0));
    let a1 = 0;
    let a2 = 0;
    w.forEach((row, a) =>
        row.forEach((weight, b) => {
            a1 += weight * traces[a] * traces[b];
            a2 += weight * traceOfProduct(tested[a], tested[b]);
            const product = multiply(first[a], moved[b]);
            const q2 = second[Math.max(a, b)][Math.min(a, b)];
            inside.forEach((own, i) => own.forEach((_, j) => (own[j] += weight * (0.5 * q2[i][j] - product[i][j]))));
        })
    );
    const inflation = multiply(multiply(phi, inside), phi).map(row => row.map(x => 2 * x));
    const law = lawOf(q, a1, a2);
    return law && { ...law, inflation };
}

/** Of every entry of LΦLᵀ on or below the diagonal. */
function gradientsOf(contrasts: Matrix, { covariance, first }: InformationCurve): Matrix {
    const moved = multiply(contrasts, covariance);
    return moved.flatMap((x, k) =>
        moved
            .slice(0, k + 1)
            .map(y => first.map(m => -x.reduce((sum, own, i) => sum + own * m[i].reduce((all, e, j) => all + e * y[j], 0), 0)))
    );
}

function lawOf(q: number, a1: number, a2: number): { df: number; scale: number } | null {
    // No variance is estimated: χ².
    if (a2 === 0) {
        return { df: Infinity, scale: 1 };
    }
    if (q === 1) {
        // A1 = A2, and the paper's moments are those of t² exactly.
        return a2 > 0 ? { df: 2 / a2, scale: 1 } : null;
    }
    const b = (a1 + 6 * a2) / (2 * q);
    const g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
    const divisor = 3 * q + 2 * (1 - g);
    const [c1, c2, c3] = [g / divisor, (q - g) / divisor, (q + 2 - g) / divisor];
    const mean = 1 / (1 - a2 / q);
    const variance = ((2 / q) * (1 + c1 * b)) / ((1 - c2 * b) ** 2 * (1 - c3 * b));
    const rho = variance / (2 * mean * mean);
    const df = 4 + (q + 2) / (q * rho - 1);
    const scale = df / (mean * (df - 2));
    return df > 2 && scale > 0 && Number.isFinite(df) ? { df, scale } : null;
}
