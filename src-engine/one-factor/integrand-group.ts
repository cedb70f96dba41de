/** What the integrand takes of one z and does not change with u: the gradients of the estimates in the units of the transformed features. */
import type { TransformedGroup } from '../information/transformed-features.js';
import { solveLowerTransposed } from '../numeric/cholesky.js';
import { multiply, multiplyVector, transpose, type Matrix } from '../numeric/linear-algebra.js';
import type { OneFactorModel } from './one-factor-model.js';

/** Matrices are row-major. T and Γ are those of the group's `TransformedGroup`, R the root of Σ. */
export interface IntegrandGroup {
    group: TransformedGroup;
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
 * @param refined whether A and e are needed
 */
export function integrandGroup(oneFactor: OneFactorModel, group: TransformedGroup, design: Matrix, refined: boolean): IntegrandGroup {
    const { model, root, whitener, leadingA, componentScores } = oneFactor;
    const { effects } = model.random!;
    const transposed = transpose(group.transform);
    const own = model.effectsA.map(effect => effects.indexOf(effect.name));
    // G_A = L WᵀΣ⁻¹. It is the identity if each effect has its own random effect, also for a singular Σ.
    const gradient = own.every(i => i >= 0)
        ? own.map(i => effects.map((_, r) => (r === i ? 1 : 0)))
        : whitener
          ? multiply(multiply(multiply(leadingA, design), transpose(whitener)), whitener)
          : design.map(row => row.map(() => NaN));
    const whitened = refined ? whitener : null;
    return {
        group,
        scoresA: flat(multiply(gradient, transposed)),
        shiftA: flat(multiply(gradient, group.shift)),
        scores: flat(componentScores.flatMap(score => multiply(score, transposed))),
        shifts: flat(componentScores.flatMap(score => multiply(score, group.shift))),
        a: flat(whitened ? transpose(root.map(column => solveLowerTransposed(group.transform, column))) : []),
        e: flat(whitened ? whitened.map(row => [...multiplyVector(design, row), ...multiplyVector(transpose(group.shift), row)]) : [])
    };
}

export const flat = (a: Matrix): Float64Array => Float64Array.from(a.flat());
