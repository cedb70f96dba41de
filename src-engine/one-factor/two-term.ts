/**
 * The two-term covariance, from the matrix K: Cov(β̂) ≈ diag(Σ, O)/m + φK/(mn).
 *
 * Here jointly for β_A, β_B and vech Σ, with effects of group-level predictors, and with groups of unequal sizes.
 *
 * Sources: the form is published (Maestrini, Bhaskaran & Wand 2024). The expressions are derived by Louis' identity in docs/theory.md, "Two terms".
 */
import { isCanonical } from '../family/families.js';
import { toMatrix } from '../information/information-integral.js';
import { solveLower, solveLowerTransposed } from '../numeric/cholesky.js';
import { multiply, type Matrix } from '../numeric/linear-algebra.js';
import { isReason, type Reason } from '../result/reason.js';
import type { SizePoint } from '../structure/group-size-law.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { transformedCB, type LeadingB } from './c-b.js';
import { infiniteSecondTerms, secondTermsMayBeInfinite, ofInverseInformation } from './infinite-second-terms.js';
import type { IntegratedParts } from './integrated-parts.js';
import { meanGroupSize, parameterPositions, textOrderOfB, type OneFactorModel } from './one-factor-model.js';
import { worstError, roundingOfShortFormula } from '../numeric/limits.js';
import { roundingOfCovariance } from './limits.js';

/**
 * K, in the parts that depend on the group sizes in different ways. With R = Ω_AA⁻¹Ω_AB,
 *
 *     K_AA = E{Ω_AA⁻¹} + E{R} C_B E{R}ᵀ,    K_AB = −E{R} C_B,    K_BB = C_B.
 *
 * Jointly with the variance components, A stands for (β_A, vech Σ) and the gradient G of their estimates in the group's effects comes in: E{G Ω_RR⁻¹ Gᵀ}
 * for E{Ω_AA⁻¹}, and E{G R} for E{R}. q = d_A + number of components.
 */
export interface K {
    /** E{G Ω_RR⁻¹ Gᵀ}, q × q, in units of `scale`. In K/n it is multiplied by E(1/n), the rest by 1/E n. */
    omegaInverse: Matrix;
    scale: number;
    /** E{G R} C_B E{G R}ᵀ, q × q. */
    regression: Matrix;
    /** K_AB, q × d_B, β_B in text order. */
    ab: Matrix;
    /** K_BB = C_B, d_B × d_B. */
    bb: Matrix;
    /** A bound of the relative error of the diagonal of `omegaInverse`, and of the absolute errors of that of `regression`. */
    errors: { omegaInverse: number; regression: number[] };
}

/** K from integrals that hold E{G Ω_RR⁻¹ Gᵀ}, E{G R} and C_B. */
export function matrixK({ model }: OneFactorModel, { layout, integral, found, leading, errors }: IntegratedParts): K {
    const { dA, dB, components } = layout;
    const q = dA + components;
    const { transformB, logScale } = found.information;
    const { cB } = leading;
    const omegaInverse = toMatrix(integral.value.subarray(layout.omegaInverse.start, layout.omegaInverse.end), q);
    // E{G R} with β_B in its own units and in text order.
    const order = textOrderOfB(model);
    const gR = Array.from({ length: q }, (_, a) => {
        const transformed = Array.from({ length: dB }, (__, b) => integral.value[layout.regression.start + a * dB + b]);
        const own = solveLower(transformB, transformed);
        return order.map(i => own[i]);
    });
    const gRC = dB === 0 ? gR : multiply(gR, cB);
    const regression = gRC.map(left => gR.map(right => left.reduce((sum, x, b) => sum + x * right[b], 0)));
    // |δ(G R)_ib| ≤ error √(V_ii S_bb) in the units of the transformed features, V = E{G Ω_RR⁻¹ Gᵀ}.
    const schurInverse = transformedCB(cB, order, transformB).map((row, b) => row[b] * Math.exp(logScale));
    const regressionError = gRC.map((row, i) => {
        const own = new Array<number>(dB);
        order.forEach((at, b) => (own[at] = row[b]));
        let slope = 0;
        let quadratic = 0;
        solveLowerTransposed(transformB, own).forEach((x, b) => {
            slope += 2 * Math.abs(x) * errors.regression * Math.sqrt(omegaInverse[i][i] / schurInverse[b]);
            quadratic += row[b] * gR[i][b];
        });
        return slope + leading.error * Math.abs(quadratic);
    });
    return {
        omegaInverse,
        scale: Math.exp(-logScale),
        regression,
        ab: gRC.map(row => row.map(x => -x)),
        bb: cB,
        errors: { omegaInverse: errors.omegaInverse, regression: regressionError }
    };
}

