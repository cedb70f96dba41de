/** Diagnostics about random effects: variances, correlations and groups. */
import { error, hint, information, warning } from './diagnostic.js';
import { addEntry, fillIn, moveTo, possibleCovariance, remove, replaceWith, type Fixes } from './fix.js';
import { shareFix } from './number-fixes.js';
import type { TextRange } from './text-place.js';
import { exampleModel } from './example-model.js';
import { quoted, quotedList, shareHint, shareOf, shown } from './wording.js';

/** A variance or standard deviation that is not positive: of an entry, or in the diagonal of a matrix. */
export type NotPositive = { measure: 'sd' | 'variance'; value: number } | { row: number; value: number };

export const measureNames = { sd: 'standard deviation', variance: 'variance' };

/** Why an intraclass correlation has no meaning. */
export type MisplacedIcc = { effect: string; problem: 'slope' | 'beside slopes' | 'family' | 'gaussian link' };

function misplacedIcc(fact: MisplacedIcc): string {
    switch (fact.problem) {
        case 'slope':
            return `\`icc\` is for a random intercept, but ${quoted(fact.effect)} is a slope. Write \`sd\` or \`variance\`.`;
        case 'beside slopes':
            return '`icc` has no meaning beside a random slope, because the correlation then depends on the predictor. Write `sd` or `variance`.';
        case 'family':
            return '`icc` is for gaussian responses, and for bernoulli and binomial ones with logit, probit or cloglog. Write `sd` or `variance`.';
        case 'gaussian link':
            return '`icc` is for gaussian responses with the identity link. Write `sd` or `variance`.';
    }
}

export type RandomTwice =
    | { problem: 'effect'; effect: string; group: string }
    | { problem: 'same effect'; effect: string; other: string | undefined }
    | { problem: 'pair' };

export type MissingRandomEffect = { effect: string; group: string } & (
    { isDeclaration: true; nearest: string | undefined } | { isDeclaration: false; known: readonly string[] }
);

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

export type MatrixProblem =
    | { problem: 'size'; rows: number; effects: number }
    | { problem: 'symmetry'; row: number; column: number; value: number; other: number; at: TextRange };

/** A number that is no correlation. */
export interface UnlikelyCorrelation {
    value: number;
    /** Whether it can be the covariance. */
    canBeCovariance: boolean;
    keyword: TextRange;
}

function correlationFixes({ value, canBeCovariance, keyword }: UnlikelyCorrelation): Fixes {
    const sign = value < 0 ? '-' : '';
    const share = Math.abs(value) < 2 ? undefined : shareOf(Math.abs(value));
    if (share !== undefined) {
        return replaceWith(sign + share);
    }
    const covariance = { kind: 'replace', title: 'Make it a covariance', text: 'covariance', at: keyword } as const;
    return [...(canBeCovariance ? [covariance] : []), { ...fillIn(`${sign}0.9`), title: `Replace with "${sign}0.9"` }];
}

const slopes = { fixedA: 'fixed A { beta0: 1 = 0.5; beta1: x = 0.3 }', fixedB: '' };

/** An infinite expectation over predictors or, where there are none, over random effects. `detail`: why, as the engine says it. */
export interface InfiniteMoment {
    predictors: readonly string[];
    group: string | null;
    detail: string;
}

function infiniteMoment({ predictors, group, detail }: InfiniteMoment): string {
    const isFormula = detail.startsWith('E ');
    const over = predictors.length > 0 ? quotedList(predictors) : `the random effects${group === null ? '' : ` of ${quoted(group)}`}`;
    const what = isFormula ? detail : `The expectation over ${over} is infinite${detail === '' ? '' : ` (${detail})`}`;
    const remedy = detail.startsWith('a term grows too fast')
        ? 'Choose a law without values near it, or another term.'
        : predictors.length > 0
          ? 'Choose a law with a lighter or bounded tail, or a smaller effect.'
          : 'Choose smaller standard deviations for the random slopes.';
    return `${what}, so the variance does not exist. ${remedy}`;
}

