/** What an answer aims at: a power, or the width of an interval. */
import { isReason, type Reason } from '../result/reason.js';
import { noVariance, type Failure } from '../result/failure.js';
import type { JointCovariance } from '../structure/structure-result.js';
import type { Accuracy } from '../spec/model-spec.js';
import type { DesignVariances } from './design-variances.js';
import type { Sizes } from '../structure/sizes.js';

export interface Goal {
    /** The power, half-width or factor to reach; null where none is named. */
    readonly target: number | null;
    /** The power, half-width or factor at some sizes. */
    told(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure;
    /** How far beyond the goal, as a ratio of standard errors: the goal is reached from 1 on. It grows like the square root of the amount of data. */
    margin(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure;
    /** Variance of what is aimed at, for one contrast or quantity; null for several. */
    variance(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | null;
    /** What `told` comes to for a margin that stops short of 1, with the degrees of freedom of some sizes. */
    toldAtMargin(margin: number, sizes: Sizes): number;
}

/** gᵀCg, or which parameter the accuracy says nothing of. */
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
        .map(([position, slope]) => ({ at: joint.members.indexOf(position), slope }));
    if (slopes.some(({ at }) => at < 0)) {
        return noVariance(joint.others ?? { code: 'no-formula', accuracy, structure: 'variance-components' });
    }
    let variance = 0;
    for (const { at: i, slope: g } of slopes) {
        for (const { at: j, slope: h } of slopes) {
            variance += g * h * joint.covariance[i][j];
        }
    }
    return variance > 0 && variance < Infinity ? variance : noVariance({ code: 'not-finite', detail: 'the variance' });
}
