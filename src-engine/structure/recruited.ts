/** How many units to recruit where a share of them is lost. */
import type { ModelSpec } from '../spec/model-spec.js';
import { roundingOfCounts } from './limits.js';
import { stepOf } from './sizes.js';

/**
 * The smallest number to recruit so that at least `count` remain: a multiple of the points of each `each … per GROUP`, so that it can be divided into arms.
 * Rounding errors of count/(1 − q) do not add a unit.
 */
export function recruited(spec: Pick<ModelSpec, 'predictors' | 'design'>, group: string, count: number): number {
    const step = stepOf(spec, group);
    const exact = count / step / (1 - spec.design.attrition);
    return step * Math.ceil(exact - roundingOfCounts * exact);
}