export const randomEffects = {
    'variance-not-positive': error({
        summary: 'A standard deviation or variance is 0 or less.',
        message: (fact: NotPositive) => {
            const name = 'row' in fact ? `The variance in row ${fact.row}` : `A ${measureNames[fact.measure]}`;
            const advice = 'measure' in fact && fact.value === 0 ? ' Remove the line if the effect does not vary.' : '';
            return `${name} must be greater than 0, but is ${shown(fact.value)}.${advice}`;
        },
        fix: fact =>
            'row' in fact ? null : fact.value < 0 ? replaceWith(shown(-fact.value)) : remove('Remove the random effect', 'RandomEffect'),
        why: 'At a variance of 0 the theory does not hold, and a negative one does not exist.',
        remedy: 'Write a positive number. If the effect does not vary between groups, remove its line.',
        example: { text: exampleModel({ random: 'random clinic { beta0 sd 0 }' }), instead: exampleModel() }
    }),
    'variance-out-of-range': error({
        summary: 'A standard deviation or variance is too small or too large to compute with.',
        message: ({ measure, value }: { measure: 'sd' | 'variance'; value: number }) =>
            `A ${measureNames[measure]} of ${shown(value)} is too ${value < 1 ? 'small' : 'large'} to compute with. Change the unit of measurement.`,
        fix: null,
        why: 'Products of such numbers leave the range of what a computer can represent.',
        remedy: 'Measure the response or the predictor in another unit.',
        example: { text: exampleModel({ random: 'random clinic { beta0 sd 1e-300 }' }), instead: exampleModel() }
    }),
    'icc-out-of-range': error({
        summary: 'An intraclass correlation is not between 0 and 1.',
        message: ({ value }: { value: number }) =>
            `An intraclass correlation must be between 0 and 1, but is ${shown(value)}.${shareHint(value)}`,
        fix: ({ value }) => shareFix(value, true),
        why: 'It is the share of the variance that lies between groups.',
        remedy: 'Write a number between 0 and 1, such as 0.05.',
        example: {
            text: exampleModel({ family: 'family bernoulli', random: 'random clinic { beta0 icc 5 }' }),
            instead: exampleModel({ family: 'family bernoulli', random: 'random clinic { beta0 icc 0.05 }' })
        }
    }),
    'icc-misplaced': error({
        summary: 'An intraclass correlation is not defined for this effect or family.',
        message: misplacedIcc,
        needsWholeModel: true,
        fix: ({ effect }) => ({ ...fillIn(`${effect} sd 0.5`, '0.5'), within: 'RandomEffect' }),
        why: 'An intraclass correlation needs a residual variance on the scale of the linear predictor. Only some families and links have one, and only for an intercept alone.',
        remedy: 'Write the standard deviation or the variance of the random effect.',
        example: { text: exampleModel({ random: 'random clinic { beta0 icc 0.05 }' }), instead: exampleModel() }
    }),
    'random-effect-twice': error({
        summary: 'A random effect, or a pair of them, is given twice.',
        message: (fact: RandomTwice) => {
            switch (fact.problem) {
                case 'effect':
                    return `${quoted(fact.effect)} already has a random effect in ${quoted(fact.group)}. Remove one of them.`;
                case 'same effect':
                    return `${quoted(fact.effect)} is named twice. Name two different random effects.`;
                case 'pair':
                    return 'This pair already has a correlation or covariance. Remove one of them.';
            }
        },
        related: fact => (fact.problem === 'effect' ? `The first ${quoted(fact.effect)}` : 'The first one'),
        fix: fact => (fact.problem === 'same effect' ? replaceWith(fact.other) : remove('Remove this one')),
        why: 'Each random effect has one variance in a group, and each pair one covariance.',
        remedy: 'Remove one of them.',
        example: { text: exampleModel({ random: 'random clinic { beta0 sd 0.8; beta0 sd 0.5 }' }), instead: exampleModel() }
    }),
    'random-effect-not-in-a': error({
        summary: 'A random effect belongs to a fixed effect of block B.',
        message: ({ effect }: { effect: string }) =>
            `${quoted(effect)} varies between units here, so it belongs in \`fixed A\`. Move it there, or remove its random effect.`,
        fix: ({ effect }) => ({ ...moveTo('A', effect), isSure: false }),
        why: 'An effect that varies between units is estimated with the precision of block A, which grows with the number of units.',
        remedy: 'Move the effect to `fixed A`; the quick fix does it.',
        example: {
            text: exampleModel({ random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3 }' }),
            instead: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3 }' })
        }
    }),
    'no-such-random-effect': error({
        summary: 'An effect has no random effect in the group.',
        message: (fact: MissingRandomEffect) =>
            `${quoted(fact.effect)} has no random effect in ${quoted(fact.group)}. ${
                fact.isDeclaration
                    ? `Add ${quoted(`${fact.effect} sd 0.5`)} to the block, or name another effect.`
                    : fact.known.length > 0
                      ? `Random effects there: ${fact.known.map(quoted).join(', ')}.`
                      : 'That group has no random effects.'
            }`,
        fix: fact =>
            fact.isDeclaration
                ? [addEntry('RandomEffects', `${fact.effect} sd 0.5`, '0.5'), replaceWith(fact.nearest) ?? []].flat()
                : replaceWith(fact.known[0]),
        needsWholeModel: true,
        why: 'Variances, correlations and covariances exist only between effects that vary in the group.',
        remedy: 'Add the random effect to the group, or name one that it has.',
        example: {
            text: exampleModel({ ...slopes, random: 'random clinic { beta1 sd 0.3; correlation(beta0, beta1) = 0.2 }' }),
            instead: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; correlation(beta0, beta1) = 0.2 }' })
        }
    }),
    'correlation-out-of-range': error({
        summary: 'A correlation is not between -1 and 1.',
        message: ({ value }: UnlikelyCorrelation) =>
            `A correlation must be between -1 and 1, but is ${shown(value)}.${shareHint(Math.abs(value) < 2 ? NaN : Math.abs(value))}`,
        fix: fact => correlationFixes(fact),
        why: 'At -1 or 1 one random effect is a multiple of the other, and the covariance matrix is singular.',
        remedy: 'Write a correlation between -1 and 1. For a covariance, write `covariance(…)`.',
        example: {
            text: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; correlation(beta0, beta1) = 1.2 }' }),
            instead: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; correlation(beta0, beta1) = 0.2 }' })
        }
    }),
    'matrix-does-not-fit': error({
        summary: 'A covariance matrix has the wrong size or is not symmetric.',
        message: (fact: MatrixProblem) =>
            fact.problem === 'size'
                ? `The matrix has ${fact.rows === 1 ? '1 row' : `${fact.rows} rows`}, but there are ${fact.effects} effects. Write a row and a column for each effect.`
                : `The matrix is not symmetric: row ${fact.row}, column ${fact.column} is ${shown(fact.value)}, but row ${fact.column}, column ${fact.row} is ${shown(fact.other)}. Write the same number at both places.`,
        fix: fact => (fact.problem === 'symmetry' ? { ...replaceWith(shown(fact.other))!, at: fact.at } : null),
        why: 'A covariance matrix has a row and a column for each random effect, and the covariance of two effects is the same in both orders.',
        remedy: 'Write one row for each effect, with the same number at both places of a pair.',
        example: {
            text: exampleModel({ ...slopes, random: 'random clinic { covariance (beta0, beta1) = [[0.64, 0.1], [0.2, 0.25]] }' }),
            instead: exampleModel({ ...slopes, random: 'random clinic { covariance (beta0, beta1) = [[0.64, 0.1], [0.1, 0.25]] }' })
        }
    }),
    'not-positive-definite': error({
        summary: 'A covariance matrix is not positive definite.',
        message: ({ group, smallestEigenvalue }: { group: string; smallestEigenvalue: number }) =>
            `The covariance matrix of ${quoted(group)} is not positive definite: its smallest eigenvalue is ${shown(smallestEigenvalue)}. Bring the correlations nearer to 0.`,
        fix: ({ group }) => possibleCovariance(group),
        why: 'Some combination of the random effects would have a variance of 0 or less. Correlations that are possible one by one need not be possible together.',
        remedy: 'Choose correlations nearer to 0, or take all of them from one fit.',
        example: {
            text: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; covariance(beta0, beta1) = 0.5 }' }),
            instead: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; covariance(beta0, beta1) = 0.1 }' })
        }
    }),
    'nearly-singular': warning({
        summary: 'A covariance matrix of random effects is nearly singular.',
        message: ({ group, smallestEigenvalue }: { group: string; smallestEigenvalue: number }) =>
            `The covariance matrix of ${quoted(group)} is nearly singular: the smallest eigenvalue of its correlations is ${Number(smallestEigenvalue.toPrecision(2))}. Bring the correlations nearer to 0, or remove a random effect.`,
        fix: ({ group }) => possibleCovariance(group),
        why: 'A fit of such data often ends with a singular matrix, and standard errors from theory are then too optimistic.',
        remedy: 'Check the correlations. If they are right, plan for a model with fewer random effects.',
        example: {
            text: exampleModel({
                ...slopes,
                family: 'family gaussian(phi = 1)',
                random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; correlation(beta0, beta1) = 0.9995 }'
            }),
            instead: exampleModel({
                ...slopes,
                family: 'family gaussian(phi = 1)',
                random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3; correlation(beta0, beta1) = 0.5 }'
            })
        }
    }),
    'constant-random-effect': error({
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
    }),
    'infinite-moment': error({
        summary: 'An expectation that the variances need is infinite.',
        message: infiniteMoment,
        fix: null,
        why: 'Rare, extreme values of a predictor or of a random slope would dominate every average, and no finite variance describes the estimates.',
        remedy: 'Choose a law with lighter tails or with bounds, a smaller effect, or a smaller standard deviation of the random slope.',
        example: {
            text: exampleModel({ predictor: 'predictor x ~ Exponential(2)', fixedB: 'fixed B { beta1: x = 2.11 }' }),
            instead: exampleModel({ predictor: 'predictor x ~ Uniform(0, 2)', fixedB: 'fixed B { beta1: x = 2.11 }' })
        }
    }),
    conjecture: information({
        summary: 'The leading terms rest on a conjecture.',
        message: ({ response }: { response: string }) =>
            `For crossed groups with a ${response} response the leading terms rest on a conjecture, not on a published theorem. The refined variances do not need it.`,
        needsWholeModel: true,
        fix: null,
        why: 'Nobody has proved the leading terms for this response, and at usual sizes they are far too small. The refined variances are derived in another way and agree with simulations.',
        remedy: 'Nothing. Use the refined variances, which are the default, and not `using leading`.',
        example: {
            text: exampleModel({
                random: 'random clinic { beta0 sd 0.8 }\nrandom item { beta0 sd 0.3 }',
                design: 'design { clinic = 40, item = 20, n = 5 }'
            }),
            instead: exampleModel({
                random: 'random clinic { beta0 sd 0.8 }\nrandom item in clinic { beta0 sd 0.3 }',
                design: 'design { clinic = 40, item = 20, n = 5 }'
            })
        }
    }),
    'measures-mixed': hint({
        summary: 'A block mixes standard deviations and variances.',
        message: (_: { other: 'sd' | 'variance' }) =>
            'This block mixes `sd` and `variance`. Use one of them throughout, so that the numbers can be compared.',
        fix: ({ other }) => ({
            kind: 'measure',
            title: `Write it as a ${measureNames[other]}`,
            measure: other
        }),
        why: '`sd 0.5` and `variance 0.25` mean the same, which is easy to misread.',
        remedy: 'Write all entries of the block with `sd`, or all with `variance`.',
        example: {
            text: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 variance 0.09 }' }),
            instead: exampleModel({ ...slopes, random: 'random clinic { beta0 sd 0.8; beta1 sd 0.3 }' })
        }
    })
};
