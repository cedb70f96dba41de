/** How alike the observations of a group are, and what that costs. */
import type { LinkName, ModelSpec } from '../spec/model-spec.js';

/** Variance of an observation on the scale of η: that of the logistic, normal and Gumbel laws behind a threshold. */
const threshold: Partial<Record<LinkName, number>> = { logit: Math.PI ** 2 / 3, probit: 1, cloglog: Math.PI ** 2 / 6 };

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
    const residual =
        family.name === 'gaussian' && family.link === 'identity'
            ? family.phi
            : family.name === 'bernoulli'
              ? threshold[family.link]
              : undefined;
    const variance = block.covariance[0][0] * term.value ** 2;
    return residual === undefined ? null : variance / (variance + residual);
}

/** 1 + (n − 1)·icc, for groups of one size. */
export function designEffect({ design: { n } }: ModelSpec, icc: number | null): number | null {
    return icc === null || n?.kind !== 'fixed' ? null : 1 + (n.n - 1) * icc;
}
