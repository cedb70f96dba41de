/** How many units to recruit where a share of them is lost. */
import { roundingOfCounts } from './limits.js';

/** The smallest number to recruit so that at least `count` remain: ⌈count/(1 − q)⌉. Rounding errors of the quotient do not add a unit. */
export function recruited(count: number, attrition: number): number {
    const exact = count / (1 - attrition);
    return Math.ceil(exact - roundingOfCounts * exact);
}
