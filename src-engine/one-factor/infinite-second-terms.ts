/** Whether E Ω_RR⁻¹ exists, which the second term needs. */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { Reason } from '../result/reason.js';
import type { GroupModel } from '../predictors/group-model.js';
import { outweighsInformation } from '../predictors/outweighed-information.js';
import { quadraticForm } from '../numeric/linear-algebra.js';
import { predictorRule } from '../predictors/predictor-rule.js';

/** The `detail` of the reason that E Ω_RR⁻¹ does not exist. */
export const ofInverseInformation = 'the mean of the inverse information of a group';

/** Why E Ω_RR⁻¹ does not exist; null where it exists as far as can be seen without integrating. */
export function infiniteSecondTerms(model: GroupModel): Reason | null {
    const { weight, randomIntercept, random, dimensions } = model;
    const infinite = (predictors: string[]): Reason => ({
        code: 'infinite-moment',
        predictors,
        group: random!.group,
        detail: ofInverseInformation
    });
    // The w of the complementary log-log link falls off like exp(−e^η). With a random intercept E 1/w is infinite for every σ² > 0.
    const fallsFast = weight.tails.kind !== 'gaussian' && weight.tails.max < Infinity;
    if (fallsFast && randomIntercept.some((is, k) => is && sigmaOf(random!)[k][k] > 0)) {
        return infinite([]);
    }
    const heavy = dimensions.find(dimension => dimension.level === 'group' && outweighsInformation(model, dimension));
    return heavy ? infinite(heavy.predictors) : null;
}

/**
 * Whether Ω_RR⁻¹ may have no mean because w falls off as fast as the normal law of the random effects, or faster. With a probit link the mean exists if the
 * random part of η has a variance below 1 for all values of the predictors.
 */
export function secondTermsMayBeInfinite(model: GroupModel): boolean {
    const { tails } = model.weight;
    if (tails.kind !== 'gaussian') {
        return tails.max < Infinity;
    }
    if (model.collapsed.length > 0) {
        return true;
    }
    const d = model.randomTerms.length;
    const { groups } = predictorRule(model, () => 0);
    return groups.some(({ points }) => {
        const p = points.features.length / points.count;
        return Array.from({ length: points.count }, (_, q) => Array.from(points.features.subarray(q * p, q * p + d))).some(
            terms => quadraticForm(sigmaOf(model.random!), terms) >= 1
        );
    });
}
