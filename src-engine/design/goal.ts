/** The goal of an answer: a power, or the width of an interval. */
import { isReason, type Reason } from '../result/reason.js';
import { noVariance, type Failure } from '../result/failure.js';
import type { JointCovariance } from '../structure/structure-result.js';
import type { Accuracy } from '../spec/model-spec.js';
import type { DesignVariances } from './design-variances.js';
import type { Sizes } from '../structure/sizes.js';

export interface Goal {
    /** The power, half-width or factor to reach; null where none is named. */
    readonly target: number | null;
    /** The positions of the parameters that the goal is about. */
    positions(variances: DesignVariances): number[];
    /** The power, half-width or factor at some sizes. */
    told(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure;
    /** The margin: how far beyond the goal a design is, as a ratio of standard errors. The goal is reached from 1 on. It grows like √(amount of data). */
    margin(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure;
    /** The variance of the contrast or quantity of the goal; null for several contrasts. */
    variance(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | null;
    /** Whether exact answers are sums over all outcomes, which hold for any number of observations; else they follow from exact variances. */
    countsOutcomes(variances: DesignVariances): boolean;
    /** The value of `told` for a margin whose limit is below 1, with the degrees of freedom of some sizes. */
    toldAtMargin(margin: number, variances: DesignVariances, sizes: Sizes): number;
}

/** A goal whose reference has degrees of freedom. */
export interface ReferredGoal extends Goal {
    /** Infinite with a normal reference; null where a size is missing, or a variance that they need. */
    df(variances: DesignVariances, sizes: Sizes): number | null;
}

/** gᵀCg, or the parameter for which the accuracy has no variance. */
export function quadraticVariance(
    joint: JointCovariance | Reason,
    gradient: ReadonlyMap<number, number>,
    accuracy: Accuracy
): number | Failure {
    if (isReason(joint)) {
        return noVariance(joint);
    }
    const slopes = [...gradient]
        .filter(([, slope]) => slope !== 0)
        .map(([position, slope]) => ({ at: joint.members.indexOf(position), slope, position }));
    const outside = slopes.find(({ at }) => at < 0);
    if (outside) {
        return noVariance(
            joint.withheld?.get(outside.position) ?? joint.others ?? { code: 'no-formula', accuracy, structure: 'variance-components' }
        );
    }
    let variance = 0;
    for (const { at: i, slope: g } of slopes) {
        for (const { at: j, slope: h } of slopes) {
            variance += g * h * joint.covariance[i][j];
        }
    }
    return variance > 0 && variance < Infinity ? variance : noVariance({ code: 'not-finite', detail: 'the variance' });
}
