/** Powers and goals as text. */
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { PrecisionSpec } from '../../../src-engine/spec/model-spec.js';
import { formatPercent, formatValue } from '../notation/numbers.js';

/** `0.831`: three decimals, rounded down, so that a power that falls short of its goal does not read as the goal. */
export function powerText(power: number): string {
    const thousandths = Math.floor(1000 * power + 1e-9);
    return thousandths < 1 ? '< 0.001' : thousandths === 999 && power > 0.999 ? '> 0.999' : (thousandths / 1000).toFixed(3);
}

/** `90 % power`. */
export function powerGoalText({ target }: Pick<Required, 'target'>): string {
    return `${formatPercent(target)} power`;
}

/** `± 0.1`, `factor 1.5`. */
export function reachText(goal: PrecisionSpec['goal'], reached: number = 'halfwidth' in goal ? goal.halfwidth : goal.factor): string {
    return `${'halfwidth' in goal ? '±' : 'factor'} ${formatValue(reached, 3)}`;
}
