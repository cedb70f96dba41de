/** What a t distribution gives where a test compares its statistic with the normal one and the units or the degrees of freedom are few. */
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { powerGoalText, powerText } from './power-text.js';
import { requiredText, type RequiredGoal } from './required-text.js';

type WithT = NonNullable<TestAnswer['withT']>;

/** `reference t: power 0.533 (10 degrees of freedom); 22 wards for 80 % power`; null where they are many, or the test has another reference. Plain text. */
export function tReferenceText(spec: ModelSpec, { withT }: Pick<TestAnswer, 'withT'>, goal: RequiredGoal | null): string | null {
    return (
        withT &&
        `reference t: ${results(spec, withT, goal, {
            impossible: 'no test',
            power: power => `power ${power}`,
            size: (amount, required) => `${amount} for ${powerGoalText(required)}`
        }).join('; ')}`
    );
}

/** The same as a sentence of a protocol. */
export function tReferenceSentence(
    spec: ModelSpec,
    { withT, units }: Pick<TestAnswer, 'withT' | 'units'>,
    goal: RequiredGoal | null
): string | null {
    const few = units === null ? 'with few degrees of freedom' : 'from few units';
    return (
        withT &&
        `With reference t, which allows for variances that are estimated ${few}, ${results(spec, withT, goal, {
            impossible: 'there is no test',
            power: power => `the power is ${power}`,
            size: (amount, { target }) => `${formatPercent(target)} power takes ${amount}`
        }).join(', and ')}.`
    );
}

interface Wording {
    /** Without a degree of freedom. */
    impossible: string;
    power: (power: string) => string;
    size: (amount: string, required: RequiredGoal['required']) => string;
}

/** The degrees of freedom are those of the design as it is; of the answer where its size is asked for. */
function results(spec: ModelSpec, { df, power, required }: WithT, goal: RequiredGoal | null, wording: Wording): string[] {
    const degrees = ` (${formatValue(df, 4)} degree${df === 1 ? '' : 's'} of freedom)`;
    if (df < 1) {
        return [`${wording.impossible}${degrees}`];
    }
    const size = required !== null && goal ? wording.size(requiredText(spec, goal, required), goal.required) : null;
    return [
        ...(power === null ? [] : [`${wording.power(powerText(power))}${degrees}`]),
        ...(size === null ? [] : [`${size}${goal!.required.asked ? degrees : ''}`])
    ];
}
