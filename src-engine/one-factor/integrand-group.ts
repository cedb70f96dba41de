/** What the integrand takes of one z and does not change with u: the gradients of the estimates in the units of the transformed features. */
import type { TransformedGroup } from '../information/transformed-features.js';
import { solveLowerTransposed } from '../numeric/cholesky.js';
import { multiply, multiplyVector, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { canDepend, type IndependentTerms } from './dependent-terms.js';
import { combine, type OneFactorModel } from './one-factor-model.js';

/** Matrices are row-major. T and Γ are those of the group's `TransformedGroup`, R the root of Σ. */
export interface IntegrandGroup {
    group: TransformedGroup;
    /** How many terms of the random effects depend on others there. */
    dependent: number;
    /** G_A Tᵀ, d_A × d_R. */
    scoresA: Float64Array;
    /** G_A Γ, d_A × d_B. */
    shiftA: Float64Array;
    /** For each component of Σ its gradient times Tᵀ, one after the other. */
    scores: Float64Array;
    /** The same times Γ. */
    shifts: Float64Array;
    /** A = T⁻ᵀ R, d_R × d; empty without refined form. */
    a: Float64Array;
    /** e, the shift that each effect gives to the whitened effects of the group, d × (d_A + d_B); empty without refined form. */
    e: Float64Array;
}

/**
 * @param design Wᵀ of this z
 * @param terms the independent terms of the random effects; null where all are
 * @param refined whether A and e are needed
 */
export function integrandGroup(
    oneFactor: OneFactorModel,
    group: TransformedGroup,
    design: Matrix,
    terms: IndependentTerms | null,
    refined: boolean
): IntegrandGroup {
    const { model, root, whitener } = oneFactor;
    const { effects } = model.random!;
    const transposed = transpose(group.transform);
    const { gradient, componentScores } = terms ? gradientsIn(oneFactor, design, terms) : gradientsOf(oneFactor, design);
    const whitened = refined ? whitener : null;
    return {
        group,
        dependent: terms ? effects.length - terms.kept.length : 0,
        scoresA: flat(multiply(gradient, transposed)),
        shiftA: flat(multiply(gradient, group.shift)),
        scores: flat(componentScores.flatMap(score => multiply(score, transposed))),
        shifts: flat(componentScores.flatMap(score => multiply(score, group.shift))),
        a: flat(whitened ? transpose(root.map(column => solveLowerTransposed(group.transform, column))) : []),
        e: flat(whitened ? whitened.map(row => [...multiplyVector(design, row), ...multiplyVector(transpose(group.shift), row)]) : [])
    };
}

interface Gradients {
    /** G_A = L WᵀΣ⁻¹, d_A × d. */
    gradient: Matrix;
    componentScores: readonly Matrix[];
}

/** G_A is the identity if each effect has its own random effect in all groups, also for a singular Σ. */
function gradientsOf(oneFactor: OneFactorModel, design: Matrix): Gradients {
    const { model, whitener, leadingA, leadingComponents, componentScores, directions } = oneFactor;
    const { effects } = model.random!;
    const own = model.effectsA.map(effect => effects.indexOf(effect.name));
    const dependent = canDepend(model);
    if (own.every(i => i >= 0) && !dependent) {
        return { gradient: own.map(i => effects.map((_, r) => (r === i ? 1 : 0))), componentScores };
    }
    if (!whitener) {
        return { gradient: design.map(row => row.map(() => NaN)), componentScores };
    }
    const precision = multiply(transpose(whitener), whitener);
    return {
        gradient: design.length === 0 ? [] : multiply(multiply(leadingA, design), precision),
        componentScores: dependent
            ? combine(
                  leadingComponents,
                  directions.map(e => multiply(multiply(precision, e), precision))
              )
            : componentScores
    };
}

/** The same where only Ũ = C U shows, with zeros for the terms that depend on others. */
function gradientsIn(
    { leadingA, leadingComponents, directions, d }: OneFactorModel,
    design: Matrix,
    { kept, combination, precision }: IndependentTerms
): Gradients {
    const embedded = (row: readonly number[]): number[] => {
        const whole = new Array<number>(d).fill(0);
        kept.forEach((r, i) => (whole[r] = row[i]));
        return whole;
    };
    if (kept.length === 0) {
        const zero = (): Matrix => Array.from({ length: d }, () => new Array<number>(d).fill(0));
        return { gradient: design.map(() => new Array<number>(d).fill(0)), componentScores: directions.map(zero) };
    }
    const own = design.map(row => kept.map(r => row[r]));
    const back = transpose(combination);
    const scores = directions.map(e => multiply(multiply(precision, multiply(multiply(combination, e), back)), precision));
    return {
        gradient: own.length === 0 ? [] : multiply(multiply(leadingA, own), precision).map(embedded),
        componentScores: combine(leadingComponents, scores).map(score => multiply(back, score).map(embedded))
    };
}

export const flat = (a: Matrix): Float64Array => Float64Array.from(a.flat());
