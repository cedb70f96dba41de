/** Diagnostics about the accuracy of a file's numbers. */
import type { ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { Reason } from '../../src-engine/result/reason.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';
import { varianceName, variancesBy } from '../presentation/prose/accuracy-text.js';
import { standardErrorFrom, standardErrorText } from '../presentation/prose/confidence-interval.js';
import { list } from '../presentation/prose/enumeration.js';
import { formatPercent } from '../presentation/notation/numbers.js';
import { reasonText } from '../presentation/prose/reason-text.js';
import { sentenceCase } from '../presentation/prose/sentence-case.js';
import { differenceText, type Bounded } from '../presentation/tables/variance-comparison.js';
import type { FewDraws } from '../../src-engine/result/few-draws.js';
import type { UnevenGroups } from '../../src-engine/result/uneven-groups.js';
import { information, warning } from './diagnostic.js';
import { replaceWith } from './fix.js';
import { exampleModel } from './example-model.js';
import { quoted, quotedList, shown } from './wording.js';

/** A parameter whose leading term is too small. */
export interface Shortfall {
    parameter: ParameterAnalysis;
    /** The accuracy that shows it, and its variance. */
    better: Accuracy;
    larger: Bounded;
    leading: Bounded;
}

function leadingTooSmall({ parameter, better, larger, leading, others }: Shortfall & { others: number }): string {
    const more = differenceText(larger, leading);
    const howMuch = more.endsWith('times') ? `${more} as large` : `${more.replace('+', '')} larger`;
    const [se, leadingSe] = [larger, leading].map(variance => standardErrorText(standardErrorFrom(variance)));
    const andOthers = others === 0 ? '' : ` and ${others} other parameter${others === 1 ? '' : 's'}`;
    return `The leading term underestimates the variance of ${quoted(parameter.name)}${andOthers}: ${varianceName(better)} is ${howMuch} (SE ${se}, not ${leadingSe}). Write \`using refined\`.`;
}

/** A first-order term says no more than this about large shares. */
function excessText(share: number): string {
    return share < 1 ? `larger by about ${Math.round(100 * share)} % or more` : 'more than twice as large';
}

function othersText(others: readonly FewDraws[], isAveraged: boolean): string {
    if (others.length === 0) {
        return '';
    }
    const names = quotedList(others.map(({ effect }) => effect));
    return isAveraged
        ? ` In some studies ${names} ${others.length === 1 ? 'has' : 'have'} no estimate either.`
        : ` The variance${others.length === 1 ? '' : 's'} of ${names} ${others.length === 1 ? 'is' : 'are'} ${excessText(Math.min(...others.map(({ excess }) => excess)))}, too.`;
}

/** @param others less of the same about other effects of the predictor */
function fewDrawsText({ effect, predictor, draws, excess, enough, absent, isAveraged, others }: FewDraws & { others: FewDraws[] }): string {
    const count = shown(Math.round(draws));
    return [
        absent === null
            ? `A study draws only ${count} values of ${quoted(predictor)}.`
            : `In ${formatPercent(Number(absent.probability.toPrecision(2)))} of studies none of the ${count} drawn values of ${quoted(predictor)} is ${quoted(String(absent.value))}, and then ${quoted(effect)} has no estimate.`,
        isAveraged
            ? `The standard error is that of the other studies, and the power counts these as not rejecting.${othersText(others, isAveraged)}`
            : `Variances take the spread of the values as known, but averaged over ${absent === null ? 'such' : 'the other'} studies the variance of ${quoted(effect)} is ${excessText(excess)}, and the power lower.${othersText(others, isAveraged)}`,
        `Plan for ${enough} values or more, or list the values that the study will have with \`each\`.`
    ].join(' ');
}

/** Larger factors are known too roughly for a number. */
const largestFactorTold = 3;

function unevenGroupsText({ group, effect, units, excess, enough, spec }: UnevenGroups & { spec: ModelSpec }): string {
    const who = quotedList(group === null ? spec.random.map(block => block.group) : [group]);
    const larger =
        1 + excess < largestFactorTold
            ? `about ${(1 + excess).toFixed(1)} times as large`
            : `more than ${largestFactorTold} times as large`;
    return [
        `The units of ${who} differ so much in what they say about ${quoted(effect)} that a few of them hold most of it.`,
        `Variances take the mean over many units, but averaged over studies ${group === null ? 'of this size' : `with only ${units}`} the variance of ${quoted(effect)} is ${larger}, and the power lower.`,
        enough === null ? 'Plan more units, or check the design by simulation.' : `Plan for about ${enough} units or more.`
    ].join(' ');
}

/** Parameters whose numbers come from another accuracy than the file asks for; null `parameters`: all of them. */
export interface OtherAccuracy {
    reason: Extract<Reason, { code: 'no-formula' }>;
    used: readonly Accuracy[];
    parameters: readonly string[] | null;
}

function otherAccuracy({ reason, used, parameters }: OtherAccuracy): string {
    const names = used.map(accuracy => variancesBy[accuracy]);
    const isPlural = used.length > 1 || used[0] !== 'leading';
    const whose = parameters === null ? '' : ` for ${quotedList(parameters)}`;
    return `${reasonText(reason).long} ${sentenceCase(list(names))} ${isPlural ? 'are' : 'is'} used${whose} instead.`;
}

/** A group whose units hold too little information for the accuracy in use, as a multiple of that in the law of the random effects. */
export interface SmallInformation {
    group: string;
    information: number;
    /** The value below which the accuracy is not reliable. */
    below: number;
    accuracy: Exclude<Accuracy, 'exact'>;
}

const consequences: Record<SmallInformation['accuracy'], { what: string; remedy: string }> = {
    leading: {
        what: 'the true variances can be more than twice the leading terms',
        remedy: 'Increase `n`, or remove `using leading`.'
    },
    twoTerm: {
        what: "two terms can leave out a quarter or more of the variances of the random effects' variances",
        remedy: 'Increase `n`, or rely on exact standard errors: `using exact` computes them wherever they are missing.'
    },
    refined: {
        what: "refined standard errors can be far from the exact ones, most of all those of the random effects' variances",
        remedy: 'Increase `n`, or rely on exact standard errors: `using exact` computes them wherever they are missing.'
    }
};

function smallInformation({ group, information, below, accuracy }: SmallInformation): string {
    const { what, remedy } = consequences[accuracy];
    return `The data of one ${quoted(group)} say little about its own random effects: ${formatPercent(Number(information.toPrecision(2)))} of what their distribution says. Below ${formatPercent(below)}, ${what}. ${remedy}`;
}

const rare = {
    family: 'family bernoulli',
    fixedB: 'fixed B { beta1: x = 0.1 }',
    random: 'random clinic { beta0 sd 0.1 }'
};

export const accuracy = {
    'leading-too-small': warning({
        summary: '`using leading` is written, and the refined variance is more than 10 % larger.',
        message: leadingTooSmall,
        fix: () => replaceWith('using refined'),
        why: 'The leading term is the limit for many observations in each group. With few of them it is too optimistic, and a study planned by it is too small.',
        remedy: 'Write `using refined`, or leave `using` out. Keep `using leading` only to compare with published tables.',
        example: {
            text: exampleModel({ family: 'family bernoulli', goal: 'using leading' }),
            instead: exampleModel({ family: 'family bernoulli', goal: 'using refined' })
        }
    }),
    'no-number': warning({
        summary: 'A fixed effect has no standard error in any accuracy.',
        message: ({ name, reason }: { name: string; reason: Reason }) =>
            `${quoted(name)} has no standard error. ${reasonText(reason).long}`,
        fix: null,
        why: 'What follows from the effect, a power or a size, has no number either.',
        remedy: 'Do what the message says. Most often a value of the model is a typing error.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = 1e10 }' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x = 0.1 }' })
        }
    }),
    'no-such-accuracy': information({
        summary: 'The accuracy that the file asks for does not exist for this model or parameter.',
        message: otherAccuracy,
        fix: null,
        why: 'Not every accuracy has a formula in every model. The tool uses the best one that exists and shows its name beside the number.',
        remedy: 'No change is needed. To avoid the message, leave `using` out.',
        example: {
            text: exampleModel({
                random: 'random clinic { beta0 sd 0.8 }\nrandom nurse in clinic { beta0 sd 0.3 }',
                design: 'design { clinic = 40, nurse = 10, n = 5 }',
                goal: 'using two-term'
            }),
            instead: exampleModel({
                random: 'random clinic { beta0 sd 0.8 }\nrandom nurse in clinic { beta0 sd 0.3 }',
                design: 'design { clinic = 40, nurse = 10, n = 5 }',
                goal: 'using refined'
            })
        }
    }),
    'few-draws': warning({
        summary: 'A study draws few values of a predictor, so that its information depends on chance.',
        message: fewDrawsText,
        fix: null,
        why: 'The information about an effect grows with the spread of the values that a study happens to draw. With few draws, or a law with rare large values, the mean variance over studies is larger than the variance at the mean information. The share is the kurtosis of the term over the number of draws, the first term of an expansion: with large shares the truth may be worse, and some studies can not estimate the effect at all.',
        remedy: 'Plan more units, list the values with `each` where the study chooses them, or check the design by simulation.',
        example: {
            text: exampleModel({
                family: 'family gaussian(phi = 1)',
                predictor: 'predictor x ~ LogNormal(0, 1)',
                design: 'design { clinic = 20, n = 3 }'
            }),
            instead: exampleModel({
                family: 'family gaussian(phi = 1)',
                predictor: 'predictor x each 0, 1, 2',
                design: 'design { clinic = 20, n = 3 }'
            })
        }
    }),
    'uneven-groups': warning({
        summary: 'A few units of a group hold most of what a study says about an effect.',
        message: unevenGroupsText,
        fix: null,
        why: 'Where random effects change the weight of an observation, as with counts and a wide random intercept, the information about effects within groups differs between units. Variances use its mean over many units, which rare units with a large mean response raise. A study of few units seldom has one of these, so its own variance is larger. The share is the mean of the inverse information over studies that are put together from drawn units.',
        remedy: 'Plan more units, check the standard deviation of the random effects, or find the power by simulation.',
        example: {
            text: exampleModel({
                family: 'family poisson',
                predictor: 'predictor x each 0, 1',
                random: 'random clinic { beta0 sd 2 }',
                design: 'design { clinic = 18, n = 20 }'
            }),
            instead: exampleModel({
                family: 'family poisson',
                predictor: 'predictor x each 0, 1',
                random: 'random clinic { beta0 sd 0.5 }',
                design: 'design { clinic = 18, n = 20 }'
            })
        }
    }),
    'small-information': warning({
        summary: 'A unit of a group holds too little information about its random effects for the accuracy in use.',
        message: smallInformation,
        fix: null,
        why: 'The formulas expand in one over the information in a unit. Where a unit has little information about its random effects, what the expansion leaves out is large.',
        remedy: 'Plan more observations in each unit, or write `using exact`.',
        example: {
            text: exampleModel({ ...rare, design: 'design { clinic = 40, n = 2 }' }),
            instead: exampleModel({ ...rare, random: 'random clinic { beta0 sd 0.8 }' })
        }
    })
};
