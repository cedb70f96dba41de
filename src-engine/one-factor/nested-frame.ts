/** What the second terms of the nested model need besides Ω: the scores of (β_A, vech Σ) as linear functions of U, in the terms' units and whitened. */
import { rootOf } from '../numeric/matrix-root.js';
import type { GroupModel } from '../predictors/group-model.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { freeEntries, varianceComponents } from '../structure/variance-components.js';

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
    const root = rootOf(random.covariance);
    const entries = freeEntries(random);
    const whitener =
        root.length < d
            ? null
            : root.map(column => {
                  const squared = column.reduce((sum, x) => sum + x * x, 0);
                  return column.map(x => x / squared); // the columns of an eigenvector root are orthogonal
              });
    const precision = whitener && multiply(transpose(whitener), whitener);
    const directions = entries.map(([i, j]) => {
        const e = Array.from({ length: d }, () => new Array<number>(d).fill(0));
        e[i][j] = e[j][i] = 1;
        return e;
    });
    const leadingComponents = varianceComponents(random);
    const unrestricted = entries.length === (d * (d + 1)) / 2 || entries.length === d;
    // With covariances that are no parameters Σ is not singular: `varianceComponents` has seen to it.
    const componentScores =
        unrestricted || !precision
            ? entries.map(([i, j]) => directGradient(d, i, j))
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

/** Row i: the gradient of U_i U_j by U, as far as it comes from U_i. */
function directGradient(d: number, i: number, j: number): Matrix {
    const gradient = Array.from({ length: d }, () => new Array<number>(d).fill(0));
    gradient[i][j] += 1;
    gradient[j][i] += 1;
    return gradient;
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
