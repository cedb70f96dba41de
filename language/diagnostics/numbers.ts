/** Diagnostics about numbers, functions and arguments. */
import { error } from './diagnostic.js';
import { fillIn, remove, replaceWith, surelyReplaceWith, type Fixes } from './fix.js';
import { isSameWord } from '../knowledge/other-names.js';
import type { TextRange } from './text-place.js';
import { leastPercentage } from './number-fixes.js';
import { exampleModel } from './example-model.js';
import { plannedFunction } from '../knowledge/planned.js';
import { notPossibleYet, quoted, quotedList, shareOf, shown } from './wording.js';

/** What an unknown function can mean. */
export interface MeantFunction {
    /** Where its name is. */
    at: TextRange;
    /** The function that is meant; undefined where none is near. */
    nearest: string | undefined;
    /** The `=` before a law, which needs `~`. */
    lawAfter?: TextRange | undefined;
    /** What to write in place of the whole call, which is `at` then: the points of `c(0, 1)`. */
    instead?: string | undefined;
}

function meantFunctionFixes({ at, nearest, lawAfter, instead }: MeantFunction, name: string): Fixes {
    if (lawAfter) {
        return { ...surelyReplaceWith('~')!, at: lawAfter };
    }
    if (instead !== undefined) {
        return { ...surelyReplaceWith(instead)!, at };
    }
    const fix = isSameWord(name, nearest) ? surelyReplaceWith(nearest) : replaceWith(nearest);
    return fix && { ...fix, at };
}

/** What the text has instead of a number. */
export type NotANumber =
    /** `contents`: what stands between the brackets, where that alone would be right. */
    | { found: 'list'; contents: string | undefined }
    | { found: 'comparison'; of: 'numbers' | 'parameters' }
    | { found: 'level of a constant'; name: string }
    | { found: 'predictor'; name: string }
    /** `marginal`, `var`, …: known, but for other places. */
    | { found: 'function of effects'; function: string }
    | ({ found: 'unknown function'; function: string } & MeantFunction)
    /** On the right of a hypothesis; `instead`: the hypothesis with everything on the left. */
    | { found: 'parameter'; instead: string };

const functionsOfNumbers = 'log, exp, sqrt, abs, logit, expit, probit, normcdf, OR, RR, pct';
const functionsOfPredictors = 'log, exp, sqrt, abs, logit, expit, probit, normcdf';

function functionList(names: string): string {
    return names.split(', ').map(quoted).join(', ');
}

function unknownFunction({ function: name, nearest, lawAfter, instead }: MeantFunction & { function: string }, known: string): string {
    const planned = plannedFunction(name);
    if (planned) {
        return notPossibleYet(planned);
    }
    if (lawAfter) {
        return `${quoted(name)} is a law. Write \`~\` before it, not \`=\`.`;
    }
    const remedy = instead !== undefined ? `Write ${quoted(instead)}.` : nearest === undefined ? known : `Did you mean ${quoted(nearest)}?`;
    return `Unknown function ${quoted(name)}. ${remedy}`;
}

