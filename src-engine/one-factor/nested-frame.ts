/** What the second terms of the nested model need besides Ω: the scores of (β_A, vech Σ) as linear functions of U, in the terms' units and whitened. */
import { blockCovariance, sigmaOf } from '../structure/covariance/structures.js';
import { rootOf } from '../numeric/matrix-root.js';
import type { GroupModel } from '../predictors/group-model.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { fullMatrix, leadingCovariance } from '../structure/covariance/leading-covariance.js';

/** The group sizes and their probabilities; null where the design does not say n. */
export type Sizes = readonly { n: number; probability: number }[] | null;

export interface NestedFrame {
    model: GroupModel;
    /** d, the number of random effects; as many as `root` has columns where Σ is not singular. */
    d: number;
    /** U = Σ_k root_k z_k with z standard normal. */
    root: number[][];
    /** R⁻¹ for Σ = R Rᵀ, R with the columns of `root`; null where Σ is singular. */
    whitener: Matrix | null;
    /** L of the leading term, d_A × d_A. */
    leadingA: Matrix;
    /** Leading covariance of the free components of Σ, times m. */
    leadingComponents: Matrix;
    /** For each free component a: G_a(U) = Σ_i U_i componentScores[a][i], vectors of length d. The gradient of its estimate by the group's effects. */
    componentScores: Matrix[];
    /** For each free component: F = R⁻¹ E R⁻ᵀ, E the direction of the component; null where Σ is singular. */
    whitenedDirections: Matrix[] | null;
    sizes: Sizes;
    phi: number;
}

export function nestedFrame(model: GroupModel, leadingA: Matrix, sizes: Sizes): NestedFrame {
    const random = model.random!;
    const d = random.effects.length;
    const root = rootOf(sigmaOf(random));
    const { parameters, isEntrywise } = blockCovariance(random);
    const whitener =
        root.length < d
            ? null
            : root.map(column => {
                  const squared = column.reduce((sum, x) => sum + x * x, 0);
                  return column.map(x => x / squared); // the columns of an eigenvector root are orthogonal
              });
    const precision = whitener && multiply(transpose(whitener), whitener);
    const directions = parameters.map(({ derivative }) => fullMatrix(derivative, d));
    const leadingComponents = leadingCovariance(random);
    // Other structures have a Σ that is not singular: `leadingCovariance` has made sure of it.
    const componentScores =
        isEntrywise || !precision
            ? directions.map(directGradient)
            : combine(
                  leadingComponents,
                  directions.map(e => multiply(multiply(precision, e), precision))
              );
    return {
        model,
        d,
        root,
        whitener,
        leadingA,
        leadingComponents,
        componentScores,
        whitenedDirections: whitener && directions.map(e => multiply(multiply(whitener, e), transpose(whitener))),
        sizes,
        phi: model.spec.family.phi
    };
}

/** Row i: the gradient of U_i U_j by U, as far as it comes from U_i, where the direction is the entry (i, j) and (j, i). */
function directGradient(direction: Matrix): Matrix {
    return direction.map((row, i) => row.map((x, j) => (i === j ? 2 * x : x)));
}

/** Σ_b covariance[a][b] scores[b], for every a. */
function combine(covariance: Matrix, scores: readonly Matrix[]): Matrix[] {
    return covariance.map(row =>
        scores[0].map((_, i) => scores[0][i].map((__, r) => row.reduce((sum, c, b) => sum + c * scores[b][i][r], 0)))
    );
}

/** Whether a group's own sample of the predictors is random, and the braces of the refined form are not 0. */
export function variesWithinGroup({ model }: NestedFrame): boolean {
    return model.collapsed.length > 0 || model.dimensions.some(({ level, source }) => level !== 'group' && source.kind !== 'points');
}
