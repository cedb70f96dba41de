/** Why a goal has no answer, in words. */
import type { Failure, OptimalAnswer, Required } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, PrecisionSpec } from '../../../src-engine/spec/model-spec.js';
import { requestedAccuracy } from './accuracy-text.js';
import { formatCost, formatValue } from '../notation/numbers.js';
import { unitsOf } from './plural.js';
import { powerText, reachText } from './power-text.js';
import { reasonText, type ReasonText } from './reason-text.js';
import { nounOf, type Quantity } from './size-text.js';
import { sentenceCase } from './sentence-case.js';

/** What could not be reached, by what. */
export interface FailedGoal {
    /** What is varied to reach the goal; null where the design stands as it is. */
    quantity: Quantity | null;
    /** Of a precision; null for a test. */
    precision: PrecisionSpec | null;
}

export function failedGoal(required: Required | null, precision: PrecisionSpec | null): FailedGoal {
    return { quantity: required, precision };
}

/** Why no number is told for a goal: in the accuracy that it is told in, else in the one that the file asks for; null where one is. */
export function failureOf(spec: ModelSpec, { using, failure }: Pick<Required, 'using' | 'failure'>): Failure | null {
    return (
        failure[using ?? requestedAccuracy(spec)] ?? (using === null ? (Object.values(failure).find(one => one !== null) ?? null) : null)
    );
}

function unreachable(
    spec: ModelSpec,
    { quantity, precision }: FailedGoal,
    { best, stays }: Extract<Failure, { code: 'unreachable' }>
): ReasonText {
    const limit = precision
        ? `the interval can't be narrower than ${reachText(precision.goal, best)}`
        : `power can't exceed ${powerText(best)}`;
    if (quantity?.kind === 'effect') {
        const whatever = `${limit} whatever ${quantity.quantity} is`;
        return {
            short: whatever,
            long: `${sentenceCase(whatever)}: the variance grows with the effect. Take a larger design, or choose a less demanding goal.`
        };
    }
    const by = quantity === null ? 'with this design' : `by more ${nounOf(spec, quantity)}`;
    const remedy = stays === null ? null : `add ${unitsOf(stays)}`;
    const what = quantity !== null && stays !== null ? `what varies between ${unitsOf(stays)} stays` : 'a part of the variance stays';
    return {
        short: `${limit} ${by}${remedy === null ? '' : `: ${remedy}`}`,
        long: `${sentenceCase(limit)} ${by}: ${what}. ${sentenceCase(remedy ?? 'change the design')}, or choose a less demanding goal.`
    };
}

/** Words for why a goal has no answer. Plain text. */
export function failureText(spec: ModelSpec, goal: FailedGoal, failure: Failure): ReasonText {
    switch (failure.code) {
        case 'no-variance':
            return reasonText(failure.reason);
        case 'unreachable':
            return unreachable(spec, goal, failure);
        case 'too-large':
            return {
                short: 'more than 10¹⁵ would be needed',
                long: 'More than 10¹⁵ would be needed. Choose a larger effect or a wider goal, or look for a misplaced decimal point.'
            };
        case 'at-null':
            return {
                short: 'the hypothesis holds at these values',
                long: 'The hypothesis holds at the values of this model, so no size reaches the power. Give the effect the value that the test is to find.'
            };
        case 'wrong-sign':
            return {
                short: 'the effect points the other way',
                long: 'The effect points away from the alternative, so more data make the power smaller. Change its sign, or test the other alternative.'
            };
        case 'power-below-level':
            return {
                short: 'the power is no larger than the level',
                long: 'The power to reach is no larger than the level, which every test has without data. Choose a larger power.'
            };
        case 'degrees-of-freedom':
            return {
                short: `${formatValue(failure.df, 3)} degrees of freedom`,
                long: `With reference t there must be 1 degree of freedom or more; this design has ${formatValue(failure.df, 3)}. Add units, or write reference z.`
            };
        case 'not-in-hypothesis':
            return {
                short: `the hypothesis does not contain ${failure.effect}`,
                long: `The hypothesis does not contain ${failure.effect}, so its power is hardly a matter of that effect. Test the effect that is asked for.`
            };
        case 'no-price':
            return {
                short: 'nothing that can be chosen has a price',
                long: `No unit and no observation has a price above 0, so that the largest design is the best. Write the prices, such as ${priceExample(spec)}.`
            };
    }
}

function priceExample({ random }: ModelSpec): string {
    const [first] = random;
    return first ? `per ${first.group} 100, per observation 5` : 'per observation 5';
}

/** Why there is no best design. Plain text. */
export function optimalFailureText(spec: ModelSpec, { aim }: OptimalAnswer, precision: PrecisionSpec | null, failure: Failure): ReasonText {
    if (aim === 'budget' && failure.code === 'unreachable') {
        const cheapest = `the cheapest design costs ${formatCost(failure.best)}`;
        return {
            short: `${cheapest}, more than the budget`,
            long: `The budget buys no design: ${cheapest}. Raise the budget, or lower the prices.`
        };
    }
    return failureText(spec, failedGoal(null, precision), failure);
}
