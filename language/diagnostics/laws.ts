/** Diagnostics about the laws of predictors. */
import { error } from './diagnostic.js';
import { fillIn, replaceWith, surelyReplaceWith, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { isSameWord } from '../knowledge/other-names.js';
import { exampleModel } from './example-model.js';
import { knownWords, quoted, shown } from './wording.js';

/** An argument that is out of its range. */
export type ArgumentOutOfRange =
    /** `detail`: what would be right, as the engine says it, without a capital letter. */
    | { law: string; detail: string; instead: string | undefined; at: TextRange | undefined; isSure: boolean }
    | { sizeArgument: string; value: number };

function lawFixes(fact: ArgumentOutOfRange): Fixes {
    if ('sizeArgument' in fact) {
        return fact.value < 0 ? replaceWith(shown(-fact.value)) : fillIn(fact.sizeArgument === 'cv' ? '0.4' : '20');
    }
    const fix = fact.isSure ? surelyReplaceWith(fact.instead) : replaceWith(fact.instead);
    return fix && { ...fix, ...(fact.at && { at: fact.at }) };
}

/** Names and dimensions that differ. */
export type NamesOfLaw =
    /** `instead`: a line for each of them. */
    | { problem: 'one dimension'; law: string; first: string; instead: string }
    | { problem: 'several dimensions'; dimensions: number; names: number }
    | { problem: 'no law' };

function namesOfLaw(fact: NamesOfLaw): string {
    switch (fact.problem) {
        case 'one dimension':
            return `${quoted(fact.law)} is the law of a single predictor. Write ${quoted(`predictor ${fact.first} ~ …`)}, or use \`MvNormal\` for several.`;
        case 'several dimensions':
            return `The law has ${fact.dimensions} dimensions, but there ${fact.names === 1 ? 'is 1 name' : `are ${fact.names} names`}. Name one predictor for each dimension.`;
        case 'no law':
            return 'Several predictors in parentheses need a joint law, such as `MvNormal`. Otherwise write a line for each of them.';
    }
}

function namesFixes(fact: NamesOfLaw): Fixes {
    return fact.problem === 'one dimension'
        ? { kind: 'replace', title: 'Write a line for each of them', text: fact.instead, within: 'Predictor' }
        : null;
}

export const laws = {
    'unknown-law': error({
        summary: 'There is no law with that name.',
        message: ({
            name,
            isOfSizes,
            nearest,
            known,
            whole,
            points
        }: {
            name: string;
            isOfSizes: boolean;
            nearest: string | undefined;
            known: readonly string[];
            /** The whole law, where more than its name is wrong. */
            whole?: string | undefined;
            /** For `x ~ c(0, 1)`: the `~` and the call, and the points. */
            points?: { at: TextRange; instead: string } | undefined;
        }) =>
            isOfSizes
                ? `There is no law ${quoted(name)} for the number of observations. Write ${whole === undefined ? '`n ~ Poisson(20)` or `n ~ Sizes(mean = 20, cv = 0.4)`' : quoted(`n ~ ${whole}`)}.`
                : points
                  ? `${quoted(name)} is no law. Write ${quoted(points.instead)} for points that every group has.`
                  : `Unknown law ${quoted(name)}. ${knownWords(nearest, 'Laws', known)}`,
        fix: ({ name, nearest, whole, points }) =>
            points
                ? { ...surelyReplaceWith(points.instead)!, at: points.at }
                : whole !== undefined
                  ? { ...replaceWith(whole)!, within: 'NamedLaw' }
                  : isSameWord(name, nearest)
                    ? surelyReplaceWith(nearest)
                    : replaceWith(nearest),
        why: 'The variances are expectations over the predictors, so each predictor needs a law.',
        remedy: 'Use one of the known laws. `Empirical` takes the law from a column of data.',
        example: { text: exampleModel({ predictor: 'predictor x ~ Gaussian(0, 1)' }), instead: exampleModel() }
    }),
    'law-argument-out-of-range': error({
        summary: "A law's argument is outside its range.",
        message: (fact: ArgumentOutOfRange) =>
            'law' in fact
                ? `The law ${quoted(fact.law)} is not valid: ${fact.detail}.`
                : `${quoted(fact.sizeArgument)} must be greater than 0, but is ${shown(fact.value)}.`,
        fix: fact => lawFixes(fact),
        why: 'With these arguments the law does not exist, so neither do the variances.',
        remedy: 'Correct the argument. Laws have the parameters of R: `Gamma(shape, rate)`, `Normal(mean, sd)`.',
        example: { text: exampleModel({ predictor: 'predictor x ~ Normal(0, -1)' }), instead: exampleModel() }
    }),
    'probability-missing': error({
        summary: 'Some values of a law have a probability, others do not.',
        message: (_: { text: string | undefined }) =>
            'Some values have a probability and others do not. Give one to each, as in `Discrete(0: 0.3, 1: 0.7)`, or to none if all are equally likely.',
        fix: ({ text }) => {
            const fix = replaceWith(text);
            return fix && { ...fix, within: 'Discrete' };
        },
        why: 'It is unclear how likely the other values are.',
        remedy: 'Give every value a probability, so that they sum to 1; or none, and all values are equally likely.',
        example: {
            text: exampleModel({ predictor: 'predictor x ~ Discrete(0: 0.3, 1)' }),
            instead: exampleModel({ predictor: 'predictor x ~ Discrete(0: 0.3, 1: 0.7)' })
        }
    }),
    'wrong-number-of-names': error({
        summary: 'A law has another number of dimensions than there are names.',
        message: namesOfLaw,
        fix: fact => namesFixes(fact),
        why: 'A law says how predictors vary together, so it needs exactly one name for each dimension.',
        remedy: 'Name one predictor for each dimension of the law.',
        example: {
            text: exampleModel({ predictor: 'predictor (x, z) ~ Normal(0, 1)', fixedB: 'fixed B { beta1: x = 0.3; beta2: z = 0.2 }' }),
            instead: exampleModel({
                predictor: 'predictor x ~ Normal(0, 1)\npredictor z ~ Normal(0, 1)',
                fixedB: 'fixed B { beta1: x = 0.3; beta2: z = 0.2 }'
            })
        }
    })
};