function numberFixes(fact: NotANumber): Fixes {
    switch (fact.found) {
        case 'list':
            return surelyReplaceWith(fact.contents);
        case 'level of a constant':
            return replaceWith(fact.name);
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
            return 'This must be a number, not a list. Write a single number.';
        case 'comparison':
            return fact.of === 'numbers'
                ? 'This must be a number, not a comparison. Comparisons belong in terms, as in `fixed B { late: year > 2 = 0 }`.'
                : 'Parameters cannot be compared. Write a formula of them, such as `beta1 - beta2`.';
        case 'level of a constant':
            return `${quoted(fact.name)} is a number and has no levels. Write ${quoted(fact.name)}.`;
        case 'predictor':
            return `This must be a number, but ${quoted(fact.name)} is a predictor. Write one number that holds for all observations.`;
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

/** A part of an expression that depends on parameters, and its value in the model. */
export interface Argument {
    text: string;
    value: number;
}

/** Why an expression has no finite value; `text`: how it is written, `argument`: the part that is responsible, if it depends on parameters. */
export type NotFinite =
    | { problem: 'literal' }
    | { problem: 'overflow'; text: string }
    | { problem: 'division by zero'; text: string; argument?: Argument | undefined }
    | { problem: 'zero to a negative power'; text: string; argument?: Argument | undefined }
    | { problem: 'fractional power of a negative number'; text: string; argument?: Argument | undefined }
    | { problem: 'domain'; text: string; function: string; argument?: Argument | undefined }
    /** The value is finite, its derivative by a parameter is not. */
    | { problem: 'derivative'; text: string; argument?: Argument | undefined };

/** `: b2 - b1 is 0 at the values of the model`. */
function because(argument: Argument | undefined): string {
    return argument === undefined ? '' : `: ${quoted(argument.text)} is ${shown(argument.value)} at the values of the model`;
}

/** A function of a plain number. */
const callOfNumber = /^(\w+)\(\s*([0-9.]+)\s*\)$/;

/** A probability that was meant in per cent: `logit(30)` is `logit(0.30)`. */
function finiteFixes(fact: NotFinite): Fixes {
    const [, name = '', argument] = fact.problem === 'domain' ? (callOfNumber.exec(fact.text) ?? []) : [];
    const share = argument === undefined || !domains[name]?.endsWith('between 0 and 1') ? undefined : shareOf(Number(argument));
    return share === undefined ? null : { ...replaceWith(`${name}(${share})`)!, isSure: Number(argument) >= leastPercentage };
}

/** The requirement of a function on its argument. */
export const domains: Record<string, string> = {
    log: 'a number greater than 0',
    sqrt: 'a number of 0 or more',
    logit: 'a number between 0 and 1',
    probit: 'a number between 0 and 1',
    OR: 'a number greater than 0',
    RR: 'a number greater than 0',
    pct: 'a percentage greater than -100'
};

const largest = '1.8e308';

function notFinite(fact: NotFinite): string {
    switch (fact.problem) {
        case 'literal':
            return `This number is too large. The largest is ${largest}.`;
        case 'overflow':
            return `${quoted(fact.text)} is too large. The largest number is ${largest}.`;
        case 'division by zero':
            return `${quoted(fact.text)} divides by 0${because(fact.argument)}. Divide by another number.`;
        case 'zero to a negative power':
            return `${quoted(fact.text)} is infinite${because(fact.argument)}. 0 needs an exponent of 0 or more.`;
        case 'fractional power of a negative number':
            return `${quoted(fact.text)} has no value${because(fact.argument)}. A negative number needs a whole exponent.`;
        case 'domain': {
            const needed = domains[fact.function];
            const [fix] = [finiteFixes(fact) ?? []].flat();
            const share = fix?.kind === 'replace' ? ` Write ${quoted(fix.text)}.` : '';
            return needed === undefined
                ? `${quoted(fact.text)} is too large${because(fact.argument)}. The largest number is ${largest}.`
                : `${quoted(fact.text)} has no finite value${because(fact.argument)}. ${quoted(fact.function)} needs ${needed}.${share}`;
        }
        case 'derivative':
            return `${quoted(fact.text)} has no finite derivative${because(fact.argument)}. Without one it has no standard error: choose another quantity.`;
    }
}

/** A function that a place does not know, or that does not take what it is given. */
export interface UnsuitableFunction {
    function: string;
    of: 'predictors' | 'parameters';
    /** It is a function of numbers alone. */
    takesNumber: boolean;
    meant: MeantFunction;
    /** The hypothesis about the effect itself: `beta1 = 0` for `OR(beta1) = 1`. */
    linear?: string | undefined;
}

function functionFixes({ function: name, takesNumber, meant, linear }: UnsuitableFunction): Fixes {
    if (linear !== undefined) {
        return { ...surelyReplaceWith(linear)!, within: 'Hypothesis' };
    }
    return takesNumber ? null : meantFunctionFixes(meant, name);
}

/** A call as it would be right, and where the present one is. */
export interface Rewritten {
    at: TextRange;
    instead: string | undefined;
    /** Arguments that only begin the work. */
    stops?: readonly string[];
    /** A shorter form that means what is probably meant, such as `bernoulli`; it comes first. */
    simpler?: string | undefined;
    isSure?: boolean;
}

function argumentFixes(fact: ArgumentCount): Fixes {
    if (!('at' in fact) || !fact.at) {
        return fact.problem === 'too many' ? remove('Remove the last argument', 'Argument') : null;
    }
    const { at, instead, stops = [], simpler, isSure = false } = fact;
    const whole = instead === undefined ? [] : [{ ...replaceWith(instead)!, stops, isSure, at }];
    return simpler === undefined ? whole : [{ ...replaceWith(simpler)!, at }, ...whole];
}

/** Arguments that are missing or too many. `form`: how the call is written. */
export type ArgumentCount =
    | ({ problem: 'missing'; names: readonly string[]; form: string } & Rewritten)
    | ({ problem: 'too many'; form: string } & Partial<Rewritten>)
    | ({ problem: 'one argument'; function: string; of: 'number' | 'predictor' | 'parameter' } & Partial<Rewritten>)
    | ({ problem: 'random effects'; count: 1 | 2; form: string } & Partial<Rewritten>)
    | { problem: 'marginal' }
    | { problem: 'pair'; measure: string };

const argumentExamples = { number: '0.5', predictor: 'x', parameter: 'beta1' };

function argumentCount(fact: ArgumentCount): string {
    switch (fact.problem) {
        case 'missing':
            return `${quotedList(fact.names)} ${fact.names.length > 1 ? 'are' : 'is'} missing. Write ${quoted(fact.form)}.`;
        case 'too many':
            return `There is one argument too many. Write ${quoted(fact.form)}.`;
        case 'one argument':
            return `${quoted(fact.function)} takes one argument. Write ${quoted(`${fact.function}(${argumentExamples[fact.of]})`)}, for example.`;
        case 'random effects':
            return `Name ${fact.count === 1 ? 'one random effect' : 'two random effects'} and their group. Write ${quoted(fact.form)}.`;
        case 'marginal':
            return '`marginal` takes one number, the mean response. Write `marginal(0.30)`, for example.';
        case 'pair':
            return `Name two random effects, as in ${quoted(`${fact.measure}(beta0, beta1) = …`)}. For more of them, write the whole matrix: \`covariance (…) = [[…]]\`.`;
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
    }),
    'not-finite': error({
        summary: 'An expression is infinite or has no value.',
        message: notFinite,
        fix: fact => finiteFixes(fact),
        why: 'Everything that depends on the number would be infinite or undefined, too. A derived quantity has its value at the values of the model, and its standard error needs its derivatives there.',
        remedy: 'Correct the expression so that its value is a finite number.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = log(-1.5) }' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x = log(1.5) }' })
        }
    }),
    'unknown-function': error({
        summary: 'A function is unknown, or does not take what it is given.',
        message: (fact: UnsuitableFunction) => {
            const one = fact.of === 'predictors' ? 'predictor' : 'parameter';
            return fact.takesNumber
                ? `${quoted(fact.function)} takes a number, not a ${one}. Use it in the value of an effect, as in \`beta1: x = OR(1.5)\`.`
                : unknownFunction(
                      { ...fact.meant, function: fact.function },
                      `Functions of ${fact.of}: ${functionList(functionsOfPredictors)}${fact.of === 'parameters' ? ', `var`, `sd`, `cov`, `corr`' : ''}.`
                  );
        },
        fix: fact => functionFixes(fact),
        why: 'The term or quantity has no meaning without the function.',
        remedy: 'Use one of the functions that the message lists. Numbers, predictors and parameters have their own functions.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: sin(x) = 0.3 }' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: expit(x) = 0.3 }' })
        }
    }),
    'unknown-argument': error({
        summary: 'A law or family has no argument with that name.',
        message: ({ name, form }: { name: string; form: string; nearest: string | undefined; rewritten?: Rewritten | undefined }) =>
            `There is no argument ${quoted(name)} here. Write ${quoted(form)}.`,
        fix: ({ nearest, rewritten }) =>
            rewritten?.instead === undefined
                ? replaceWith(nearest)
                : { ...replaceWith(rewritten.instead)!, at: rewritten.at, isSure: rewritten.isSure === true },
        why: 'An argument that is ignored would leave the law with another value than you wrote.',
        remedy: 'Use the names of the arguments, or write their values in order. They are those of R.',
        example: {
            text: exampleModel({ predictor: 'predictor x ~ Normal(mu = 0, sd = 1)' }),
            instead: exampleModel({ predictor: 'predictor x ~ Normal(mean = 0, sd = 1)' })
        }
    }),
    'duplicate-argument': error({
        summary: 'An argument is given twice.',
        message: ({ name }: { name: string }) => `${quoted(name)} is given twice. Remove one of them.`,
        fix: () => remove('Remove this one', 'Argument'),
        why: 'It would be unclear which of the two values counts.',
        remedy: 'Remove one of them.',
        example: { text: exampleModel({ predictor: 'predictor x ~ Normal(mean = 0, mean = 1, sd = 1)' }), instead: exampleModel() }
    }),
    'wrong-number-of-arguments': error({
        summary: 'An argument is missing, or there is one too many.',
        message: argumentCount,
        needsWholeModel: true,
        fix: fact => argumentFixes(fact),
        why: 'Laws and functions have no defaults: each argument is part of what you believe about the study.',
        remedy: 'Write the arguments that the message lists.',
        example: { text: exampleModel({ predictor: 'predictor x ~ Normal(0)' }), instead: exampleModel() }
    })
};
