/** Diagnostics about places that need a number, a list or the name of a parameter. */
import { error } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { fillIn, replaceWith, surelyReplaceWith, type Fix, type Fixes } from './fix.js';
import { functionList, meantFunctionFixes, unknownFunction, type MeantFunction } from './functions.js';
import type { TextRange } from './text-place.js';
import { quoted } from './wording.js';

/** What the text has instead of a number. */
export type NotANumber =
    /** `contents`: what stands between the brackets, where that alone would be right. */
    /** `factor`: where the term of the effect is, and the term that a list of values needs. */
    | { found: 'list'; contents: string | undefined; factor: { at: TextRange; instead: string } | undefined }
    | { found: 'comparison'; of: 'numbers' | 'parameters' }
    | { found: 'level of a constant'; name: string }
    | { found: 'predictor'; name: string }
    /** `each 0/1`. */
    | { found: 'divided points'; points: string }
    /** `marginal`, `var`, …: known, but for other places. */
    | { found: 'function of effects'; function: string }
    | ({ found: 'unknown function'; function: string } & MeantFunction)
    /** On the right of a hypothesis; `instead`: the hypothesis with everything on the left. */
    | { found: 'parameter'; instead: string };

const functionsOfNumbers = 'log, exp, sqrt, abs, logit, expit, probit, normcdf, OR, RR, pct';

function oneNumber(contents: string | undefined): Fix[] {
    return [surelyReplaceWith(contents) ?? []].flat();
}

function numberFixes(fact: NotANumber): Fixes {
    switch (fact.found) {
        case 'list':
            return fact.factor
                ? [{ ...replaceWith(fact.factor.instead)!, at: fact.factor.at }, ...oneNumber(fact.contents)]
                : surelyReplaceWith(fact.contents);
        case 'level of a constant':
            return replaceWith(fact.name);
        case 'divided points':
            return replaceWith(fact.points);
        case 'unknown function':
            return meantFunctionFixes(fact, fact.function);
        case 'parameter':
            return { ...surelyReplaceWith(fact.instead)!, within: 'Hypothesis' };
        default:
            return null;
    }
}

function notANumber(fact: NotANumber): string {
    switch (fact.found) {
        case 'list':
            return `This must be a number, not a list. ${fact.factor ? `Write ${quoted(fact.factor.instead)} as the term for an effect of each value, or a single number.` : 'Write a single number.'}`;
        case 'comparison':
            return fact.of === 'numbers'
                ? 'This must be a number, not a comparison. Comparisons belong in terms, as in `fixed B { late: year > 2 = 0 }`.'
                : 'Parameters cannot be compared. Write a formula of them, such as `beta1 - beta2`.';
        case 'level of a constant':
            return `${quoted(fact.name)} is a number and has no levels. Write ${quoted(fact.name)}.`;
        case 'predictor':
            return `This must be a number, but ${quoted(fact.name)} is a predictor. Write one number that holds for all observations.`;
        case 'divided points':
            return `This is a quotient, and a predictor needs two values or more. Write ${quoted(`each ${fact.points}`)}.`;
        case 'function of effects':
            return fact.function === 'marginal'
                ? '`marginal(…)` must be the whole value of an intercept. Write `beta0: 1 = marginal(0.30)`.'
                : `This must be a number. ${quoted(`${fact.function}(…)`)} belongs in \`derive\` and \`precision\`.`;
        case 'unknown function':
            return unknownFunction(fact, `Functions of numbers: ${functionList(functionsOfNumbers)}.`);
        case 'parameter':
            return `The right side of a hypothesis must be a number. Write ${quoted(fact.instead)}.`;
    }
}

/** The form that a place needs instead of a single expression. `effect`: one that it can name; `keyword`: where `derive` is. */
export type EffectNeeded =
    | { place: 'derived quantity'; keyword: TextRange }
    | { place: 'precision'; effect: string | undefined }
    | { place: 'function'; function: string; form: string };

function effectFixes(fact: EffectNeeded): Fixes {
    switch (fact.place) {
        case 'derived quantity':
            return { kind: 'replace', title: 'Make it a constant', text: 'let', at: fact.keyword };
        case 'precision':
            return fact.effect === undefined ? null : fillIn(fact.effect);
        case 'function':
            return null;
    }
}

function zeros(dimensions: number): string {
    return `[${Array.from({ length: dimensions }, () => '0').join(', ')}]`;
}

function identity(dimensions: number): string {
    const rows = Array.from({ length: dimensions }, (_, i) => Array.from({ length: dimensions }, (_, j) => (i === j ? '1' : '0')));
    return `[${rows.map(row => `[${row.join(', ')}]`).join(', ')}]`;
}

export const numbers = {
    'number-expected': error({
        summary: 'Something that is not a number is written where a number is needed.',
        message: notANumber,
        fix: fact => numberFixes(fact),
        why: 'Values, counts and arguments are numbers that must be known before anything is computed.',
        remedy: 'Write a number, or an expression of numbers and `let` constants.',
        example: { text: exampleModel({ fixedB: 'fixed B { beta1: x = [0.3, 0.5] }' }), instead: exampleModel() }
    }),
    'list-expected': error({
        summary: 'A list or a matrix of numbers is needed.',
        message: ({ of }: { of: 'vector' | 'matrix'; dimensions: number }) =>
            of === 'vector'
                ? 'This must be a list of numbers. Write `[0, 0]`, for example.'
                : 'This must be a square matrix. Write `[[1, 0.3], [0.3, 1]]`, for example.',
        fix: ({ of, dimensions }) => (dimensions > 0 ? fillIn(of === 'vector' ? zeros(dimensions) : identity(dimensions)) : null),
        why: 'A law of several predictors needs a mean for each of them and a covariance for each pair.',
        remedy: 'Write one number for each predictor in the mean, and one row for each in the matrix.',
        example: {
            text: exampleModel({
                predictor: 'predictor (x, z) ~ MvNormal(0, [[1, 0.3], [0.3, 1]])',
                fixedB: 'fixed B { beta1: x = 0.3; beta2: z = 0.3 }'
            }),
            instead: exampleModel({
                predictor: 'predictor (x, z) ~ MvNormal([0, 0], [[1, 0.3], [0.3, 1]])',
                fixedB: 'fixed B { beta1: x = 0.3; beta2: z = 0.3 }'
            })
        }
    }),
    'effect-expected': error({
        summary: 'The name of an effect or of another parameter is needed.',
        message: (fact: EffectNeeded) => {
            switch (fact.place) {
                case 'derived quantity':
                    return 'A derived quantity needs a parameter, such as `exp(beta1)`. A number alone is a `let` constant.';
                case 'precision':
                    return 'A precision needs a parameter. Write `precision beta1 halfwidth 0.1`, for example.';
                case 'function':
                    return `${quoted(fact.function)} takes names of effects. Write ${quoted(fact.form)}.`;
            }
        },
        fix: fact => effectFixes(fact),
        why: 'A number that is known has no standard error, so there is nothing to compute.',
        remedy: 'Name a fixed effect, a variance such as `var(beta0 | clinic)`, or a formula of them.',
        example: {
            text: exampleModel({ goal: 'precision 0.3 halfwidth 0.1' }),
            instead: exampleModel({ goal: 'precision beta1 halfwidth 0.1' })
        }
    })
};
