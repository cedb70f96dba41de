/** Why a number is missing, in words. */
import type { Reason } from '../../../src-engine/result/reason.js';
import { ofInverseInformation } from '../../../src-engine/one-factor/infinite-second-terms.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { codeSpan, escapeMarkdown } from '../notation/markdown.js';
import { formatValue } from '../notation/numbers.js';
import { list } from './enumeration.js';
import { sentenceCase } from './sentence-case.js';

/** The relative error at which the first digit is not certain. */
const noDigit = 0.5;

export interface ReasonText {
    /** A few words for a lens or a table. Plain text. */
    short: string;
    /** The reason in full, and what to do about it. Plain text. */
    long: string;
}

const structures: Record<Extract<Reason, { code: 'structure' }>['structure'], ReasonText> = {
    crossed: {
        short: 'no formula for three crossed groups',
        long: 'There is no formula for three or more crossed groups, unless the response is Gaussian with identity link.'
    },
    levels: {
        short: 'no formula for nested and crossed groups',
        long: 'There is no formula for groups that are nested in one another and crossed with others, unless the response is Gaussian with identity link.'
    },
    'unequal-sizes': {
        short: 'no formula for unequal group sizes',
        long: 'This version has no formula for groups of unequal size. Write one number for n, such as the mean size.'
    },
    marginal: {
        short: 'marginal(…) is not solved',
        long: 'This version does not solve marginal(…) for the intercept. Write the intercept as a number.'
    },
    empirical: {
        short: 'data files are not read here',
        long: 'Data files are not read here. Write a law with numbers, such as Normal(mean, sd) with the mean and sd of the column.'
    }
};

/** Why an accuracy has no formula: for a table, and as the end of a sentence. */
const withoutFormula: Record<Extract<Reason, { code: 'no-formula' }>['structure'], ReasonText> = {
    crossed: { short: 'not for crossed effects', long: 'for crossed random effects, unless the response is Gaussian with identity link' },
    levels: { short: 'not for several levels', long: 'for this nesting, unless the response is Gaussian with identity link' },
    'variance-components': {
        short: 'not for these variances',
        long: 'for variances of random effects in this structure'
    },
    singular: { short: 'the information is singular', long: 'where the information of a group is singular' },
    'heavy-tails': { short: 'a weight that varies too much', long: 'where the information varies between observations as much as here' },
    'many-observations': { short: 'only formulas for many observations', long: 'here: the formulas hold for many observations' },
    dispersion: { short: 'not for φ', long: 'for the dispersion φ' },
    'delta-method': {
        short: 'delta method: for many observations',
        long: 'of functions of the estimates that are not linear: the delta method holds for many observations'
    }
};

const formulaNames: Record<Accuracy, string> = {
    leading: 'leading terms',
    twoTerm: 'two-term variances',
    refined: 'refined variances',
    exact: 'exact variances'
};

function noFormula({ accuracy, structure }: Extract<Reason, { code: 'no-formula' }>): ReasonText {
    const { short, long } = withoutFormula[structure];
    return { short, long: `There are no ${formulaNames[accuracy]} ${long}.` };
}

