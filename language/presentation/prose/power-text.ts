/** Powers and goals as text. */
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { PrecisionSpec } from '../../../src-engine/spec/model-spec.js';
import { formatPercent, formatValue, mostDigits } from '../notation/numbers.js';

/**
 * `0.831`: three decimals, rounded down, so that a power just below its goal never reads as the goal; `> 0.999` beyond, because no power is 1. Everywhere alike, also
 * where no goal is near: one power must not have two texts. What must not be exceeded, the probability to reject under the hypothesis, is rounded up (`powerLimitText`).
 */
export function powerText(power: number): string {
    const thousandths = Math.floor(1000 * power + 1e-9);
    return thousandths < 1 ? '< 0.001' : power > 0.999 && thousandths >= 999 ? '> 0.999' : (thousandths / 1000).toFixed(3);
}

/** With the Monte-Carlo standard error of an exact power whose designs were drawn: `0.346 ± 0.001`. */
export function powerOf(power: number, error: number | null): string {
    return error === null ? powerText(power) : `${powerText(power)} ± ${Math.max(0.001, Math.ceil(1000 * error) / 1000).toFixed(3)}`;
}

/** A bound that no power exceeds: three decimals, rounded up; more where it is close to 1. */
export function powerLimitText(power: number): string {
    const decimals = Math.min(mostDigits, Math.max(3, 1 - Math.floor(Math.log10(Math.max(1 - power, 1e-15)))));
    return Math.min(1, Math.ceil(power * 10 ** decimals - 1e-9) / 10 ** decimals).toFixed(decimals);
}

/** `90 % power`. */
export function powerGoalText({ target }: Pick<Required, 'target'>): string {
    return `${formatPercent(target)} power`;
}

/** A half-width that no interval is below, or a factor: three digits, rounded down. */
export function reachLimitText(goal: PrecisionSpec['goal'], limit: number): string {
    const unit = 10 ** (Math.floor(Math.log10(limit)) - 2);
    const rounded = Number((Math.floor(limit / unit + 1e-9) * unit).toPrecision(3));
    return reachText(goal, Number.isFinite(rounded) && rounded > 0 ? rounded : limit);
}

/** An interval that reaches from less than a thousandth of an estimate to more than a thousand times of it tells nothing. */
const largestFactor = 1000;

export function tellsNothing(goal: PrecisionSpec['goal'], reached: number): boolean {
    return 'factor' in goal && reached > largestFactor;
}

/** The half-width or the factor alone: `0.1`, `1.5`, `> 1000`. */
export function reachNumber(goal: PrecisionSpec['goal'], reached: number): string {
    return tellsNothing(goal, reached) ? `> ${largestFactor}` : formatValue(reached, 3);
}

/** `± 0.1`, `factor 1.5`, `factor > 1000 (tells nothing)`. */
export function reachText(goal: PrecisionSpec['goal'], reached: number = 'halfwidth' in goal ? goal.halfwidth : goal.factor): string {
    return `${'halfwidth' in goal ? '±' : 'factor'} ${reachNumber(goal, reached)}${tellsNothing(goal, reached) ? ' (tells nothing)' : ''}`;
}
