import {
    isAlternative,
    isUnknown,
    type Budget,
    type Derived,
    type Hypothesis,
    type Precision,
    type PrecisionOption,
    type Price,
    type Test,
    type TestNumber
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries } from '../lowering/design.js';
import { isAsked, marginalCall } from '../lowering/fixed-effects.js';
import { lowerHypothesis, testNumber } from '../lowering/goals.js';
import { unwrapped } from '../lowering/terms.js';
import { textOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { isPositive, isShare, numberMust, shown } from './numbers.js';

export const probabilityMustBeAShare: Check<TestNumber> = (option, context) => {
    numberMust(
        option.value,
        isShare,
        'probability-out-of-range',
        value => `\`${option.name}\` is a probability between 0 and 1; here it is ${value}.`,
        context
    );
};

/** A hypothesis is a linear form of fixed effects that equals a number. */
export const hypothesisMustBeLinear: Check<Hypothesis> = (hypothesis, context) => {
    const form = context.quantities.contrast(hypothesis.contrast);
    const value = context.quantities.contrast(hypothesis.value);
    if (form && form.coefficients.size === 0) {
        context.report.add('contrast-not-linear', hypothesis.contrast, 'A test needs a fixed effect here, such as `beta1 = 0`.');
    }
    if (value && value.coefficients.size > 0) {
        const right = textOf(hypothesis.value);
        const proposal = `${textOf(hypothesis.contrast)} - ${hypothesis.value.$type === 'Reference' ? right : `(${right})`} = 0`;
        context.report.add('number-expected', hypothesis.value, `A number is due on the right: write \`${proposal}\`.`);
    }
};

export const jointTestMustBeTwoSided: Check<Test> = (test, { report }) => {
    const option = test.options.find(one => one.$type === 'Alternative' && one.alternative !== 'two-sided');
    if (test.hypotheses.length > 1 && option) {
        report.add(
            'alternative-not-possible',
            option,
            'A test of several hypotheses has no direction: leave this out, or test them one by one.'
        );
    }
};

/** The contrast at the believed values less the null value; undefined where one of them is not known. */
function distanceFromNull(hypothesis: Hypothesis, context: ModelContext): { distance: number; scale: number } | undefined {
    const contrast = lowerHypothesis(hypothesis, context);
    if (!contrast) {
        return undefined;
    }
    let distance = -contrast.value;
    let scale = Math.abs(contrast.value);
    for (const { effect: name, coefficient } of contrast.coefficients) {
        const effect = context.names.effects.get(name);
        const value = effect && !isAsked(effect) && !marginalCall(effect) ? context.number(effect.value) : undefined;
        if (value === undefined) {
            return undefined;
        }
        distance += coefficient * value;
        scale += Math.abs(coefficient * value);
    }
    return { distance, scale };
}

/** A distance from the null that is no more than rounding. */
const negligible = 1e-12;

/** At its null value a test rejects with probability alpha whatever the size: no count reaches a power. */
export const testShouldNotBeAtItsNull: Check<Test> = (test, context) => {
    const distances = test.hypotheses.map(hypothesis => distanceFromNull(hypothesis, context));
    const isAtNull = distances.length > 0 && distances.every(one => one !== undefined && Math.abs(one.distance) <= negligible * one.scale);
    if (!isAtNull) {
        return;
    }
    const { counts, sizes } = designEntries(context);
    const asksForSize = [...counts, ...sizes].some(({ value }) => isUnknown(unwrapped(value)));
    const where = { node: test, part: { property: 'hypotheses', index: 0 } };
    if (asksForSize && testNumber(test, 'power')) {
        context.report.add(
            'size-for-null',
            where,
            'The hypothesis holds at the values of this model, so no size reaches the power. Give the effect the value that the test is to find.'
        );
    } else {
        context.report.add(
            'test-at-null',
            where,
            'The hypothesis holds at the values of this model, so the power is alpha. Give the effect the value that the test is to find.'
        );
    }
};

/** Every test rejects with probability alpha without any data. */
export const powerMustExceedTheLevel: Check<Test> = (test, context) => {
    const alphaText = testNumber(test, 'alpha');
    const power = context.number(testNumber(test, 'power'));
    const alpha = alphaText ? context.number(alphaText) : 0.05;
    if (power !== undefined && alpha !== undefined && isShare(power) && power <= alpha) {
        context.report.add(
            'power-below-level',
            testNumber(test, 'power')!,
            `The power to reach, ${shown(power)}, is no larger than the level ${shown(alpha)}, which every test has without data. Choose a larger power.`
        );
    }
};

/** Where an effect points away from the alternative, more data make the power smaller. */
export const effectMustPointToTheAlternative: Check<Test> = (test, context) => {
    const alternative = test.options.find(isAlternative)?.alternative;
    const [hypothesis, another] = test.hypotheses;
    if (!hypothesis || another || !testNumber(test, 'power') || (alternative !== 'greater' && alternative !== 'less')) {
        return;
    }
    const found = distanceFromNull(hypothesis, context);
    if (found && (alternative === 'greater' ? -1 : 1) * found.distance > negligible * found.scale) {
        context.report.add(
            'effect-points-away',
            { node: test, part: { property: 'hypotheses', index: 0 } },
            `The values of this model make the contrast ${alternative === 'greater' ? 'less' : 'greater'} than its null value, so no size reaches the power. Change the sign of the effect, or write \`${alternative === 'greater' ? 'less' : 'greater'}\`.`
        );
    }
};

export const precisionMustHaveOneGoal: Check<Precision> = (precision, context) => {
    const goals = precision.options.filter(({ name }) => name === 'halfwidth' || name === 'factor');
    const target = context.quantities.quantity(precision.target);
    if (target?.op === 'number') {
        context.report.add('effect-expected', precision.target, 'A parameter is due here, such as `precision beta1 halfwidth 0.1`.');
    }
    if (precision.target && goals.length === 0) {
        context.report.add(
            'precision-without-goal',
            precision.target,
            'The precision to reach is missing: add `halfwidth 0.1` or `factor 1.5`.'
        );
    } else if (new Set(goals.map(({ name }) => name)).size > 1) {
        context.report.add('stands-twice', goals[1]!, 'A precision has a half-width or a factor, not both. Leave one of them out.');
    }
};

export const precisionOptionMustBeInRange: Check<PrecisionOption> = (option, context) => {
    switch (option.name) {
        case 'halfwidth':
            numberMust(
                option.value,
                isPositive,
                'precision-out-of-range',
                value => `A half-width must be greater than 0; it is ${value}.`,
                context
            );
            break;
        case 'factor':
            numberMust(
                option.value,
                value => value > 1,
                'precision-out-of-range',
                value => `A factor must be greater than 1; it is ${value}.`,
                context
            );
            break;
        case 'level':
            numberMust(
                option.value,
                isShare,
                'probability-out-of-range',
                value => `The level of an interval is between 0 and 1; here it is ${value}.`,
                context
            );
            break;
    }
};

export const derivedMustHaveAMeaning: Check<Derived> = (derived, context) => {
    const quantity = context.quantities.definition(derived);
    if (quantity?.op === 'number') {
        context.report.add(
            'effect-expected',
            derived.value,
            'A derived quantity needs a parameter, such as `exp(beta1)`; a number is a `let` constant.'
        );
    }
};

export const priceMustNotBeNegative: Check<Price> = (price, context) => {
    numberMust(
        price.price,
        value => value >= 0,
        'cost-out-of-range',
        value => `A price must be 0 or more; it is ${value}.`,
        context
    );
};

export const budgetMustBePositive: Check<Budget> = (budget, context) => {
    numberMust(budget.value, isPositive, 'cost-out-of-range', value => `A budget must be greater than 0; it is ${value}.`, context);
};
