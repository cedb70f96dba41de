/** Diagnostics about the variance of a random effect, in any of its measures. */
import { error, hint } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { fillIn, remove, replaceWith } from './fix.js';
import { shareFix } from './number-fixes.js';
import { quoted, shareHint, shown } from './wording.js';

/** A variance or standard deviation that is not positive: of an entry, or in the diagonal of a matrix. */
export type NotPositive = { measure: 'sd' | 'variance'; value: number } | { row: number; value: number };

export const measureNames = { sd: 'standard deviation', variance: 'variance' };

/** Why an intraclass correlation has no meaning. */
/** `instead`: the entry with the same correlation; null where none has it. */
export type MisplacedIcc = { effect: string; problem: 'slope' | 'beside slopes' | 'family' | 'gaussian link'; instead: string | null };

function misplacedIcc(fact: MisplacedIcc): string {
    switch (fact.problem) {
        case 'slope':
            return `\`icc\` is for a random intercept, but ${quoted(fact.effect)} is a slope. Write ${fact.instead === null ? '`sd` or `variance`' : quoted(fact.instead)}.`;
        case 'beside slopes':
            return `\`icc\` has no meaning beside a random slope, because the correlation then depends on the predictor. Write ${
                fact.instead === null
                    ? '`sd` or `variance`'
                    : `${quoted(fact.instead)}, which gives this correlation where the predictor is 0`
            }.`;
        case 'family':
            return '`icc` is for gaussian responses, and for bernoulli and binomial ones with logit, probit or cloglog. Write `sd` or `variance`.';
        case 'gaussian link':
            return '`icc` is for gaussian responses with the identity link. Write `sd` or `variance`.';
    }
}

const slopes = { fixedA: 'fixed A { beta0: 1 = 0.5; beta1: x = 0.3 }', fixedB: '' };

export const variances = {
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
        fix: ({ effect, instead, problem }) =>
            instead !== null
                ? { ...replaceWith(instead)!, within: 'RandomEffect' }
                : problem === 'slope'
                  ? null
                  : { ...fillIn(`${effect} sd 0.5`, '0.5'), within: 'RandomEffect' },
        why: 'An intraclass correlation needs a residual variance on the scale of the linear predictor. Only some families and links have one, and only for an intercept alone.',
        remedy: 'Write the standard deviation or the variance of the random effect.',
        example: { text: exampleModel({ random: 'random clinic { beta0 icc 0.05 }' }), instead: exampleModel() }
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
