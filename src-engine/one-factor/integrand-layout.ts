/**
 * Where each part of the integrand stands in one vector. All parts are integrated over the random effects together, because they share Ω(u).
 *
 * With R = Ω_RR⁻¹Ω_RB and G the gradient of (β̂_A, vech Σ̂) in the group's effects:
 *
 *     schur              S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB, d_B × d_B; E S = C_B⁻¹
 *     omegaInverse       G Ω_RR⁻¹ Gᵀ, q × q, q = d_A + number of components
 *     regression         G R, q × d_B
 *     information        I_θθ of the refined form, θ = (β_A, β_B)
 *     braces             what the braces have taken off I_θθ
 *     componentInformation   I_aθ and I_ab of the refined form
 */
import type { OneFactorModel } from './one-factor-model.js';

/** A part that is not integrated has length 0. Matrices are row-major. */
export interface IntegrandLayout {
    dA: number;
    dB: number;
    /** How many components, that is parameters, Σ has. */
    components: number;
    schur: Stretch;
    omegaInverse: Stretch;
    regression: Stretch;
    information: Stretch;
    braces: Stretch;
    /** For each component a row of d_A + d_B + components numbers; of linear models alone. For others `study/shrunk-mode.ts` has a better form. */
    componentInformation: Stretch;
}

export interface Stretch {
    start: number;
    end: number;
}

export const isEmpty = ({ start, end }: Stretch): boolean => start === end;

/** Which parts are integrated. */
export interface WantedParts {
    /** S, for C_B. */
    schur: boolean;
    /** What K takes besides C_B: G Ω_RR⁻¹ Gᵀ and G R. */
    twoTerm: boolean;
    /** The information of the refined form. */
    refined: boolean;
}

export function integrandLayout({ model, componentScores }: OneFactorModel, wanted: WantedParts): IntegrandLayout {
    const dA = model.effectsA.length;
    const dB = model.effectsB.length;
    const components = componentScores.length;
    const q = dA + components;
    const theta = dA + dB;
    let at = 0;
    const take = (length: number): Stretch => ({ start: at, end: (at += length) });
    return {
        dA,
        dB,
        components,
        schur: take(wanted.schur ? dB * dB : 0),
        omegaInverse: take(wanted.twoTerm ? q * q : 0),
        regression: take(wanted.twoTerm ? q * dB : 0),
        information: take(wanted.refined ? theta * theta : 0),
        braces: take(wanted.refined ? theta * theta : 0),
        componentInformation: take(wanted.refined && model.weight.kind === 'constant' ? components * (theta + components) : 0)
    };
}

/** The information of (β_A, β_B, vech Σ), row-major. */
export function jointInformation(
    value: Float64Array,
    { dA, dB, components, information, componentInformation }: IntegrandLayout
): Float64Array {
    const theta = dA + dB;
    const t = theta + components;
    const joint = new Float64Array(t * t);
    for (let i = 0; i < theta; i++) {
        for (let j = 0; j < theta; j++) {
            joint[i * t + j] = value[information.start + i * theta + j];
        }
    }
    for (let c = 0; c < components; c++) {
        for (let j = 0; j < t; j++) {
            const entry = value[componentInformation.start + c * t + (j < theta ? j : theta + Math.min(j - theta, c))];
            const symmetric = j < theta || j - theta <= c ? entry : value[componentInformation.start + (j - theta) * t + theta + c];
            joint[(theta + c) * t + j] = joint[j * t + theta + c] = symmetric;
        }
    }
    return joint;
}
