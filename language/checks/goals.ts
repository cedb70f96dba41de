import type { Contrast } from '../../src-engine/spec/model-spec.js';
import {
    isAlternative,
    isUnknown,
    type Budget,
    type Derived,
    type Hypothesis,
    type Precision,
    type PrecisionOption,
    type Price,
    type ReferenceLaw,
    type Test,
    type TestNumber
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { quantitiesOf } from '../lowering/quantities-of.js';
import { designEntries } from '../lowering/design.js';
import { parameterNamed } from '../lowering/factor-effects.js';
import { valueOf } from '../lowering/fixed-effects.js';
import { contrastsOf, isKnownNotLinear, jointlyTested, testNumber } from '../lowering/goals.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOfPart, textOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { isPositive, isShare, numberMust } from './numbers.js';
import { mainEffect } from './proposals.js';

export const probabilityMustBeAShare: Check<TestNumber> = (option, context) => {
    numberMust(option.value, isShare, 'probability-out-of-range', value => ({ name: option.name, value }), context);
};

/** A hypothesis is a linear form of fixed effects that equals a number. */
export const hypothesisMustBeLinear: Check<Hypothesis> = (hypothesis, context) => {
    const isJoint = jointlyTested(hypothesis.contrast, context) !== undefined;
    const form = isJoint ? undefined : quantitiesOf(context).contrast(hypothesis.contrast);
    const value = quantitiesOf(context).contrast(hypothesis.value);
    const isTurned = form?.coefficients.size === 0 && value !== undefined && value.coefficients.size > 0;
    if (form && form.coefficients.size === 0 && !isTurned) {
        context.report.add('contrast-not-linear', hypothesis.contrast, { text: null, effect: mainEffect(context)?.name });
    }
    if (value && value.coefficients.size > 0) {
        const [left, right] = [textOf(hypothesis.contrast), textOf(hypothesis.value)];
        const proposal = isTurned ? `${right} = ${left}` : `${left} - ${hypothesis.value.$type === 'Reference' ? right : `(${right})`} = 0`;
        context.report.add('number-expected', hypothesis.value, { found: 'parameter', instead: proposal });
    }
};

export const jointTestMustBeTwoSided: Check<Test> = (test, context) => {
    const option = test.options.filter(isAlternative).find(one => one.alternative !== 'two-sided');
    const isJoint = test.hypotheses.length > 1 || (contrastsOf(test, context)?.length ?? 0) > 1;
    if (isJoint && option) {
        context.report.add('alternative-not-possible', option, { alternative: option.alternative });
    }
};

/** The contrast at the model's values minus its null value. Undefined where one of them is not known. */
function distanceFromNull(contrast: Contrast, context: ModelContext): { distance: number; scale: number } | undefined {
    let distance = -contrast.value;
    let scale = Math.abs(contrast.value);
    for (const { effect: name, coefficient } of contrast.coefficients) {
        const parameter = parameterNamed(name, context);
        const value = parameter && valueOf(parameter, context);
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

/** At its null value a test rejects with probability alpha, whatever the size of the study. */
export const testShouldNotBeAtItsNull: Check<Test> = (test, context) => {
    const distances = contrastsOf(test, context)?.map(contrast => distanceFromNull(contrast, context)) ?? [];
    const isAtNull = distances.length > 0 && distances.every(one => one !== undefined && Math.abs(one.distance) <= negligible * one.scale);
    if (!isAtNull) {
        return;
    }
    const { counts, sizes } = designEntries(context);
    const asksForSize = [...counts, ...sizes].some(({ value }) => isUnknown(unwrapped(value)));
    const where = { node: test, part: { property: 'hypotheses', index: 0 } };
    const effect = contrastsOf(test, context)?.flatMap(({ coefficients }) => coefficients)[0]?.effect;
    const alternative = test.options.find(isAlternative)?.alternative;
    const example = alternative === 'less' ? '-0.3' : '0.3';
    context.report.add(asksForSize && testNumber(test, 'power') ? 'size-for-null' : 'test-at-null', where, { effect, example });
};

/** Every test has the power alpha without any data. */
export const powerMustExceedTheLevel: Check<Test> = (test, context) => {
    const alphaText = testNumber(test, 'alpha');
    const power = context.number(testNumber(test, 'power'));
    const alpha = alphaText ? context.number(alphaText) : 0.05;
    if (power !== undefined && alpha !== undefined && isShare(power) && isShare(alpha) && power <= alpha) {
        context.report.add('power-below-level', testNumber(test, 'power')!, { power, level: alpha });
    }
};

/** Where the effect has the other sign than the alternative, more data lower the power. */
export const effectMustPointToTheAlternative: Check<Test> = (test, context) => {
    const alternative = test.options.find(isAlternative)?.alternative;
    const [contrast, another] = contrastsOf(test, context) ?? [];
    if (!contrast || another || !testNumber(test, 'power') || (alternative !== 'greater' && alternative !== 'less')) {
        return;
    }
    const found = distanceFromNull(contrast, context);
    if (found && (alternative === 'greater' ? -1 : 1) * found.distance > negligible * found.scale) {
        context.report.add('effect-points-away', { node: test, part: { property: 'hypotheses', index: 0 } }, { alternative });
    }
};

/** Kenward and Roger's test exists for linear models only. */
export const kenwardRogerMustBeGaussian: Check<ReferenceLaw> = (option, context) => {
    if (option.law === 'kr' && isKnownNotLinear(context)) {
        context.report.add('reference-not-possible', option);
    }
};

export const precisionMustHaveOneGoal: Check<Precision> = (precision, context) => {
    const goals = precision.options.filter(({ name }) => name === 'halfwidth' || name === 'factor');
    const target = quantitiesOf(context).quantity(precision.target);
    if (target?.op === 'number') {
        context.report.add('effect-expected', precision.target, { place: 'precision', effect: mainEffect(context)?.name });
    }
    if (precision.target && goals.length === 0) {
        context.report.add('precision-without-goal', precision.target, { factor: target?.op === 'covariance' });
    } else if (new Set(goals.map(({ name }) => name)).size > 1) {
        context.report.add('stands-twice', goals[1]!, { what: 'half-width and factor' });
    }
};

export const precisionOptionMustBeInRange: Check<PrecisionOption> = (option, context) => {
    switch (option.name) {
        case 'halfwidth':
            numberMust(option.value, isPositive, 'precision-out-of-range', value => ({ option: 'halfwidth', value }), context);
            break;
        case 'factor':
            numberMust(
                option.value,
                value => value > 1,
                'precision-out-of-range',
                value => ({ option: 'factor', value }),
                context
            );
            break;
        case 'level':
            numberMust(option.value, isShare, 'probability-out-of-range', value => ({ name: 'level', value }), context);
            break;
    }
};

export const derivedMustHaveAMeaning: Check<Derived> = (derived, context) => {
    const quantity = quantitiesOf(context).definition(derived);
    if (quantity?.op === 'number') {
        context.report.add('effect-expected', derived.value, {
            place: 'derived quantity',
            keyword: rangeOfPart(derived, { keyword: 'derive' })
        });
    }
};

export const priceMustNotBeNegative: Check<Price> = (price, context) => {
    numberMust(
        price.price,
        value => value >= 0,
        'cost-out-of-range',
        value => ({ what: 'price', value }),
        context
    );
};

export const budgetMustBePositive: Check<Budget> = (budget, context) => {
    numberMust(budget.value, isPositive, 'cost-out-of-range', value => ({ what: 'budget', value }), context);
};