/**
 * {diag(L, O, 2D⁺(Σ⊗Σ)D⁺ᵀ) + φK/n}/m for (β_A, β_B, vech Σ). Where K is infinite or does not reach its accuracy, φC_B/(mn) for β_B alone, with the reason.
 *
 * @returns a reason where the number of groups or their sizes are not known
 */
export function twoTermCovariance(oneFactor: OneFactorModel, parts: IntegratedParts): JointCovariance | Reason {
    const { groups: m, sizes, phi, leadingA, leadingComponents } = oneFactor;
    if (typeof m !== 'number') {
        return m;
    }
    if (isReason(sizes)) {
        return sizes;
    }
    const { leading, errors } = parts;
    const { dA, dB, components } = parts.layout;
    const q = dA + components;
    const k = matrixK(oneFactor, parts);
    const meanN = meanGroupSize(sizes);
    const second = phi * k.scale * meanInverseGroupSize(sizes);
    const place = (i: number): number => (i < dA ? i : i + dB); // β_A, then β_B, then the components
    const lead = (i: number, j: number): number =>
        i < dA && j < dA ? leadingA[i][j] : dA <= i && dA <= j ? leadingComponents[i - dA][j - dA] : 0;
    const covariance: Matrix = Array.from({ length: q + dB }, () => new Array<number>(q + dB).fill(0));
    const kErrors = new Array<number>(q + dB).fill(0);
    for (let i = 0; i < q; i++) {
        for (let j = 0; j < q; j++) {
            covariance[place(i)][place(j)] = (lead(i, j) + second * k.omegaInverse[i][j] + (phi / meanN) * k.regression[i][j]) / m;
        }
        for (let b = 0; b < dB; b++) {
            covariance[place(i)][dA + b] = covariance[dA + b][place(i)] = (phi / meanN / m) * k.ab[i][b];
        }
        kErrors[place(i)] = (second * k.omegaInverse[i][i] * k.errors.omegaInverse + (phi / meanN) * k.errors.regression[i]) / m;
    }
    for (let b = 0; b < dB; b++) {
        for (let c = 0; c < dB; c++) {
            covariance[dA + b][dA + c] = (phi * k.bb[b][c]) / (m * meanN);
        }
        kErrors[dA + b] = (leading.error + roundingOfShortFormula) * covariance[dA + b][dA + b];
    }
    const error = Math.max(errors.omegaInverse, errors.regression);
    if (!(error < worstError) || !covariance.every(row => row.every(Number.isFinite))) {
        return twoTermOfB(oneFactor, leading, error);
    }
    const errorsOf = covariance.map((row, i) => kErrors[i] + roundingOfCovariance * Math.abs(row[i]));
    return { members: parameterPositions(oneFactor), covariance, errors: errorsOf, simulated: false, standing: standingOf(oneFactor) };
}

/**
 * φC_B/(mn) for β_B, which has no second term, where K cannot be computed for the other parameters.
 * @param error what was reached for K
 */
export function twoTermOfB(oneFactor: OneFactorModel, { cB, error: leadingError }: LeadingB, error: number): JointCovariance | Reason {
    const { model, groups: m, sizes, phi } = oneFactor;
    const reason: Reason = infiniteSecondTerms(model) ?? unreachedK(oneFactor, error);
    if (cB.length === 0 || isReason(sizes) || typeof m !== 'number') {
        return reason;
    }
    const meanN = meanGroupSize(sizes);
    const covariance = cB.map(row => row.map(x => (phi * x) / (m * meanN)));
    const dA = model.effectsA.length;
    return {
        members: parameterPositions(oneFactor).slice(dA, dA + cB.length),
        covariance,
        errors: covariance.map((row, i) => (leadingError + roundingOfShortFormula) * row[i]),
        simulated: false,
        standing: standingOf(oneFactor),
        others: reason
    };
}

function unreachedK({ model }: OneFactorModel, error: number): Reason {
    return secondTermsMayBeInfinite(model)
        ? { code: 'infinite-moment', predictors: [], group: model.random!.group, detail: ofInverseInformation }
        : { code: 'accuracy', reached: Number.isFinite(error) ? error : null };
}

/** The published expansion covers canonical links with one random effect for every effect of block A. */
function standingOf({ model: { effectsA, random, spec } }: OneFactorModel): 'published' | 'derived' {
    return effectsA.every(effect => random!.effects.includes(effect.name)) && isCanonical(spec.family) ? 'published' : 'derived';
}

/** E 1/n. */
function meanInverseGroupSize(sizes: readonly SizePoint[]): number {
    return sizes.reduce((sum, { n, probability }) => sum + probability / n, 0);
}
