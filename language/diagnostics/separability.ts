/** Diagnostics about variances that no data can tell apart. */
import { error, warning } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { remove } from './fix.js';
import { quoted, quotedList } from './wording.js';

/** A group whose units have one observation each; `shared`: what its variance cannot be told apart from. */
export interface SingleObservation {
    group: string;
    shared: 'dispersion' | 'everything';
}

/** Each unit of the group `around` holds one unit of `group`. */
export interface SingleUnit {
    group: string;
    around: string;
}

/** Parameters of Σ that no data can tell apart; `remedy`: what has to go. */
export interface InseparableVariances {
    group: string;
    effect: string;
    parameters: readonly string[];
    remedy: 'covariance' | 'effect';
}

export const separability = {
    'constant-random-effect': error({
        spoilsNumbers: true,
        summary: 'Variances of random effects cannot be told apart, because a term does not vary within its group.',
        message: ({ effect, group, parameters, remedy }: InseparableVariances) =>
            `No data can tell ${quotedList(parameters)} apart, because the term of ${quoted(effect)} does not vary within a unit of ${quoted(group)}. ${remedy === 'covariance' ? `Leave out the covariances of ${quoted(effect)}.` : `Remove the random effect of ${quoted(effect)}, or give its term values with different squares, such as 0 and 1.`}`,
        fix: ({ effect, remedy }) =>
            remedy === 'effect'
                ? remove(`Remove the random effect of ${effect}`, 'RandomEffect')
                : { kind: 'independent', title: `Remove the covariances of ${effect}`, effect },
        why: 'Each unit has only one value of the term. Its data show one variance for each value, and the parameters must follow from these.',
        remedy: 'Leave out what the message names. An arm of 0 and 1 can have a variance of its own beside that of the intercept, without a covariance.',
        example: {
            text: exampleModel({
                predictor: 'predictor arm each 0, 1 per clinic',
                fixedA: 'fixed A { beta0: 1 = 0.5; effect: arm = 0.3 }',
                fixedB: '',
                random: 'random clinic { beta0 sd 0.8; effect sd 0.3; correlation(beta0, effect) = 0.2 }'
            }),
            instead: exampleModel({
                predictor: 'predictor arm each 0, 1 per clinic',
                fixedA: 'fixed A { beta0: 1 = 0.5; effect: arm = 0.3 }',
                fixedB: '',
                random: 'random clinic { beta0 sd 0.8; effect sd 0.3 }'
            })
        }
    }),
    'single-observation': warning({
        summary: 'Each unit of a group has one observation, which cannot show the variance between units.',
        message: ({ group, shared }: SingleObservation) =>
            shared === 'dispersion'
                ? `Each unit of ${quoted(group)} has one observation, so no data can tell its variance from the dispersion. Plan two or more observations in a unit, or remove \`random ${group}\`.`
                : `Each unit of ${quoted(group)} has one answer of yes or no, which tells nothing about its variance, and without this variance nothing about the effects. Plan two or more observations in a unit, or remove \`random ${group}\`.`,
        fix: null,
        why: 'A variance between units shows where observations of a unit are more alike than those of others. With one observation in each unit nothing can be compared.',
        remedy: 'Plan two or more observations in each unit. If there can be only one, remove the random effect.',
        example: {
            text: exampleModel({ family: 'family gaussian(phi = 1)', design: 'design { clinic = 200, n = 1 }' }),
            instead: exampleModel({ family: 'family gaussian(phi = 1)', design: 'design { clinic = 100, n = 8 }' })
        }
    }),
    'single-unit': warning({
        summary: 'Each unit of a group holds one unit of another, so their variances are one.',
        message: ({ group, around }: SingleUnit) =>
            `Each unit of ${quoted(around)} holds one unit of ${quoted(group)}, so no data can tell their variances apart. Plan two or more, or remove \`random ${group}\`.`,
        fix: null,
        why: 'The variance of the inner units shows where two of them in the same outer unit differ. With one in each, the data show only the sum of the two variances.',
        remedy: 'Plan two or more inner units in each outer one. If there can be only one, keep one of the two random effects, with the sum of their variances.',
        example: {
            text: exampleModel({
                random: 'random clinic { beta0 sd 0.8 }\nrandom ward in clinic { beta0 sd 0.3 }',
                design: 'design { clinic = 40, ward = 1, n = 20 }'
            }),
            instead: exampleModel({
                random: 'random clinic { beta0 sd 0.8 }\nrandom ward in clinic { beta0 sd 0.3 }',
                design: 'design { clinic = 40, ward = 2, n = 10 }'
            })
        }
    })
};
