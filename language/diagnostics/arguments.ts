/** Diagnostics about the arguments of laws, families and functions. */
import { error } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { remove, replaceWith, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { quoted, quotedList } from './wording.js';

/** A call as it would be right, and where the present one is. */
export interface Rewritten {
    at: TextRange;
    instead: string | undefined;
    /** Arguments that only begin the work. */
    stops?: readonly string[];
    /** A shorter form that means what is probably meant, such as `bernoulli`; it comes first. */
    simpler?: string | undefined;
    isSure?: boolean;
    /** A link was among the arguments. */
    isLink?: boolean;
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
    | ({ problem: 'too many' | 'link' | 'decimal comma'; form: string } & Partial<Rewritten>)
    | ({ problem: 'one argument'; function: string; of: 'number' | 'predictor' | 'parameter' } & Partial<Rewritten>)
    | ({ problem: 'random effects'; count: 1 | 2; form: string } & Partial<Rewritten>)
    | ({ problem: 'marginal' } & Partial<Rewritten>)
    | { problem: 'pair'; measure: string };

const argumentExamples = { number: '0.5', predictor: 'x', parameter: 'beta1' };

/** The call as it would be right: the author's own where it is known, otherwise its form. */
function writeInstead({ instead, stops = [], simpler }: Partial<Rewritten>, form: string): string {
    const text = simpler ?? instead;
    return `Write ${quoted(text ?? form)}${text !== undefined && stops.length > 0 && simpler === undefined ? ', for example' : ''}.`;
}

function argumentCount(fact: ArgumentCount): string {
    switch (fact.problem) {
        case 'missing':
            return `${quotedList(fact.names)} ${fact.names.length > 1 ? 'are' : 'is'} missing. ${writeInstead(fact, fact.form)}`;
        case 'too many':
            return `There is one argument too many. ${writeInstead(fact, fact.form)}`;
        case 'decimal comma':
            return `A number has a decimal point, not a comma. ${writeInstead(fact, fact.form)}`;
        case 'link':
            return `A link is written behind the family. ${writeInstead(fact, fact.form)}`;
        case 'one argument':
            return `${quoted(fact.function)} takes one argument. ${fact.instead === undefined ? `Write ${quoted(`${fact.function}(${argumentExamples[fact.of]})`)}, for example.` : writeInstead(fact, '')}`;
        case 'random effects':
            return `Name ${fact.count === 1 ? 'one random effect' : 'two random effects'} and their group. Write ${quoted(fact.form)}.`;
        case 'marginal':
            return `\`marginal\` takes one number, the mean response. ${fact.instead === undefined ? 'Write `marginal(0.30)`, for example.' : writeInstead(fact, '')}`;
        case 'pair':
            return `Name two random effects, as in ${quoted(`${fact.measure}(beta0, beta1) = …`)}. For more of them, write the whole matrix: \`covariance (…) = [[…]]\`.`;
    }
}

export const callArguments = {
    'unknown-argument': error({
        summary: 'A law or family has no argument with that name.',
        message: ({
            name,
            form,
            rewritten
        }: {
            name: string;
            form: string;
            nearest: string | undefined;
            rewritten?: Rewritten | undefined;
        }) => `There is no argument ${quoted(name)} here. Write ${quoted(rewritten?.instead ?? form)}.`,
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
        fix: fact => argumentFixes(fact),
        why: 'Laws and functions have no defaults: each argument is part of what you believe about the study.',
        remedy: 'Write the arguments that the message lists.',
        example: { text: exampleModel({ predictor: 'predictor x ~ Normal(0)' }), instead: exampleModel() }
    })
};
