import { isBudget, isCost, isPrecision, isTest, type Model } from '../generated/ast.js';
import { askedNumbers } from '../lowering/asked.js';
import { contrastsOf, testNumber } from '../lowering/goals.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { mainEffect } from './proposals.js';

/** A model can ask for one number. */
export const oneNumberMustBeAsked: Check<Model> = (_, context) => {
    const [first, ...others] = askedNumbers(context);
    for (const { mark, entry } of others) {
        const example = entry.$type === 'FixedEffect' ? '0.3' : entry.$type === 'Count' ? '50' : '20';
        context.report.add('asked-twice', mark, { example }, first && [rangeOf(first.mark)]);
    }
};

/** A `?` needs a goal that determines it. */
export const askedNumberMustHaveAGoal: Check<Model> = (_, context) => {
    const [asked] = askedNumbers(context);
    if (!asked) {
        return;
    }
    const tests = context.elements(isTest);
    // A budget is spent for the power of a test.
    const hasGoal =
        tests.some(test => testNumber(test, 'power')) ||
        context.elements(isPrecision).length > 0 ||
        (tests.length > 0 && context.elements(isCost).some(cost => cost.entries.some(isBudget)));
    if (!hasGoal) {
        const effect = asked.entry.$type === 'FixedEffect' ? asked.name : mainEffect(context)?.name;
        context.report.add('asked-without-goal', asked.mark, { hasTest: tests.length > 0, effect });
    }
};

/** A test determines the value of the effects that it contains. Intervals and costs hardly depend on them. */
export const askedEffectMustBeInTheGoal: Check<Model> = (_, context) => {
    const [asked] = askedNumbers(context);
    if (!asked || asked.entry.$type !== 'FixedEffect') {
        return;
    }
    const tests = context.elements(isTest).filter(test => testNumber(test, 'power'));
    const contrasts = tests.map(test => contrastsOf(test, context));
    const isClear = contrasts.every(contrast => contrast !== undefined);
    const isTested = contrasts
        .flat()
        .some(contrast => contrast?.coefficients.some(({ effect, coefficient }) => effect === asked.name && coefficient !== 0));
    const hasGoal =
        tests.length > 0 || context.elements(isPrecision).length > 0 || context.elements(isCost).some(cost => cost.entries.some(isBudget));
    if (hasGoal && isClear && !isTested) {
        context.report.add('asked-not-in-goal', asked.mark, { effect: asked.name });
    }
};
