/** What a t distribution gives where a goal refers to the normal one and the units or the degrees of freedom are few. */
import type { PrecisionAnswer, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { formatCount, formatPercent, formatValue } from '../notation/numbers.js';
import { powerGoalText, powerText, reachNumber, reachText } from './power-text.js';
import { requiredText, type RequiredGoal } from './required-text.js';

type OfTest = Pick<TestAnswer, 'withT' | 'units'>;
type OfPrecision = Pick<PrecisionAnswer, 'withT' | 'units' | 'goal'>;

/** `reference t: power 0.533 (10 degrees of freedom); 22 wards for 80 % power`; null where they are many, or the test has another reference. Plain text. */
export function tReferenceText(spec: ModelSpec, { withT }: Pick<OfTest, 'withT'>, goal: RequiredGoal | null): string | null {
    return (
        withT &&
        `reference t: ${results(spec, ofTest(withT), goal, {
            impossible: 'no test',
            told: power => `power ${power}`,
            size: (amount, required) => `${amount} for ${powerGoalText(required)}`
        }).join('; ')}`
    );
}

/** `t distribution: ± 0.866 (6 degrees of freedom); 10 clinics for ± 0.8`: the same for an interval. */
export function tIntervalText(spec: ModelSpec, { withT, goal: aim }: OfPrecision, goal: RequiredGoal): string | null {
    return (
        withT &&
        `t distribution: ${results(spec, ofPrecision(withT, aim, reachText), goal, {
            impossible: 'no interval',
            told: reached => reached,
            size: amount => `${amount} for ${reachText(aim)}`
        }).join('; ')}`
    );
}

/** The same as a sentence of a protocol. */
export function tReferenceSentence(spec: ModelSpec, { withT, units }: OfTest, goal: RequiredGoal | null): string | null {
    return (
        withT &&
        `With reference t, which allows for variances that are estimated ${fewText(units)}, ${results(spec, ofTest(withT), goal, {
            impossible: 'there is no test',
            told: power => `the power is ${power}`,
            size: (amount, { target }) => `${formatPercent(target)} power takes ${amount}`
        }).join(', and ')}.`
    );
}

export function tIntervalSentence(spec: ModelSpec, { withT, units, goal: aim }: OfPrecision, goal: RequiredGoal): string | null {
    const measure = 'halfwidth' in aim ? 'half-width' : 'factor';
    return (
        withT &&
        `By the t distribution, which allows for variances that are estimated ${fewText(units)}, ${results(
            spec,
            ofPrecision(withT, aim, reachNumber),
            goal,
            {
                impossible: 'there is no interval',
                told: reached => `the ${measure} is ${reached}`,
                size: amount => `a ${measure} of ${reachNumber(aim, goal.required.target)} takes ${amount}`
            }
        ).join(', and ')}.`
    );
}

/**
 * The same in a hover: `A normal reference ignores that variances are estimated. With 12 units at the answer, `reference t` (10 degrees of freedom) gives power 0.533 and 22 wards.`
 *
 * @param where ` at the answer`, or nothing
 */
export function tReferenceNote(spec: ModelSpec, answer: OfTest | OfPrecision, goal: RequiredGoal | null, where: string): string | null {
    const { withT, units } = answer;
    if (withT === null) {
        return null;
    }
    const isTest = 'power' in withT;
    const { df, told, required } = isTest ? ofTest(withT) : ofPrecision(withT, (answer as OfPrecision).goal, reachText);
    const who = units === null ? 'so few degrees of freedom' : `${formatCount(units)} unit${units === 1 ? '' : 's'}`;
    const gives = [
        df < 1 && (isTest ? 'no test' : 'no interval'),
        told !== null && (isTest ? `power ${told}` : told),
        required !== null && goal && requiredText(spec, goal, required, 'short')
    ].filter(Boolean);
    return `A normal reference ignores that variances are estimated. With ${who}${where}, ${isTest ? '`reference t`' : 'the t distribution'}${degreesText(df)} gives ${gives.join(' and ')}.`;
}

const fewText = (units: number | null): string => (units === null ? 'with few degrees of freedom' : 'from few units');

const degreesText = (df: number): string => ` (${formatValue(df, 4)} degree${df === 1 ? '' : 's'} of freedom)`;

/** What t gives: its degrees of freedom, the power or the width at the design, and the size that is needed. */
interface Given {
    df: number;
    told: string | null;
    required: number | null;
}

const ofTest = ({ df, power, required }: NonNullable<TestAnswer['withT']>): Given => ({
    df,
    told: power === null ? null : powerText(power),
    required
});

const ofPrecision = (
    { df, reached, required }: NonNullable<PrecisionAnswer['withT']>,
    aim: PrecisionAnswer['goal'],
    text: (aim: PrecisionAnswer['goal'], reached: number) => string
): Given => ({ df, told: reached === null ? null : text(aim, reached), required });

interface Wording {
    /** Without a degree of freedom. */
    impossible: string;
    told: (told: string) => string;
    size: (amount: string, required: RequiredGoal['required']) => string;
}

/** The degrees of freedom are those of the design as it is; of the answer where its size is asked for. */
function results(spec: ModelSpec, { df, told, required }: Given, goal: RequiredGoal | null, wording: Wording): string[] {
    const degrees = degreesText(df);
    if (df < 1) {
        return [`${wording.impossible}${degrees}`];
    }
    const size = required !== null && goal ? wording.size(requiredText(spec, goal, required), goal.required) : null;
    return [
        ...(told === null ? [] : [`${wording.told(told)}${degrees}`]),
        ...(size === null ? [] : [`${size}${goal!.required.asked ? degrees : ''}`])
    ];
}
