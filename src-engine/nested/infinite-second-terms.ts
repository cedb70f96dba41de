/** Whether E Ω_RR⁻¹, which two terms take, exists. */
import type { GroupModel } from '../group-model.js';
import { quadraticForm } from '../linear-algebra.js';
import { predictorRule } from '../predictor-rule.js';

/**
 * Where w falls off as fast as the normal law of the random effects, or faster, Ω_RR⁻¹ may have no mean. With a probit it has one if the random
 * part of η has a variance below 1 for all values of the predictors.
 */
export function secondTermsMayBeInfinite(model: GroupModel): boolean {
    const { tails } = model.weight;
    if (tails.kind !== 'gaussian') return tails.max < Infinity;
    if (0 < model.collapsed.length) return true;
    const d = model.randomTerms.length;
    const { groups } = predictorRule(model, () => 0);
    return groups.some(({ points }) => {
        const p = points.features.length / points.count;
        return Array.from({ length: points.count }, (_, q) => Array.from(points.features.subarray(q * p, q * p + d))).some(
            terms => 1 <= quadraticForm(model.random!.covariance, terms)
        );
    });
}

/** The complementary log-log's w falls off like exp(−e^η): with a random intercept Ω_RR⁻¹ has no mean for any σ². */
export function secondTermsAreInfinite({ weight, randomIntercept, random }: GroupModel): boolean {
    return (
        weight.tails.kind !== 'gaussian' &&
        weight.tails.max < Infinity &&
        randomIntercept.some((is, k) => is && 0 < random!.covariance[k][k])
    );
}
