/** The intraclass correlation and the design effect. */
import { families, residualVariance } from '../family/families.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { ModelSpec } from '../spec/model-spec.js';

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

/** 1 + (n − 1)·icc, for groups of one size. */
export function designEffect({ design: { n } }: ModelSpec, icc: number | null): number | null {
    return icc === null || n?.kind !== 'fixed' ? null : 1 + (n.n - 1) * icc;
}
