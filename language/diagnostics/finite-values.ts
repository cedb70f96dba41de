/** The diagnostic about expressions without a finite value. */
import { error } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { replaceWith, type Fixes } from './fix.js';
import { leastPercentage } from './number-fixes.js';
import { quoted, shareOf, shown } from './wording.js';

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

export const finiteValues = {
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
    })
};
