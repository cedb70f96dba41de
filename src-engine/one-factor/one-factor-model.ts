/** The model with one grouping factor as two terms and the refined form need it: Σ, its root, and the scores of (β_A, vech Σ) in U. */
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { rootOf } from '../numeric/matrix-root.js';
import type { GroupModel } from '../predictors/group-model.js';
import { NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import { fullMatrix } from '../structure/covariance/leading-covariance.js';
import { blockCovariance, sigmaOf } from '../structure/covariance/structures.js';
import type { SizePoint } from '../structure/group-size-law.js';
import type { LeadingA } from './leading-a.js';
import { parameterIndex } from '../structure/structure-result.js';

/** How many groups there are and how large they are, or why this is not known. */
export interface OneFactorDesign {
    /** m, the number of groups. */
    groups: number | Reason;
    /** The sizes n of the groups with their probabilities. */
    sizes: readonly SizePoint[] | Reason;
}

/** A wider law of U than the model's. ρ is the ratio of the model's density to its density. */
export interface WidenedLaw {
    /** Sets the weight to w/ρ(u), times a constant. */
    follow: (u: number) => void;
    /** ρ(u) of the last `follow`. */
    ratio: number;
}

export interface OneFactorModel extends OneFactorDesign {
    model: GroupModel;
    /** d, the number of random effects. `root` has as many columns where Σ is not singular. */
    d: number;
    /** U = Σ_k root_k z_k with z standard normal. */
    root: number[][];
    /** R⁻¹ for Σ = R Rᵀ, where R has the columns of `root`; null where Σ is singular. */
    whitener: Matrix | null;
    /** L of the leading term, d_A × d_A. */
    leadingA: Matrix;
    /** Leading covariance of the estimated components of Σ, its parameters, times m. */
    leadingComponents: Matrix;
    /** By component a: the d × d matrix with rows c_i such that G_a(U) = Σ_i U_i c_i. G_a is the gradient of the component's estimate in U. */
    componentScores: Matrix[];
    /** By component: its derivative of Σ, d × d. */
    directions: Matrix[];
    /** By component: F = R⁻¹ E R⁻ᵀ, where E is the derivative of Σ by the component; null where Σ is singular. */
    whitenedDirections: Matrix[] | null;
    phi: number;
    /** Where U has a wider law than the model's, the weight follows the ratio of the two. */
    law?: WidenedLaw;
}

/** @throws NotAvailable where Σ is singular and its parameters are not its entries */
export function oneFactorModel(model: GroupModel, leading: LeadingA, design: OneFactorDesign): OneFactorModel {
    const random = model.random!;
    const d = random.effects.length;
    const root = rootOf(sigmaOf(random));
    const { parameters, isEntrywise } = blockCovariance(random);
    const whitener = root.length < d ? null : whitenerOf(root);
    const precision = whitener && multiply(transpose(whitener), whitener);
    const directions = parameters.map(({ derivative }) => fullMatrix(derivative, d));
    const leadingComponents = leading.components;
    if (isReason(leadingComponents)) {
        throw new NotAvailable(leadingComponents);
    }
    // Where Σ is not entrywise, there are no leading components for a singular Σ.
    const componentScores =
        isEntrywise || !precision
            ? directions.map(productGradient)
            : combine(
                  leadingComponents,
                  directions.map(e => multiply(multiply(precision, e), precision))
              );
    const { groups, sizes } = design;
    return {
        groups,
        sizes,
        model,
        d,
        root,
        whitener,
        leadingA: leading.covariance,
        leadingComponents,
        directions,
        componentScores,
        whitenedDirections: whitener && directions.map(e => multiply(multiply(whitener, e), transpose(whitener))),
        phi: model.spec.family.phi
    };
}

/** The inverse of the matrix with these columns, which are orthogonal because they are scaled eigenvectors. */
function whitenerOf(root: readonly number[][]): Matrix {
    return root.map(column => {
        const squared = column.reduce((sum, x) => sum + x * x, 0);
        return column.map(x => x / squared);
    });
}

/** The rows c_i of the gradient Σ_i U_i c_i of U_i U_j, where the direction is 1 at the entries (i, j) and (j, i). */
function productGradient(direction: Matrix): Matrix {
    return direction.map((row, i) => row.map((x, j) => (i === j ? 2 * x : x)));
}

/** Σ_b covariance[a][b] scores[b], for every a. */
export function combine(covariance: Matrix, scores: readonly Matrix[]): Matrix[] {
    return covariance.map(row =>
        scores[0].map((_, i) => scores[0][i].map((__, r) => row.reduce((sum, c, b) => sum + c * scores[b][i][r], 0)))
    );
}

/** Whether the predictors of a group are a random sample. If not, the braces of the refined form are 0. */
export function variesWithinGroup({ model }: OneFactorModel): boolean {
    return model.collapsed.length > 0 || model.dimensions.some(({ level, source }) => level !== 'group' && source.kind !== 'points');
}

/** For each effect of block B in text order: its place in `effectsB`. */
export function textOrderOfB({ spec, effectsB }: GroupModel): number[] {
    return spec.fixed.filter(effect => effect.block === 'B').map(effect => effectsB.indexOf(effect));
}

/** Positions, among all parameters, of β_A, then β_B (both in text order), then the components of Σ. */
export function parameterPositions({ model: { spec, random }, componentScores }: OneFactorModel): number[] {
    const of = (block: 'A' | 'B'): number[] => spec.fixed.flatMap((effect, i) => (effect.block === block ? [i] : []));
    const { start } = parameterIndex(spec).components[spec.random.indexOf(random!)];
    return [...of('A'), ...of('B'), ...componentScores.map((_, i) => start + i)];
}

/** E n. */
export function meanGroupSize(sizes: readonly SizePoint[]): number {
    return sizes.reduce((sum, { n, probability }) => sum + probability * n, 0);
}
