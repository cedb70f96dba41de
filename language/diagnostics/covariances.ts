/** Diagnostics about correlations and covariances of random effects. */
import { error, warning } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { fillIn, possibleCovarianceFix, replaceWith, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { quoted, quotedList, shareHint, shareOf, shown } from './wording.js';

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

/** A covariance of two random effects that their standard deviations do not allow. */
export interface ImpossibleCovariance {
    /** `beta0, slope`. */
    effects: string;
    value: number;
    /** The value as it is written. */
    text: string;
    /** The product of the standard deviations. */
    most: number;
    keyword: TextRange;
}

/** A covariance matrix with an eigenvalue that is not positive. `impossible`: the pairs that are the cause by themselves. */
export interface ImpossibleMatrix {
    group: string;
    smallestEigenvalue: number;
    impossible: readonly ImpossibleCovariance[];
}

function notPositiveDefinite({ group, smallestEigenvalue, impossible: [first] }: ImpossibleMatrix): string {
    if (!first) {
        return `The covariance matrix of ${quoted(group)} is not positive definite: its smallest eigenvalue is ${shown(smallestEigenvalue)}. Bring the correlations nearer to 0.`;
    }
    const { effects, value, text, most } = first;
    const bound = shown(Number(most.toPrecision(3)));
    const correlation =
        Math.abs(value) < 1 ? ` For a correlation of ${shown(value)} write ${quoted(`correlation(${effects}) = ${text}`)}.` : '';
    return `With the standard deviations in ${quoted(group)}, the covariance of ${quotedList(effects.split(', '))} must be between -${bound} and ${bound}, but is ${shown(value)}.${correlation}`;
}

function covarianceFixes({ group, impossible }: ImpossibleMatrix): Fixes {
    const correlations = impossible
        .filter(({ value }) => Math.abs(value) < 1)
        .map(({ effects, text, keyword }) => {
            const title = `Make it a correlation: "correlation(${effects}) = ${text}"`;
            return { kind: 'replace', title, text: 'correlation', at: keyword } as const;
        });
    return [...correlations, possibleCovarianceFix(group)];
}

const slopes = { fixedA: 'fixed A { beta0: 1 = 0.5; beta1: x = 0.3 }', fixedB: '' };

export const covariances = {
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
        spoilsNumbers: true,
        summary: 'A covariance matrix is not positive definite.',
        message: notPositiveDefinite,
        fix: covarianceFixes,
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
        fix: ({ group }) => possibleCovarianceFix(group),
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
    })
};
