/** The record of a covariance structure of random effects: its parameters θ, Σ(θ) and ∂Σ/∂θ. */
import type { Matrix } from '../../numeric/linear-algebra.js';
import type { CovarianceSpec, RandomEffectsSpec } from '../../spec/model-spec.js';

/** An entry (row, column), row ≥ column, of a symmetric matrix; the entry (column, row) is the same. */
export interface SymmetricEntry {
    row: number;
    column: number;
    value: number;
}

/** One parameter θ_a of Σ. */
export interface CovarianceParameter {
    /** `var(b0 | clinic)`, `cov(b0, b1 | clinic)`. */
    name: string;
    kind: 'variance' | 'covariance';
    value: number;
    /** The entry of Σ that the parameter is; null for a parameter that changes several entries. */
    entry: readonly [number, number] | null;
    /** The entries of ∂Σ/∂θ_a that are not 0. */
    derivative: readonly SymmetricEntry[];
}

/** A block of random effects as the engine sees it. */
export interface BlockCovariance {
    /** In the order of output: variances first, then covariances row by row. */
    parameters: readonly CovarianceParameter[];
    /** Σ(θ), d × d, in the order of the block's effects. */
    sigma: Matrix;
    /**
     * Whether known random effects would give each θ̂ as the mean of U_i U_j over groups. Then the leading covariance of θ̂ needs no inverse of
     * Σ, which may be singular.
     */
    isEntrywise: boolean;
}

/** The names of a block, which its parameters carry. */
export type BlockNames = Pick<RandomEffectsSpec, 'group' | 'effects'>;

/** The record of one structure in `CovarianceSpec`. `structures.ts` lists the records. */
export interface CovarianceStructure<Spec extends CovarianceSpec> {
    /** Σ(θ). */
    sigma(spec: Spec): Matrix;
    /** θ with names and values, and ∂Σ/∂θ, in the order of output. */
    parameters(spec: Spec, names: BlockNames): CovarianceParameter[];
    /** See `BlockCovariance.isEntrywise`. */
    isEntrywise: boolean;
    /** The same structure with Σ times a positive factor. */
    scaled(spec: Spec, factor: number): Spec;
    /** The same structure with another variance of effect `at`; correlations stay, unless the variance was 0. */
    withVariance(spec: Spec, at: number, variance: number): Spec;
    /** The same structure with another Σ that it can have. */
    withSigma(spec: Spec, sigma: Matrix): Spec;
}

/** Parameters that are entries of Σ themselves: (i, i) and (i, j), i > j, in the order given. */
export function entryParameters(
    sigma: Matrix,
    entries: readonly (readonly [number, number])[],
    { group, effects }: BlockNames
): CovarianceParameter[] {
    return entries.map(([row, column]) => ({
        name: row === column ? `var(${effects[row]} | ${group})` : `cov(${effects[column]}, ${effects[row]} | ${group})`,
        kind: row === column ? 'variance' : 'covariance',
        value: sigma[row][column],
        entry: [row, column],
        derivative: [{ row, column, value: 1 }]
    }));
}

/** Σ with another variance of one effect, all correlations kept. */
export function withVarianceOf(sigma: Matrix, at: number, variance: number): Matrix {
    const before = sigma[at][at];
    const scale = before > 0 ? Math.sqrt(variance / before) : 0;
    return sigma.map((row, i) => row.map((entry, j) => (i === at && j === at ? variance : i === at || j === at ? entry * scale : entry)));
}
