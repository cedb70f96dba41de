/**
 * The refined form: the same two terms kept as information, with the group's own sample of X, and inverted once. With P = (Σ⁻¹ + (n/φ)Ω_AA)⁻¹,
 * ρ = P(n/φ)Ω_AB, M = (w/φ) X_AX_Aᵀ and D = (w/φ) X_A(X_B − ρᵀX_A)ᵀ:
 *
 *     I_AA = Σ⁻¹ − Σ⁻¹ E[P + nP{E MPM − EM P EM}P] Σ⁻¹
 *     I_AB = Σ⁻¹ E[ρ − nP{E MPD − EM P ED}]
 *     I_BB = E[(n/φ)(Ω_BB − Ω_BAρ) − n{E DᵀPD − EDᵀ P ED}],        Cov(β̂) ≈ I⁻¹/m
 *
 * The terms in curly brackets are "the braces". `refined-integrand.ts` has what is averaged over U here, `information/braces.ts` the expectations over X in it.
 *
 * Source: derived in docs/theory.md, "The refined form".
 */
import { toMatrix } from '../information/information-integral.js';
import { cholesky, inverseSpd, solveLower } from '../numeric/cholesky.js';
import { multiply, symmetricEigenvalues, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { isReason, type Reason } from '../result/reason.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { isEmpty, jointInformation, type Stretch } from './integrand-layout.js';
import type { IntegratedParts } from './integrated-parts.js';
import { meanGroupSize, parameterPositions, textOrderOfB, type OneFactorModel } from './one-factor-model.js';
import { leastForComponents, mostOfBraces, roundingOfCovariance } from './limits.js';
import { worstError } from '../numeric/limits.js';

/**
 * I⁻¹/m: the fixed effects from the inverse of their own information; of linear models also the variance components, from that of the joint information,
 * unless groups are small or this is not positive definite.
 *
 * @returns a reason where the number of groups is not known, the accuracy was not reached, or the braces take off too much
 */
export function refinedOfOneFactor(oneFactor: OneFactorModel, parts: IntegratedParts): JointCovariance | Reason {
    const { layout, integral, found, errors } = parts;
    const { groups: m, sizes } = oneFactor;
    if (typeof m !== 'number') {
        return m;
    }
    if (isReason(sizes)) {
        return sizes;
    }
    if (!(errors.information < worstError)) {
        return { code: 'accuracy', reached: Number.isFinite(errors.information) ? errors.information : null };
    }
    const { dA, dB, components } = layout;
    const theta = dA + dB;
    const part = ({ start, end }: Stretch): Matrix => toMatrix(integral.value.subarray(start, end), theta);
    const information = part(layout.information);
    const fixed = inverseSpd(information);
    const share = fixed.ok ? shareOfBraces(oneFactor, information, part(layout.braces)) : Infinity;
    if (!fixed.ok || mostOfBraces < share) {
        return { code: 'no-formula', accuracy: 'refined', structure: 'heavy-tails' };
    }
    const all = isEmpty(layout.componentInformation)
        ? fixed
        : inverseSpd(toMatrix(jointInformation(integral.value, layout), theta + components));
    const withComponents = all !== fixed && all.ok && errors.components < worstError && leastForComponents <= meanGroupSize(sizes);
    const size = withComponents ? theta + components : theta;
    const back = backTransform(oneFactor, dA, theta, size, found.information.transformB);
    const inverse = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (__, j) => (i < theta && j < theta ? fixed.inverse[i][j] : all.ok ? all.inverse[i][j] : 0))
    );
    const covariance = multiply(multiply(back, inverse), transpose(back)).map(row => row.map(x => x / m));
    if (!covariance.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
        return { code: 'not-finite', detail: 'the variance, which leaves the range of double precision' };
    }
    return {
        members: parameterPositions(oneFactor).slice(0, size),
        covariance,
        errors: covariance.map(
            (row, i) => ((i < theta ? errors.information / (1 - share) : errors.components) + roundingOfCovariance) * row[i]
        ),
        simulated: false,
        standing: 'derived'
    };
}

/** From the parameters of transformed features to (β_A, β_B in text order, components of Σ): β_B = T_Bᵀ β̃_B. */
function backTransform({ model }: OneFactorModel, dA: number, theta: number, size: number, transformB: Matrix): Matrix {
    const order = textOrderOfB(model);
    return Array.from({ length: size }, (_, i) => {
        if (i < dA || theta <= i) {
            return Array.from({ length: size }, (__, j) => (i === j ? 1 : 0));
        }
        const own = order[i - dA];
        return Array.from({ length: size }, (__, j) => (dA <= j && j < theta ? transformB[j - dA][own] : 0));
    });
}

/**
 * The largest share of the information without braces that the braces take off, over all contrasts of the fixed effects. The braces are the first term of a
 * geometric series, so the relative error is about the square of this share. With weights of a heavy-tailed law the share can pass 1.
 * Gaussian responses count as 0: the form is practically exact there.
 */
function shareOfBraces({ model }: OneFactorModel, information: Matrix, braces: Matrix): number {
    if (model.weight.kind === 'constant') {
        return 0;
    }
    const without = information.map((row, i) => row.map((x, j) => x + braces[i][j]));
    const factor = cholesky(without);
    if (!factor.ok) {
        return Infinity;
    }
    const half = transpose(braces).map(column => solveLower(factor.lower, column));
    const whitened = transpose(half).map(column => solveLower(factor.lower, column));
    return Math.max(0, ...symmetricEigenvalues(whitened));
}
