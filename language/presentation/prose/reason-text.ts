/** Why a number is missing, in words. */
import type { Reason } from '../../../src-engine/result/reason.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { codeSpan, escapeMarkdown } from '../notation/markdown.js';
import { formatValue } from '../notation/numbers.js';
import { list } from './enumeration.js';

export interface ReasonText {
    /** For a lens or a table: a few words that stand alone. Plain text. */
    short: string;
    /** What is missing, and what to do about it. Plain text. */
    long: string;
}

const structures: Record<Extract<Reason, { code: 'structure' }>['structure'], ReasonText> = {
    crossed: {
        short: 'no formula for crossed effects yet',
        long: 'For crossed random effects there is no formula in this version.'
    },
    levels: {
        short: 'no formula for several levels yet',
        long: 'For several levels of nesting there is no formula in this version.'
    },
    'unequal-sizes': {
        short: 'no formula for a law of n yet',
        long: 'For groups of unequal size there is no formula in this version. With a number for n, the mean size, there is one.'
    },
    marginal: {
        short: 'marginal(…) is not solved yet',
        long: 'Solving marginal(…) for the intercept is not in this version. Write the intercept as a number.'
    },
    empirical: {
        short: 'data files are not read here',
        long: 'Data files are not read here. Write a law with numbers, such as Normal(mean, sd) with those of the column.'
    }
};

/** Where an accuracy has no formula: for a table, and at the end of a sentence. */
const withoutFormula: Record<Extract<Reason, { code: 'no-formula' }>['structure'], ReasonText> = {
    crossed: { short: 'not for crossed effects', long: "for crossed random effects with a response that isn't Gaussian" },
    levels: { short: 'not for several levels', long: "for several levels of nesting with a response that isn't Gaussian" },
    'variance-components': {
        short: 'not for these variances',
        long: 'for variances of random effects in this structure'
    },
    singular: { short: 'the information is singular', long: 'where the information of a group is singular' },
    'heavy-tails': { short: 'a weight that varies too much', long: 'where the weight of an observation varies as much as here' },
    dispersion: { short: 'not for φ', long: 'for the dispersion φ' }
};

/** The refined form of variances takes ten observations in a group. */
const withoutRefined: ReasonText = {
    short: 'not for these variances',
    long: 'for variances of random effects where a group has fewer than 10 observations'
};

const formulaNames: Record<Accuracy, string> = {
    leading: 'leading terms',
    twoTerm: 'two terms',
    refined: 'refined variances',
    exact: 'exact variances'
};

function noFormula({ accuracy, structure }: Extract<Reason, { code: 'no-formula' }>): ReasonText {
    const { short, long } = structure === 'variance-components' && accuracy === 'refined' ? withoutRefined : withoutFormula[structure];
    return { short, long: `${capitalized(formulaNames[accuracy])} don't exist ${long}.` };
}

function sentence(text: string): string {
    const trimmed = text.trim();
    return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function infiniteMoment({ predictors, group, detail }: Extract<Reason, { code: 'infinite-moment' }>): ReasonText {
    const over = predictors.length > 0 ? list(predictors) : `the random effects${group === null ? '' : ` of ${group}`}`;
    const finding = `an expectation over ${over} is infinite`;
    const remedy =
        predictors.length > 0
            ? 'Choose a law with a lighter or bounded tail, or a smaller effect.'
            : 'Choose smaller standard deviations for the random slopes.';
    const isFormula = /^E .* is infinite$/.test(detail);
    return {
        short: isFormula ? detail : finding,
        long: `${sentence(isFormula ? detail : `${capitalized(finding)}${detail === '' ? '' : `: ${detail}`}`)} So the variance does not exist. ${remedy}`
    };
}

function capitalized(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Words for why a number is missing. */
export function reasonText(reason: Reason): ReasonText {
    switch (reason.code) {
        case 'unknown-value':
            return {
                short: `${reason.what} is asked for (?)`,
                long: `${reason.what} is asked for (?). Write a number there to see what it gives.`
            };
        case 'structure':
            return structures[reason.structure];
        case 'infinite-moment':
            return infiniteMoment(reason);
        case 'link-domain':
            return {
                short: 'η leaves the domain of the link',
                long: `${sentence(reason.detail)} The ${reason.link === '' ? '' : `${reason.link} `}link has no mean there. Choose a link that is valid for every η, such as the default one.`
            };
        case 'collinear':
            return {
                short: `${list(reason.effects)} are collinear`,
                long: `The terms of ${list(reason.effects)} are linearly dependent, so their effects can't be told apart. Leave one of them out.`
            };
        case 'not-positive-definite':
            return {
                short: `Σ of ${reason.group} is not positive definite`,
                long: `The covariance matrix of the random effects of ${reason.group} is not positive definite: its smallest eigenvalue is ${formatValue(reason.smallestEigenvalue, 3)}. Choose smaller correlations.`
            };
        case 'accuracy':
            return {
                short: 'the integral is too hard',
                long:
                    reason.reached === null
                        ? 'The integral did not reach its accuracy within its budget, and nothing of it is certain.'
                        : `The integral did not reach its accuracy within its budget: its relative error is ${formatValue(reason.reached, 1)}.`
            };
        case 'not-finite':
            return {
                short: 'a number is out of range',
                long: `A number is out of range: ${sentence(reason.detail)} Check the size of the values and of the laws' arguments.`
            };
        case 'wrong-block':
            return {
                short: `${reason.effect} is in the wrong block`,
                long: `${reason.effect} stands in the wrong block of fixed effects. Move it to the other one.`
            };
        case 'invalid':
            return {
                short: 'the model is not valid',
                long: sentence(`The model is not valid${reason.detail === '' ? '' : `: ${reason.detail}`}`)
            };
        case 'no-formula':
            return noFormula(reason);
        case 'not-computed':
            return {
                short: 'takes a simulation',
                long: 'The exact variance takes a simulation here, which nothing has asked for: write using exact, or run glmm analyze with --exact.'
            };
        case 'stopped':
            return { short: 'stopped', long: 'The computation was stopped before it ended. The next edit starts it again.' };
    }
}

/** `reasonText(reason).long` as Markdown. */
export function reasonMarkdown(reason: Reason): string {
    const { long } = reasonText(reason);
    return reason.code === 'unknown-value' ? long.replace(reason.what, () => codeSpan(reason.what)) : escapeMarkdown(long);
}
