/** Where the parts of what is integrated over the random effects stand in one vector. */
import type { NestedFrame } from './nested-frame.js';

/** Where each part stands; a part that is not there has length 0. */
export interface NestedLayout {
    /** d_A, d_B, number of free components, θ = (β_A, β_B), and q = (β_A, vech Σ). */
    dA: number;
    dB: number;
    components: number;
    schur: Stretch;
    v: Stretch;
    m: Stretch;
    /** I_θθ, and what the braces have taken off it. */
    information: Stretch;
    braces: Stretch;
    /** I_aθ and I_ab, a row of d_A + d_B + components for each component. */
    componentInformation: Stretch;
}

export interface Stretch {
    start: number;
    end: number;
}

export const isEmpty = ({ start, end }: Stretch): boolean => start === end;

export interface NestedParts {
    schur: boolean;
    /** V and M. */
    secondTerms: boolean;
    information: boolean;
}

export function nestedLayout({ model, componentScores }: NestedFrame, parts: NestedParts): NestedLayout {
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
        schur: take(parts.schur ? dB * dB : 0),
        v: take(parts.secondTerms ? q * q : 0),
        m: take(parts.secondTerms ? q * dB : 0),
        information: take(parts.information ? theta * theta : 0),
        braces: take(parts.information ? theta * theta : 0),
        componentInformation: take(parts.information ? components * (theta + components) : 0)
    };
}

/** The information of (β_A, β_B, vech Σ), row-major. */
export function jointInformation(
    value: Float64Array,
    { dA, dB, components, information, componentInformation }: NestedLayout
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