function sentence(text: string): string {
    const trimmed = text.trim();
    return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function infiniteMoment({ predictors, group, detail }: Extract<Reason, { code: 'infinite-moment' }>): ReasonText {
    const over = predictors.length > 0 ? list(predictors) : `the random effects${group === null ? '' : ` of ${group}`}`;
    const finding = `an expectation over ${over} is infinite`;
    const remedy = detail.startsWith('a term grows too fast')
        ? ' Choose a law without values near it, or another term.'
        : predictors.length > 0
          ? ' Choose a law with a lighter or bounded tail, or a smaller effect.'
          : detail === ofInverseInformation
            ? // It is infinite for every variance of the intercepts, and the refined and exact variances do without it.
              ''
            : ' Choose smaller standard deviations for the random slopes.';
    const isFormula = /^E .* is infinite$/.test(detail);
    return {
        short: isFormula ? detail : finding,
        long: `${sentence(isFormula ? detail : `${sentenceCase(finding)}${detail === '' ? '' : `: ${detail}`}`)} So this variance does not exist.${remedy}`
    };
}

function infiniteOverSamples({ least }: Extract<Reason, { code: 'infinite-over-samples' }>): ReasonText {
    const opening =
        'Over all samples of the predictors the mean of the variance is infinite, because some samples hardly determine the effects';
    return least === null
        ? {
              short: 'infinite mean over samples',
              long: `${opening}: the number of observations in an arm can be small. Give the arms by each instead of a law to see the exact variance.`
          }
        : { short: `infinite mean below n = ${least}`, long: `${opening}. Plan at least ${least} observations.` };
}

function notIdentified(reason: Extract<Reason, { code: 'not-identified' }>): ReasonText {
    const { group, shared, around } = reason;
    switch (shared) {
        case 'everything':
            return {
                short: `one answer in each unit of ${group}`,
                long: `Each unit of ${group} has one answer of yes or no, which tells nothing about its variance, and without this variance nothing about the effects. Plan two or more observations in a unit, or remove random ${group}.`
            };
        case 'dispersion':
            return {
                short: `one observation in each unit of ${group}`,
                long: `Each unit of ${group} has one observation, so no data can tell its variance from the dispersion. Plan two or more observations in a unit, or remove random ${group}.`
            };
        case 'units':
            return {
                short: `one unit of ${group} in each of ${around}`,
                long: `Each unit of ${around} holds one unit of ${group}, so no data can tell their variances apart. Plan two or more units of ${group}, or remove random ${group}.`
            };
        case 'observations':
            return {
                short: 'too few observations',
                long: `The study has no more observations than fixed effects (${reason.effects}), which then fit each of them, so nothing is left that shows the dispersion. Plan more observations.`
            };
        case 'effects':
            return {
                short: `too few units of ${group}`,
                long: `${reason.effects === 1 ? 'One fixed effect varies' : `${reason.effects} fixed effects vary`} between the units of ${group}, and the study has no more units than that, so nothing is left that shows their variance. Plan more units of ${group}.`
            };
    }
}

const notEnumerated: Record<Extract<Reason, { code: 'not-enumerated' }>['because'], ReasonText> = {
    values: {
        short: 'predictors take too many values',
        long: 'The power holds for many observations. An exact power is a sum over all outcomes, and here predictors take too many values for that. Check the design by simulation.'
    },
    outcomes: {
        short: 'too many outcomes to sum over',
        long: 'The power holds for many observations. An exact power is a sum over all outcomes, and here there are too many of them. Check the design by simulation.'
    },
    response: {
        short: 'the response is no count',
        long: 'The power holds for many observations. An exact power is a sum over all outcomes, and this response takes a continuum of values. Check the design by simulation.'
    },
    sizes: {
        short: 'outcomes need whole numbers',
        long: 'The power holds for many observations. An exact power is a sum over all outcomes, and that needs a fixed whole number of observations, with whole trials, at each value of the predictors.'
    }
};

function collinear(effects: readonly string[]): ReasonText {
    const [first] = effects;
    return effects.length === 1
        ? {
              short: `the term of ${first} is 0`,
              long: `The term of ${first} is 0 for all values of the predictors that can be expected, so its effect can't be estimated. Leave it out, or change its term or the law.`
          }
        : {
              short: `${list(effects)} are collinear`,
              long: `The terms of ${list(effects)} are linearly dependent, so their effects can't be estimated separately. Leave one of them out.`
          };
}

/** Words for why a number is missing. */
export function reasonText(reason: Reason): ReasonText {
    switch (reason.code) {
        case 'unknown-value':
            return {
                short: `${reason.what} has no number`,
                long: `${reason.what} has no number yet. Write one to see the results.`
            };
        case 'structure':
            return structures[reason.structure];
        case 'infinite-moment':
            return infiniteMoment(reason);
        case 'infinite-over-samples':
            return infiniteOverSamples(reason);
        case 'link-domain':
            return {
                short: 'η leaves the domain of the link',
                long: `${sentence(reason.detail)} The ${reason.link === '' ? '' : `${reason.link} `}link has no mean there. Choose a link that is valid for every η, such as the default link.`
            };
        case 'collinear':
            return collinear(reason.effects);
        case 'not-positive-definite':
            return {
                short: `Σ of ${reason.group} is not positive definite`,
                long: `The covariance matrix of the random effects of ${reason.group} is not positive definite: its smallest eigenvalue is ${formatValue(reason.smallestEigenvalue, 3)}. Choose smaller correlations.`
            };
        case 'not-identified':
            return notIdentified(reason);
        case 'accuracy':
            return {
                short: 'the integral is too inaccurate',
                long: `An integral is too inaccurate, even with as many points as are allowed: ${
                    reason.reached === null || reason.reached >= noDigit
                        ? 'no digit of it is certain.'
                        : `its relative error may be ${formatValue(reason.reached, 1)}.`
                }`
            };
        case 'not-finite':
            return {
                short: 'a number is out of range',
                long: `A number is out of range: ${sentence(reason.detail)} Check the values of the model and the arguments of the laws.`
            };
        case 'factor-of-zero':
            return {
                short: `${reason.of} is 0`,
                long: `${reason.of} is 0, so no factor leads from it to the ends of an interval. Write a half-width instead: precision ${reason.of} halfwidth 0.1.`
            };
        case 'wrong-block':
            return {
                short: `${reason.effect} is in the wrong block`,
                long: `${reason.effect} is in the wrong block of fixed effects. Move it to the other block.`
            };
        case 'invalid':
            return {
                short: 'the model is not valid',
                long: sentence(`The model is not valid${reason.detail === '' ? '' : `: ${reason.detail}`}`)
            };
        case 'no-formula':
            return noFormula(reason);
        case 'not-enumerated':
            return notEnumerated[reason.because];
        case 'not-computed':
            return {
                short: 'needs a simulation',
                long: 'The exact variance needs a simulation here. To run it, write using exact, or run glmm analyze with --exact.'
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
