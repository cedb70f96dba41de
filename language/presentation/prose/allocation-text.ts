/** How the units or observations are best shared between the two values of a predictor. */
import type { DesignAnswers } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { list } from './enumeration.js';
import { unitsOf } from './plural.js';

/** A share that is this close to the design's is no news. */
const sameShare = 0.005;

/**
 * `Locally D-optimal allocation: arm = 1 in 56.8 % of the wards.`; null where no predictor has two values, and where the design already has these shares.
 * Plain text.
 */
export function allocationText(
    { predictors }: Pick<ModelSpec, 'predictors'>,
    { allocation }: Pick<DesignAnswers, 'allocation'>
): string | null {
    const parts = Object.entries(allocation).flatMap(([name, share]) => {
        const larger = largerValue(predictors, name);
        if (larger === null || Math.abs(larger.share - share) <= sameShare) {
            return [];
        }
        const where = larger.per === null ? 'observations' : unitsOf(larger.per);
        return [`${name} = ${larger.value} in ${formatPercent(Number(share.toPrecision(3)))} of the ${where}`];
    });
    return parts.length === 0 ? null : `Locally D-optimal allocation: ${list(parts)}.`;
}

/** The larger of two values, and the share that the design gives it. */
function largerValue(predictors: readonly PredictorSpec[], name: string): { value: string; share: number; per: string | null } | null {
    const predictor = predictors.find(one => (one.kind === 'random' ? one.names.includes(name) : one.name === name));
    if (predictor === undefined || predictor.kind === 'derived') {
        return null;
    }
    const { per } = predictor;
    if (predictor.kind === 'each') {
        const value = Math.max(...predictor.points);
        const share = predictor.points.filter(point => point === value).length / predictor.points.length;
        return { value: predictor.levels?.[value] ?? formatValue(value), share, per };
    }
    switch (predictor.law.law) {
        case 'bernoulli':
            return { value: '1', share: predictor.law.p, per };
        case 'discrete': {
            const { values, probabilities } = predictor.law;
            const value = Math.max(...values);
            return {
                value: formatValue(value),
                share: values.reduce((sum, one, i) => sum + (one === value ? (probabilities[i] ?? 0) : 0), 0),
                per
            };
        }
        default:
            return null;
    }
}
