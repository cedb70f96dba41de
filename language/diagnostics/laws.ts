/** Diagnostics about the laws of predictors. */
import { error, replaceWith } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { knownWords, quoted, shown } from './wording.js';

/** An argument that is out of its range. */
export type ArgumentOutOfRange =
    /** `detail`: what would be right, as the engine says it, without a capital letter. */
    { law: string; detail: string } | { sizeArgument: string; value: number };

/** Names and dimensions that differ. */
export type NamesOfLaw =
    | { problem: 'one dimension'; law: string; first: string }
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

export const laws = {
    'unknown-law': error({
        summary: 'There is no law with that name.',
        message: ({
            name,
            isOfSizes,
            nearest,
            known
        }: {
            name: string;
            isOfSizes: boolean;
            nearest: string | undefined;
            known: readonly string[];
        }) =>
            isOfSizes
                ? `There is no law ${quoted(name)} for the number of observations. Write \`n ~ Poisson(20)\` or \`n ~ Sizes(mean = 20, cv = 0.4)\`.`
                : `Unknown law ${quoted(name)}. ${knownWords(nearest, 'Laws', known)}`,
        fix: ({ nearest }) => replaceWith(nearest),
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
        why: 'With these arguments the law does not exist, so neither do the variances.',
        remedy: 'Correct the argument. Laws have the parameters of R: `Gamma(shape, rate)`, `Normal(mean, sd)`.',
        example: { text: exampleModel({ predictor: 'predictor x ~ Normal(0, -1)' }), instead: exampleModel() }
    }),
    'probability-missing': error({
        summary: 'Some values of a law have a probability, others do not.',
        message: () =>
            'Some values have a probability and others do not. Give one to each, as in `Discrete(0: 0.3, 1: 0.7)`, or to none if all are equally likely.',
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
