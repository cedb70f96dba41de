/** The covariance structures of random effects, and the parameters and matrices of a block. */
import type { Matrix } from '../../numeric/linear-algebra.js';
import type { CovarianceSpec, RandomEffectsSpec } from '../../spec/model-spec.js';
import type { BlockCovariance, BlockNames, CovarianceParameter, CovarianceStructure } from './covariance-structure.js';
import { diagonal } from './diagonal.js';
import { partlyNamed } from './partly-named.js';
import { unstructured } from './unstructured.js';

/** A structure's record with the spec that it is about. */
interface Bound {
    sigma(): Matrix;
    parameters(names: BlockNames): CovarianceParameter[];
    isEntrywise: boolean;
    scaled(factor: number): CovarianceSpec;
    withVariance(at: number, variance: number): CovarianceSpec;
    withSigma(sigma: Matrix): CovarianceSpec;
}

function bound(spec: CovarianceSpec): Bound {
    switch (spec.structure) {
        case 'unstructured':
            return bind(unstructured, spec);
        case 'diagonal':
            return bind(diagonal, spec);
        case 'partlyNamed':
            return bind(partlyNamed, spec);
    }
}

function bind<Spec extends CovarianceSpec>(structure: CovarianceStructure<Spec>, spec: Spec): Bound {
    return {
        sigma: () => structure.sigma(spec),
        parameters: names => structure.parameters(spec, names),
        isEntrywise: structure.isEntrywise,
        scaled: factor => structure.scaled(spec, factor),
        withVariance: (at, variance) => structure.withVariance(spec, at, variance),
        withSigma: sigma => structure.withSigma(spec, sigma)
    };
}

/** θ with names and values, Σ(θ) and ∂Σ/∂θ of a block. */
export function blockCovariance(random: RandomEffectsSpec): BlockCovariance {
    const structure = bound(random.covariance);
    return { parameters: structure.parameters(random), sigma: structure.sigma(), isEntrywise: structure.isEntrywise };
}

/** Σ of a block, d × d, in the order of its effects. */
export const sigmaOf = ({ covariance }: RandomEffectsSpec): Matrix => bound(covariance).sigma();

/** The block with Σ times a positive factor. */
export function withSigmaTimes(random: RandomEffectsSpec, factor: number): RandomEffectsSpec {
    return { ...random, covariance: bound(random.covariance).scaled(factor) };
}

/** The block with another Σ of the same structure. */
export function withSigma(random: RandomEffectsSpec, sigma: Matrix): RandomEffectsSpec {
    return { ...random, covariance: bound(random.covariance).withSigma(sigma) };
}

/** The block with another variance of an effect, correlations kept; the block itself where it has no such effect. */
export function withVariance(random: RandomEffectsSpec, effect: string, variance: number): RandomEffectsSpec {
    const at = random.effects.indexOf(effect);
    if (at < 0) {
        return random;
    }
    return { ...random, covariance: bound(random.covariance).withVariance(at, variance) };
}

/** The covariance of variances and pairs: the least general structure in which exactly the named pairs have a covariance. */
export function covarianceOfPairs(matrix: Matrix, isNamed: (i: number, j: number) => boolean): CovarianceSpec {
    const all = matrix.flatMap((_, i) => Array.from({ length: i }, (__, j): [number, number] => [i, j]));
    const pairs = all.filter(([i, j]) => isNamed(i, j));
    if (pairs.length === all.length) {
        return { structure: 'unstructured', matrix };
    }
    return pairs.length === 0
        ? { structure: 'diagonal', variances: matrix.map((row, i) => row[i]) }
        : { structure: 'partlyNamed', matrix, pairs };
}

/** Whether the covariance of two effects of a block is a parameter. */
export function isCovarianceParameter(random: RandomEffectsSpec, i: number, j: number): boolean {
    const [row, column] = [Math.max(i, j), Math.min(i, j)];
    return blockCovariance(random).parameters.some(({ entry }) => entry?.[0] === row && entry[1] === column);
}
