/** Diagnostics about effects whose numbers look like probabilities or means, where the link takes them on another scale. */
import type { LinkName } from '../../src-engine/spec/model-spec.js';
import { warning } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { replaceWith } from './fix.js';
import { quoted, shown } from './wording.js';

/** What a number does on the scale of the link. */
interface ShiftedMean {
    /** As it is written. */
    text: string;
    value: number;
    link: LinkName;
    /** What e^value is with this link; null where it is no ratio. */
    title: string | null;
    /** `probability`, `mean`. */
    mean: string;
    /** A mean without the effect, and with it. */
    from: number;
    to: number;
}

/** An effect that is written as a difference of probabilities or of means. */
export interface DifferenceOfMeans extends ShiftedMean {
    /** The difference on the scale of the link. */
    instead: string;
}

/** An effect that is written as a probability on the scale of the link, beside an intercept. */
export interface MeanAsEffect extends Pick<ShiftedMean, 'text' | 'value' | 'title' | 'mean'> {
    /** The step from the intercept that the effect is; null where its term has other values than 0 and 1, or the intercept is given by a mean over the predictors. */
    step: StepFromIntercept | null;
}

interface StepFromIntercept extends Pick<ShiftedMean, 'from' | 'to'> {
    /** The mean that the effect is written as. */
    meant: number;
    /** Whether other terms change the means. */
    besideOthers: boolean;
    /** The difference from the intercept. */
    instead: string;
}

/** A precision by a factor, of an effect whose e^ is a ratio. */
export interface FactorOfAnEffect {
    /** As it is written: `factor 1.2`. */
    option: string;
    target: string;
    /** What e^effect is: `Odds ratio`. */
    title: string;
    /** The ratio at the ends of such an interval; null where the effect is not known. */
    ends: readonly [number, number] | null;
    instead: string;
}

/** A mean on the scale of another link than that of the model. */
export interface OtherLink {
    text: string;
    function: 'logit' | 'probit';
    link: LinkName;
    /** The mean on the scale of the model's link. */
    instead: string;
}

/** `an odds ratio of 1.11: from a probability of 0.45 it leads to 0.475`. */
function shift({ value, title, mean, from, to }: Pick<ShiftedMean, 'value' | 'title' | 'mean' | 'from' | 'to'>): string {
    const ratio = title === null ? '' : `${ratioOf(value, title)}: `;
    return `${ratio}from a ${mean} of ${brief(from)} it leads to ${brief(to)}`;
}

