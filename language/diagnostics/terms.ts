/** Diagnostics about the terms of effects. */
import { error } from './diagnostic.js';
import { fillIn, remove, replaceWith, surelyReplaceWith } from './fix.js';
import { interactionFix, type MeantInteraction } from './fixed-effects.js';
import { exampleModel } from './example-model.js';
import { domains } from './finite-values.js';
import { quoted, quotedList, shown } from './wording.js';

const arms = { predictor: 'predictor arm ~ Categorical(control: 0.5, drug: 0.5)', fixedB: 'fixed B { effect: arm[drug] = 0.3 }' };

/** An operation on predictors; `value`: one that its argument can have and that it does not take. */
export interface UndefinedOperation {
    text: string;
    operation: 'log' | 'sqrt' | 'logit' | 'probit' | '/' | '^';
    argument: string;
    value: number;
}

function undefinedTerm({ text, operation, argument, value }: UndefinedOperation): string {
    const can = `${quoted(argument)} can be ${shown(value)}`;
    const remedy = 'Choose a law without such values, or another term.';
    switch (operation) {
        case '/':
            return `${quoted(text)} divides by 0 for some values of the predictors: ${can}. ${remedy}`;
        case '^':
            return value < 0
                ? `${quoted(text)} has no value for some values of the predictors: ${can}, and a negative number needs a whole exponent. ${remedy}`
                : `${quoted(text)} is infinite for some values of the predictors: ${can}. ${remedy}`;
        default:
            return `${quoted(text)} has no finite value for some values of the predictors: ${can}, but ${quoted(operation)} needs ${domains[operation]}. ${remedy}`;
    }
}

/** `example`: the term of one level; `levels`: the term of all of them, where the place can have it. */
export interface LevelExpected {
    name: string;
    example: string;
    levels: string | null;
    /** Whether the effect has a list of values. */
    isList?: boolean;
}

export const terms = {
    'chained-comparison': error({
        summary: 'Two comparisons are chained.',
        message: ({ instead }: { instead: string }) => `Comparisons cannot be chained. Write ${quoted(instead)}.`,
        fix: ({ instead }) => surelyReplaceWith(instead),
        why: '`0 < x < 1` would compare the result of the first comparison, 0 or 1, with 1, which is hardly ever meant.',
        remedy: 'Multiply the two comparisons; the product is 1 where both hold.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: 0 < x < 1 = 0.3 }' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: (0 < x) * (x < 1) = 0.3 }' })
        }
    }),
    'no-levels': error({
        summary: 'A name without levels is written with brackets.',
        message: ({ name, of }: { name: string; of: 'predictor' | 'parameter' }) =>
            of === 'predictor'
                ? `${quoted(name)} has no levels, because its values are numbers. Write ${quoted(name)}, or a comparison such as ${quoted(`${name} > 0`)}.`
                : `${quoted(name)} has no levels, because it is a parameter. Write ${quoted(name)}.`,
        fix: ({ name }) => replaceWith(name),
        why: 'Brackets choose one level of a categorical predictor; other predictors and parameters have none.',
        remedy: 'Write the name alone. For a part of the values of a predictor, write a comparison.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x[high] = 0.3 }' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x > 0 = 0.3 }' })
        }
    }),
    'level-expected': error({
        summary: 'A categorical predictor is used without one of its levels.',
        message: ({ name, example, levels, isList = false }: LevelExpected) =>
            isList && levels !== null
                ? `${quoted(name)} is categorical, so an effect with a list of values needs all of its levels. Write ${quoted(levels)}.`
                : `${quoted(name)} is categorical, so a term needs one of its levels. Write ${quoted(example)}${levels === null ? '.' : `, for example, or ${quoted(levels)} for an effect of each.`}`,
        fix: ({ example, levels, isList = false }) => {
            const one = fillIn(example, example.slice(example.indexOf('[') + 1, example.lastIndexOf(']')));
            const all = levels === null ? [] : [replaceWith(levels)!];
            return isList ? [...all, one] : [one, ...all];
        },
        why: 'The levels have no order and no values. Each level except the reference level has its own effect.',
        remedy: 'Write a fixed effect for each level but one, the reference level.',
        example: { text: exampleModel({ ...arms, fixedB: 'fixed B { effect: arm = 0.3 }' }), instead: exampleModel(arms) }
    }),
    'unknown-level': error({
        summary: 'A categorical predictor has no level with that name.',
        message: ({ name, level, levels }: { name: string; level: string; levels: readonly string[]; nearest: string | undefined }) =>
            `${quoted(name)} has no level ${quoted(level)}. Its levels: ${levels.map(quoted).join(', ')}.`,
        fix: ({ nearest }) => replaceWith(nearest),
        why: 'The term would be 0 for every observation.',
        remedy: 'Use one of the levels that the law names.',
        example: { text: exampleModel({ ...arms, fixedB: 'fixed B { effect: arm[placebo] = 0.3 }' }), instead: exampleModel(arms) }
    }),
    collinear: error({
        summary: 'The terms of fixed effects are linearly dependent.',
        message: ({ effects, interaction }: { effects: readonly string[]; interaction?: MeantInteraction | undefined }) =>
            effects.length === 1
                ? `The term of ${quotedList(effects)} is 0 for all values of the predictors that can be expected, so the effect cannot be estimated. Remove it, or change its term or the law.`
                : `The terms of ${quotedList(effects)} are linearly dependent, so their effects cannot be estimated separately. ${interaction ? `For an interaction write ${quoted(interaction.interaction)}; otherwise remove` : 'Remove'} one of them.`,
        fix: ({ effects, interaction }) => [
            ...(interaction ? [interactionFix(interaction)] : []),
            remove(`Remove ${effects.at(-1)!}`, 'FixedEffect')
        ],
        why: 'No amount of data separates these effects: a change of one is undone by a change of the others. Their variances are infinite.',
        remedy: 'Remove one of the effects. With an intercept, a categorical predictor has an effect for each level but one.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = 0.3; beta2: 2 * x = 0.1 }' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x = 0.3; beta2: x^2 = 0.1 }' })
        }
    }),
    'undefined-term': error({
        spoilsNumbers: true,
        summary: 'A term has no finite value for some values of the predictors.',
        message: undefinedTerm,
        fix: null,
        why: 'The law of the predictor gives such values with a positive probability, and the linear predictor would have no value for these observations.',
        remedy: 'Choose a law whose values the function takes, or another term: `log(1 + x)` or `sqrt(abs(x))`, for example.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: log(x) = 0.3 }' }),
            instead: exampleModel({ predictor: 'predictor x ~ LogNormal(0, 1)', fixedB: 'fixed B { beta1: log(x) = 0.3 }' })
        }
    })
};
