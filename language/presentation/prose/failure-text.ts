/** Why a goal has no answer, in words. */
import type { Failure, OptimalAnswer, PowerAtAnswer, Required } from '../../../src-engine/result/design-answers.js';
import { mainFailure } from '../../../src-engine/result/failure.js';
import type { ModelSpec, PrecisionSpec } from '../../../src-engine/spec/model-spec.js';
import { askedQuantity } from '../choice/asked-quantity.js';
import { requestedAccuracy } from './accuracy-text.js';
import { formatCost, formatValue } from '../notation/numbers.js';
import { unitsOf } from './plural.js';
import { powerLimitText, reachLimitText } from './power-text.js';
import { reasonText, type ReasonText } from './reason-text.js';
import { nounOf, type SizeQuantity } from './size-text.js';
import { sentenceCase } from './sentence-case.js';

/** A goal that could not be reached. */
export interface FailedGoal {
    /** The quantity that is varied to reach the goal; null where the design is fixed. */
    quantity: SizeQuantity | null;
    /** Of a precision; null for a test. */
    precision: PrecisionSpec | null;
}

export function failedGoal(required: Required | null, precision: PrecisionSpec | null): FailedGoal {
    return { quantity: required, precision };
}

/** Why a goal has no number, in the accuracy in use, else in the one that the file asks for; null where it has one. */
export function failureOf(spec: ModelSpec, { using, failure }: Pick<Required, 'using' | 'failure'>): Failure | null {
    if (using !== null) {
        return failure[using];
    }
    return mainFailure([failure[requestedAccuracy(spec)], ...Object.values(failure)].filter(one => one !== null));
}

/** Why a test that asks for no number has no power in a model that does. Plain text; null where the model asks for none. */
export function withoutPower(spec: ModelSpec, atAnswer: PowerAtAnswer | null): string | null {
    const asked = askedQuantity(spec);
    if (asked === null) {
        return null;
    }
    return atAnswer?.failure
        ? failureText(spec, failedGoal(null, null), atAnswer.failure).long
        : reasonText({ code: 'unknown-value', what: asked.name }).long;
}

function unreachable(
    spec: ModelSpec,
    { quantity, precision }: FailedGoal,
    { best, stays }: Extract<Failure, { code: 'unreachable' }>
): ReasonText {
    const limit = precision
        ? `the interval can't be narrower than ${reachLimitText(precision.goal, best)}`
        : `power can't exceed ${powerLimitText(best)}`;
    if (quantity?.kind === 'effect') {
        const whatever = `${limit} as ${quantity.quantity} moves away from its null value`;
        return {
            short: whatever,
            long: `${sentenceCase(whatever)}. Choose a larger design, or a less demanding goal.`
        };
    }
    const remedies = (remedy: string): string => `${sentenceCase(remedy)}, or choose a less demanding goal.`;
    if (quantity === null) {
        // The search for the best design already varies all sizes that have a price, so nothing can be added.
        const whatever = stays === null ? limit : `${limit} however many ${stays === 'n' ? 'observations' : unitsOf(stays)} there are`;
        return { short: whatever, long: `${sentenceCase(whatever)}. ${remedies('change the design')}` };
    }
    const more = `${limit} with more ${nounOf(spec, quantity)}`;
    return stays === null
        ? { short: more, long: `${sentenceCase(more)}: a part of the variance remains. ${remedies('change the design')}` }
        : {
              short: `${more}: add ${unitsOf(stays)}`,
              long: `${sentenceCase(more)}: the variance between ${unitsOf(stays)} remains. ${remedies(`add ${unitsOf(stays)}`)}`
          };
}

const roughTexts: Record<Extract<Failure, { code: 'rough' }>['accuracy'], ReasonText> = {
    leading: {
        short: 'only the leading term is known',
        long: 'Only the leading term of the variance is known here. The true standard error differs from it by an unknown amount, so no power and no size follow from it.'
    },
    refined: {
        short: 'no reliable variance is known',
        long: 'No reliable variance is known here, because a group has too few events or its random effects vary too widely: the true standard error differs from the refined one by an unknown amount, so no power and no size follow from it.'
    },
    twoTerm: {
        short: 'only two terms are known',
        long: 'Only two terms of the variance are known here, and the refined form has no reliable value. The true standard error differs from them by an unknown amount, so no power and no size follow from them.'
    }
};

/** What would help, where something does. */
function roughText({ accuracy, exact }: Extract<Failure, { code: 'rough' }>): ReasonText {
    const { short, long } = roughTexts[accuracy];
    return exact?.code === 'not-computed' ? { short, long: `${long} ${reasonText(exact).long}` } : { short, long };
}

/** Words for why a goal has no answer. Plain text. */
export function failureText(spec: ModelSpec, goal: FailedGoal, failure: Failure): ReasonText {
    // The search for n ends earlier than that for units.
    const most = goal.quantity?.kind === 'n' ? '10¹²' : '10¹⁵';
    switch (failure.code) {
        case 'no-variance':
            return reasonText(failure.reason);
        case 'unreachable':
            return unreachable(spec, goal, failure);
        case 'too-large':
            return {
                short: `more than ${most} would be needed`,
                long: `More than ${most} would be needed. Choose a larger effect or a less demanding goal, or look for a misplaced decimal point.`
            };
        case 'stays-open': {
            const { short, long } = reasonText(failure.reason);
            const more = goal.quantity === null ? 'No size' : `No number of ${nounOf(spec, goal.quantity)}`;
            return { short: `no size helps: ${short}`, long: `${more} helps. ${long}` };
        }
        case 'at-null':
            return {
                short: 'the hypothesis holds at these values',
                long: 'The hypothesis holds at the values of this model, so no size reaches the power. Write the value of the effect that the test should detect.'
            };
        case 'wrong-sign':
            return {
                short: 'the effect has the other sign',
                long: 'The effect lies on the other side of the alternative, so more data lower the power. Change its sign, or test the other alternative.'
            };
        case 'power-below-level':
            return {
                short: 'the target power is not above the level',
                long: 'The target power is not above the level, which a test reaches without any data. Choose a larger power.'
            };
        case 'rough':
            return roughText(failure);
        case 'degrees-of-freedom':
            return {
                short: `${formatValue(failure.df, 3)} degrees of freedom`,
                long: `With reference ${failure.reference} there must be at least 1 degree of freedom; this design has ${formatValue(failure.df, 3)}. Add units.`
            };
        case 'not-in-hypothesis':
            return {
                short: `the hypothesis does not contain ${failure.effect}`,
                long: `The hypothesis does not contain ${failure.effect}, so its test can't be solved for that effect. Test the effect whose value is ?.`
            };
        case 'no-price':
            return {
                short: 'no size in this design has a price',
                long: `No unit and no observation has a price above 0, so a larger design is always better. Write the prices, such as ${priceExample(spec)}.`
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
            long: `The budget pays for no design: ${cheapest}. Raise the budget, or lower the prices.`
        };
    }
    return failureText(spec, failedGoal(null, precision), failure);
}
