/** Diagnostics about functions that a place does not know. */
import { isSameWord } from '../knowledge/other-names.js';
import { plannedFunction } from '../knowledge/planned.js';
import { error } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { replaceWith, surelyReplaceWith, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { notPossibleYet, quoted } from './wording.js';

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
    /** What to write, where it depends on the model. */
    advice?: string;
}

export function meantFunctionFixes({ at, nearest, lawAfter, instead }: MeantFunction, name: string): Fixes {
    if (lawAfter) {
        return { ...surelyReplaceWith('~')!, at: lawAfter };
    }
    if (instead !== undefined) {
        return { ...surelyReplaceWith(instead)!, at };
    }
    const fix = isSameWord(name, nearest) ? surelyReplaceWith(nearest) : replaceWith(nearest);
    return fix && { ...fix, at };
}

const functionsOfPredictors = 'log, exp, sqrt, abs, logit, expit, probit, normcdf';

export function functionList(names: string): string {
    return names.split(', ').map(quoted).join(', ');
}

/** What is wrong with an unknown function; `known`: the sentence that lists those that the place has. */
export function unknownFunction(
    { function: name, nearest, lawAfter, instead, advice }: MeantFunction & { function: string },
    known: string
): string {
    const planned = plannedFunction(name);
    if (planned) {
        return notPossibleYet(planned);
    }
    if (lawAfter) {
        return `${quoted(name)} is a law. Write \`~\` before it, not \`=\`.`;
    }
    const remedy =
        advice ??
        (instead !== undefined ? `Write ${quoted(instead)}.` : nearest === undefined ? known : `Did you mean ${quoted(nearest)}?`);
    return `Unknown function ${quoted(name)}. ${remedy}`;
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

export const functions = {
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
    })
};
