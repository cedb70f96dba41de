import type { AstNode } from 'langium';
import { isBudget, isCost, isFixedEffects, isPrecision, isTest, type Model } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries } from '../lowering/design.js';
import { isAsked } from '../lowering/fixed-effects.js';
import { testNumber } from '../lowering/goals.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';

/** The places where the file asks for a number by `?`. */
export function askedPlaces(context: ModelContext): AstNode[] {
    const { counts, sizes } = designEntries(context);
    const values = [...counts, ...sizes].map(({ value }) => unwrapped(value));
    const effects = context.elements(isFixedEffects).flatMap(block => block.effects.filter(isAsked));
    return [...effects.map(effect => unwrapped(effect.value)), ...values].filter(value => value?.$type === 'Unknown');
}

/** One number of a model can be solved for. */
export const oneNumberMustBeAsked: Check<Model> = (_, context) => {
    const [first, ...others] = askedPlaces(context);
    for (const place of others) {
        context.report.add(
            'asked-twice',
            place,
            'One number of a model can be asked for by `?`; here is another one. Write a number here.',
            {
                related: first && [{ message: 'The first `?`', range: rangeOf(first) }]
            }
        );
    }
};

/** What is asked for needs a goal to be found by. */
export const askedNumberMustHaveAGoal: Check<Model> = (_, context) => {
    const [place] = askedPlaces(context);
    if (!place) {
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
            place,
            tests.length > 0
                ? '`?` needs a goal to be solved by: give the test a power, such as `power 0.9`.'
                : '`?` needs a goal to be solved by: add a `test … power 0.9`, a `precision`, or a `cost` with a budget.'
        );
    }
};
