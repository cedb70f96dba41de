/** Jointly normal predictors as linear functions of standard normal ν: x = mean + L ν. */
import { cholesky } from '../numeric/cholesky.js';
import type { Law, PredictorSpec } from '../spec/model-spec.js';
import { InvalidSpec } from '../spec/term.js';

/** The predictors of one normal law, ordered so that those with an explicit dimension come first. */
export interface NormalBlock {
    names: string[];
    slots: number[];
    mean: number[];
    /** L, lower triangular. */
    lower: number[][];
    /** The number of components with a separate dimension. The others are collapsed: given the rest, η is normal in them. */
    explicit: number;
    nu: Float64Array;
}

/** A random predictor with a normal law, alone or jointly with others. */
export type NormalPredictor = Extract<PredictorSpec, { kind: 'random' }> & { law: Extract<Law, { law: 'normal' | 'mvNormal' }> };

export function isNormal(predictor: PredictorSpec): predictor is NormalPredictor {
    return predictor.kind === 'random' && (predictor.law.law === 'normal' || predictor.law.law === 'mvNormal');
}

/**
 * @param used those of the predictor's names that are wanted
 * @throws InvalidSpec where their covariance is not positive definite
 */
export function normalBlock(
    { names: all, law }: NormalPredictor,
    used: readonly string[],
    isExplicit: (name: string) => boolean,
    slots: ReadonlyMap<string, number>
): NormalBlock {
    const names = [...used].sort((a, b) => Number(isExplicit(b)) - Number(isExplicit(a)));
    const at = names.map(name => all.indexOf(name));
    const mean = law.law === 'mvNormal' ? law.mean : [law.mean];
    const covariance = law.law === 'mvNormal' ? law.covariance : [[law.sd * law.sd]];
    const factor = cholesky(at.map(i => at.map(j => covariance[i][j])));
    if (!factor.ok) {
        throw new InvalidSpec(`the covariance of ${used.join(', ')} is not positive definite`);
    }
    return {
        names,
        slots: names.map(name => slots.get(name)!),
        mean: at.map(i => mean[i]),
        lower: factor.lower,
        explicit: names.filter(isExplicit).length,
        nu: new Float64Array(names.length)
    };
}

/** Writes a block's predictors at its ν into `values`. */
export function placeNormals(block: NormalBlock, values: Float64Array): void {
    for (let i = 0; i < block.slots.length; i++) {
        let x = block.mean[i];
        const row = block.lower[i];
        for (let j = 0; j <= i; j++) {
            x += row[j] * block.nu[j];
        }
        values[block.slots[i]] = x;
    }
}
