/** The intraclass correlation and the design effect. */
import { families, isLinear, residualVariance } from '../family/families.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';

/** σ²/(σ² + residual variance on the scale of η), of a random intercept alone; null for other models, and where the scale has no residual. */
export function intraclassCorrelation({ random, fixed, family }: ModelSpec): number | null {
    const [block] = random;
    if (random.length !== 1 || block.effects.length !== 1) {
        return null;
    }
    const term = fixed.find(({ name }) => name === block.effects[0])?.term;
    if (term?.op !== 'number') {
        return null;
    }
    const residual = families[family.name].hasTrials ? null : residualVariance(family);
    const variance = sigmaOf(block)[0][0] * term.value ** 2;
    return residual === null ? null : variance / (variance + residual);
}

/**
 * 1 + (n − 1)·icc, for groups of one size: what clustering multiplies the variance of an effect between groups by. That is so for Gaussian responses
 * where every effect is either between the groups or within them; null elsewhere. On a latent scale, and for an effect that varies both within and
 * between groups, as in a stepped wedge, the number is another one.
 */
export function designEffect(spec: ModelSpec, icc: number | null): number | null {
    const { n } = spec.design;
    return icc === null || n?.kind !== 'fixed' || !isLinear(spec.family) || !hasOnlyEffectsBetween(spec) ? null : 1 + (n.n - 1) * icc;
}

/** Whether some effect is of predictors that are constant in the units of the group, and no effect mixes these with others. */
function hasOnlyEffectsBetween({ predictors, fixed, random: [{ group }] }: ModelSpec): boolean {
    const analysis = new TermAnalysis(predictors);
    const constant = new Set(
        predictors.flatMap(predictor =>
            predictor.kind === 'derived' || predictor.per !== group ? [] : predictor.kind === 'each' ? [predictor.name] : predictor.names
        )
    );
    const shares = fixed.map(({ term }) => {
        const names = [...analysis.basicPredictors(term)];
        return { between: names.filter(name => constant.has(name)).length, all: names.length };
    });
    return shares.some(({ between }) => between > 0) && shares.every(({ between, all }) => between === 0 || between === all);
}
