import { isBudget, isCost, isPrecision, isTest, type Model } from '../generated/ast.js';
import { askedNumbers } from '../lowering/asked.js';
import { lowerHypothesis, testNumber } from '../lowering/goals.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';

/** One number of a model can be solved for. */
export const oneNumberMustBeAsked: Check<Model> = (_, context) => {
    const [first, ...others] = askedNumbers(context);
    for (const { mark } of others) {
        context.report.add(
            'asked-twice',
            mark,
            'One number of a model can be asked for by `?`; here is another one. Write a number here.',
            {
                related: first && [{ message: 'The first `?`', range: rangeOf(first.mark) }]
            }
        );
    }
};

/** What is asked for needs a goal to be found by. */
export const askedNumberMustHaveAGoal: Check<Model> = (_, context) => {
    const [asked] = askedNumbers(context);
    if (!asked) {
        return;
    }
    const tests = context.elements(isTest);
    const hasGoal =
        tests.some(test => testNumber(test, 'power')) ||
        context.elements(isPrecision).length > 0 ||
        context.elements(isCost).some(cost => cost.entries.some(isBudget));
    if (!hasGoal) {
        context.report.add(
            'asked-without-goal',
            asked.mark,
            tests.length > 0
                ? '`?` needs a goal to be solved by: give the test a power, such as `power 0.9`.'
                : '`?` needs a goal to be solved by: add a `test … power 0.9`, a `precision`, or a `cost` with a budget.'
        );
    }
};

/** The value of an effect is found by the tests that it is in: intervals and costs hardly depend on it. */
export const askedEffectMustBeInTheGoal: Check<Model> = (_, context) => {
    const [asked] = askedNumbers(context);
    if (!asked || asked.entry.$type !== 'FixedEffect') {
        return;
    }
    const tests = context.elements(isTest).filter(test => testNumber(test, 'power'));
    const contrasts = tests.flatMap(test => test.hypotheses.map(hypothesis => lowerHypothesis(hypothesis, context)));
    const isClear = contrasts.every(contrast => contrast !== undefined);
    const isTested = contrasts.some(contrast =>
        contrast?.coefficients.some(({ effect, coefficient }) => effect === asked.name && coefficient !== 0)
    );
    const hasGoal =
        tests.length > 0 || context.elements(isPrecision).length > 0 || context.elements(isCost).some(cost => cost.entries.some(isBudget));
    if (hasGoal && isClear && !isTested) {
        context.report.add(
            'asked-not-in-goal',
            asked.mark,
            `The value of \`${asked.name}\` is found by a test of it: add \`test ${asked.name} = 0 power 0.9\`, or write a number here.`
        );
    }
};
