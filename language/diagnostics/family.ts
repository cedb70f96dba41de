/** Diagnostics about the family of the response and its link. */
import { error, information } from './diagnostic.js';
import { fillIn, replaceWith, surelyReplaceWith } from './fix.js';
import { isSameWord } from '../knowledge/other-names.js';
import { wholeFixes } from './number-fixes.js';
import { exampleModel } from './example-model.js';
import { knownWords, quoted, shown } from './wording.js';

export interface UnknownFamily {
    name: string;
    nearest: string | undefined;
    known: readonly string[];
    /** What comes nearest to a family that the language does not have. */
    advice: string | undefined;
    /** The family that is meant with its arguments, and those to fill in; the name alone if not given. */
    text?: string | undefined;
    stops?: readonly string[];
}

export const family = {
    'unknown-family': error({
        summary: 'There is no family with that name.',
        message: ({ name, nearest, known, advice }: UnknownFamily) =>
            advice === undefined
                ? `Unknown family ${quoted(name)}. ${knownWords(nearest, 'Families', known)}`
                : `The family ${quoted(name)} is not possible. ${advice}`,
        fix: ({ name, nearest, advice, text = nearest, stops = [] }) => {
            const fix = isSameWord(name, nearest) ? surelyReplaceWith(text) : replaceWith(text);
            return advice === undefined && fix ? { ...fix, stops } : null;
        },
        why: 'The family decides how the variance of the response depends on its mean, so every number depends on it.',
        remedy: 'Use one of the known families.',
        example: { text: exampleModel({ family: 'family logistic' }), instead: exampleModel({ family: 'family bernoulli' }) }
    }),
    'dispersion-not-positive': error({
        summary: 'The dispersion is 0 or less.',
        message: ({ value }: { value: number }) => `The dispersion \`phi\` must be greater than 0, but is ${shown(value)}.`,
        fix: ({ value }) => (value < 0 ? replaceWith(shown(-value)) : fillIn('1')),
        why: 'The dispersion scales the variance of the response. For a Gaussian response it is the residual variance.',
        remedy: 'Write the residual variance, not its logarithm or its standard deviation.',
        example: {
            text: exampleModel({ family: 'family gaussian(phi = 0)' }),
            instead: exampleModel({ family: 'family gaussian(phi = 2)' })
        }
    }),
    'family-argument-out-of-range': error({
        summary: 'The number of trials or the size of a family is out of range.',
        message: ({ argument, value }: { argument: 'size' | 'trials'; value: number }) =>
            argument === 'size'
                ? `The \`size\` must be greater than 0, but is ${shown(value)}.`
                : `The number of \`trials\` must be a whole number of 1 or more, but is ${shown(value)}.`,
        fix: ({ argument, value }) =>
            argument === 'trials' ? wholeFixes(value, 12) : value < 0 ? replaceWith(shown(-value)) : fillIn('2'),
        why: 'The distribution of the response does not exist for this argument.',
        remedy: 'Write how many trials each observation has, or the size parameter of the negative binomial distribution.',
        example: {
            text: exampleModel({ family: 'family binomial(trials = 1.5)' }),
            instead: exampleModel({ family: 'family binomial(trials = 12)' })
        }
    }),
    'unknown-link': error({
        summary: 'The family has no such link.',
        message: ({
            family,
            link,
            nearest,
            known,
            isOfProbability
        }: {
            family: string;
            link: string;
            nearest: string | undefined;
            known: readonly string[];
            /** The identity of a probability. */
            isOfProbability: boolean;
        }) =>
            isOfProbability
                ? `The family ${quoted(family)} has no link ${quoted(link)}, because probabilities end at 0 and 1. Use ${quoted('logit')}, and write a difference of probabilities as \`logit(0.40) - logit(0.30)\`.`
                : `The family ${quoted(family)} has no link ${quoted(link)}. ${knownWords(nearest, 'Its links', known)}`,
        fix: ({ link, nearest }) => (isSameWord(link, nearest) ? surelyReplaceWith(nearest) : replaceWith(nearest)),
        why: 'The link says on which scale effects are added.',
        remedy: 'Use one of the links that the message lists, or leave `link` out for the default one.',
        example: {
            text: exampleModel({ family: 'family poisson link logit' }),
            instead: exampleModel({ family: 'family poisson link log' })
        }
    }),
    'link-not-valid': error({
        spoilsNumbers: true,
        summary: 'A link that only exists for a part of the linear predictors is combined with random effects.',
        message: ({ link, domain, group, instead }: { link: string; domain: string; group: string; instead: string; isWritten: boolean }) =>
            `The link ${quoted(link)} needs ${domain}, but normal random effects of ${quoted(group)} can take η anywhere. Use ${quoted(instead)}.`,
        fix: ({ isWritten, instead }) => replaceWith(isWritten ? instead : undefined),
        why: 'A normal random effect takes any value, so for some units the linear predictor η has no mean response.',
        remedy: 'Use a link that exists for every η, such as the default one of the family.',
        example: {
            text: exampleModel({ family: 'family poisson link sqrt' }),
            instead: exampleModel({ family: 'family poisson link log' })
        }
    }),
    'link-domain': error({
        spoilsNumbers: true,
        summary: 'The linear predictor takes values for which the link has no mean response.',
        message: ({ link, detail, instead, isWritten }: { link: string; detail: string; instead: string; isWritten: boolean }) =>
            `The link ${quoted(link)} has no mean response for some values of the linear predictor η: ${detail}. ${isWritten && instead !== link ? `Choose a link that exists for every η, such as the default link ${quoted(instead)}.` : 'Choose values and laws that keep η in its range.'}`,
        fix: ({ isWritten, instead }) => replaceWith(isWritten ? instead : undefined),
        why: 'For some values of the predictors there is no mean response, so the model does not exist there.',
        remedy: 'Use the default link, or choose values and laws that keep the linear predictor in the range of the link.',
        example: {
            text: exampleModel({
                family: 'family gamma(phi = 0.5) link inverse',
                fixedA: '',
                fixedB: 'fixed B { beta0: 1 = 0.5; beta1: x = 0.3 }',
                random: '',
                design: 'design { n = 200 }'
            }),
            instead: exampleModel({
                family: 'family gamma(phi = 0.5) link log',
                fixedA: '',
                fixedB: 'fixed B { beta0: 1 = 0.5; beta1: x = 0.3 }',
                random: '',
                design: 'design { n = 200 }'
            })
        }
    }),
    'link-not-canonical': information({
        summary: 'The link is not the canonical one, so the variances extend the published theorem.',
        message: ({ family, link, canonical }: { family: string; link: string; canonical: string | null }) =>
            `The published theorem covers ${canonical === null ? 'canonical links' : `the canonical link ${quoted(canonical)} of ${quoted(family)}`}, not ${quoted(link)}. The variances here extend it to this link.`,
        fix: null,
        why: 'The theorem is proved for canonical links. For others the same derivation is used with the Fisher information; it is checked by simulation, not proved.',
        remedy: 'Nothing, if this is the model that you will fit.',
        example: {
            text: exampleModel({ family: 'family bernoulli link probit' }),
            instead: exampleModel({ family: 'family bernoulli link logit' })
        }
    })
};