/** `an odds ratio of 1.11`. */
function ratioOf(value: number, title: string): string {
    const kind = title.charAt(0).toLowerCase() + title.slice(1);
    return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} of ${brief(Math.exp(value))}`;
}

function meanAsEffect({ text, value, title, mean, step }: MeanAsEffect): string {
    if (step === null) {
        const kind = title === null ? `the number ${brief(value)}` : ratioOf(value, title);
        return `As an effect, ${quoted(text)} is ${kind} for one unit of its term. An effect is the difference of two such numbers, as in ${quoted(`${text} - …`)}.`;
    }
    const where = step.besideOthers ? ', where all other terms are 0' : '';
    const does =
        title === null
            ? `leads from a ${mean} of ${brief(step.from)} to ${brief(step.to)}`
            : `is ${shift({ value, title, mean, ...step })}`;
    return `As an effect, ${quoted(text)} ${does}${where}. For a ${mean} of ${brief(step.meant)} with the effect write ${quoted(step.instead)}.`;
}

const brief = (value: number): string => shown(Number(value.toPrecision(3)));

export const effectScales = {
    'difference-of-means': warning({
        summary: 'An effect is written as a difference of probabilities or means, but the link takes it on another scale.',
        message: (fact: DifferenceOfMeans) =>
            `With the ${fact.link} link, ${quoted(fact.text)} is the number ${shown(fact.value)}${fact.title === null ? ';' : ','} ${shift(fact)}. For the difference of these ${fact.mean === 'probability' ? 'probabilities' : 'means'} write ${quoted(fact.instead)}.`,
        fix: fact => replaceWith(fact.instead),
        why: 'An effect is added to the linear predictor, not to the mean. A difference of probabilities of 0.1 is about 0.4 on the logit scale, so a study that is planned with 0.1 is many times too large.',
        remedy: 'Write the difference on the scale of the link, as in `logit(0.55) - logit(0.45)`, or the effect as a ratio, as in `OR(1.5)`. If the number is meant on the scale of the link, write it as one number.',
        example: {
            text: exampleModel({ family: 'family bernoulli', fixedB: 'fixed B { beta1: x = 0.55 - 0.45 }' }),
            instead: exampleModel({ family: 'family bernoulli', fixedB: 'fixed B { beta1: x = logit(0.55) - logit(0.45) }' })
        }
    }),
    'mean-as-effect': warning({
        summary: 'An effect is written as a probability, but it is a difference from the intercept.',
        message: meanAsEffect,
        fix: ({ step }) => replaceWith(step?.instead),
        why: 'An effect is added to the intercept. `logit(0.55)` added to `logit(0.45)` gives a probability of 0.5, not 0.55.',
        remedy: 'Write the difference from the intercept, as in `logit(0.55) - logit(0.45)`, or the effect as a ratio, as in `OR(1.5)`.',
        example: {
            text: exampleModel({
                family: 'family bernoulli',
                predictor: 'predictor x ~ Bernoulli(0.5)',
                fixedB: 'fixed B { beta1: x = logit(0.55) }'
            }),
            instead: exampleModel({
                family: 'family bernoulli',
                predictor: 'predictor x ~ Bernoulli(0.5)',
                fixedB: 'fixed B { beta1: x = logit(0.55) - 0.5 }'
            })
        }
    }),
    'factor-of-an-effect': warning({
        summary: 'A precision asks for a factor of an effect, where a factor of the ratio is usual.',
        message: ({ option, target, title, ends, instead }: FactorOfAnEffect) => {
            const kind = title.charAt(0).toLowerCase() + title.slice(1);
            const reach =
                ends === null
                    ? ''
                    : `: of the ${kind}, from ${ends
                          .map(brief)
                          .sort((a, b) => Number(a) - Number(b))
                          .join(' to ')}`;
            return `${quoted(option)} is a factor of ${quoted(target)} itself${reach}. For a factor of the ${kind} write ${quoted(instead)}.`;
        },
        fix: ({ instead }) => replaceWith(instead),
        why: 'An effect on the scale of the link is the logarithm of a ratio. An interval from log(1.5)/1.2 to log(1.5)·1.2 is far narrower than one from 1.5/1.2 to 1.5·1.2, and takes a study that is many times as large.',
        remedy: 'Write `halfwidth log(1.2)`: the ratio is then known up to the factor 1.2. Variances are asked for by a factor.',
        example: {
            text: exampleModel({ family: 'family bernoulli', goal: 'precision beta1 factor 1.2' }),
            instead: exampleModel({ family: 'family bernoulli', goal: 'precision beta1 halfwidth log(1.2)' })
        }
    }),
    'other-link': warning({
        summary: 'A value is written on the scale of another link than that of the model.',
        message: ({ text, function: word, link, instead }: OtherLink) =>
            `The link of the model is ${link}, not ${word}, so ${quoted(text)} is not on its scale. Write ${quoted(instead)}.`,
        fix: ({ instead }) => replaceWith(instead),
        why: '`logit(0.3)` is the linear predictor at which the mean is 0.3 only with the logit link. With another link the same number belongs to another mean.',
        remedy: 'Write the number on the scale of the link of the model.',
        example: {
            text: exampleModel({ family: 'family poisson', fixedA: 'fixed A { beta0: 1 = logit(0.3) }' }),
            instead: exampleModel({ family: 'family poisson', fixedA: 'fixed A { beta0: 1 = log(0.3) }' })
        }
    })
};
