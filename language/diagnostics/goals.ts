/** Diagnostics about tests, precisions and prices as written. */
import { error, warning } from './diagnostic.js';
import { append, fillIn, remove, replaceWith, surelyReplaceWith, valueFix } from './fix.js';
import { probabilityFixes } from './number-fixes.js';
import { exampleModel } from './example-model.js';
import type { FewEvents } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { amountText } from '../presentation/prose/size-text.js';
import { cellText } from '../presentation/notation/cell-text.js';
import { quoted, quotedList, shareHint, shown } from './wording.js';

/** A test whose effect has the wrong sign; `isContrast`: several effects together. */
export interface PointsAway {
    /** The sign that the alternative claims. */
    alternative: 'greater' | 'less';
}

/** A cell in which a model's study expects few events, or few non-events. */
export type PlacedFewEvents = FewEvents & { spec: ModelSpec; concerns: 'test' | 'estimate' };

function numberOf(of: FewEvents['of'], events: number): string {
    const rounded = Number(events.toPrecision(2));
    return `${shown(rounded)} ${rounded === 1 ? of.slice(0, -1) : of}`;
}

function fewEventsMessage({ spec, cell, of, effect, events, counted, enough, concerns }: PlacedFewEvents): string {
    const where = `${cell.length === 0 ? 'The' : `With ${quotedList(cell.map(cellText))} the`} whole study expects`;
    const simulate = `or check the ${concerns === 'test' ? 'power' : 'design'} by simulation.`;
    const isExpected = events >= 5;
    const least = isExpected ? 4 : 5;
    return [
        isExpected
            ? `${where} ${numberOf(of, events)}, but ${quoted(effect)} rests on only about ${numberOf(of, counted)} of them: the others have none beside them to be compared with.`
            : `${where} only ${numberOf(of, events)}.`,
        concerns === 'test'
            ? `Below ${least} the Wald test is not to be trusted: with none it can't reject.`
            : `Below ${least} the standard error is not to be trusted: with none there is no estimate.`,
        enough === null
            ? `Plan more observations, ${simulate}`
            : `Plan ${amountText(spec, enough, enough.size)}, ${isExpected ? 'with which 4 count' : 'which expect 5'}, ${simulate}`
    ].join(' ');
}

function opposite(alternative: 'greater' | 'less'): 'greater' | 'less' {
    return alternative === 'greater' ? 'less' : 'greater';
}

/** A hypothesis about something else than a linear combination of effects. */
export interface NotLinear {
    text: string | null;
    isDerived?: boolean;
    /** The same hypothesis about effects: `beta1 = 0` for `exp(beta1) = 1`. */
    linear?: string | undefined;
    /** An effect that could be tested. */
    effect?: string | undefined;
}

/** A test of what is true in the model. `effect`: one whose value could differ, `example`: by how much. */
export interface AtNull {
    effect: string | undefined;
    example: string;
}

export const goals = {
    'contrast-not-linear': error({
        summary: 'A hypothesis is not a linear combination of fixed effects.',
        message: ({ text, isDerived = false }: NotLinear) =>
            text === null
                ? 'A test needs a fixed effect. Write `test beta1 = 0`, for example.'
                : isDerived
                  ? `A test of the derived quantity ${quoted(text)} is planned, but not possible yet. Test the effect behind it, such as \`beta1 = 0\`, or write \`precision ${text} halfwidth 0.1\`.`
                  : `A test needs a linear combination of fixed effects, such as \`beta1 - beta2\`, but ${quoted(text)} is not one.`,
        fix: ({ linear, effect }) =>
            linear !== undefined
                ? { ...surelyReplaceWith(linear)!, within: 'Hypothesis' }
                : effect === undefined
                  ? null
                  : { ...fillIn(`${effect} = 0`), within: 'Hypothesis' },
        why: 'Power and size are computed for Wald tests of linear combinations of fixed effects.',
        remedy: 'Write the hypothesis on the scale of the effects: `beta1 = 0` for an odds ratio of 1.',
        example: { text: exampleModel({ goal: 'test exp(beta1) = 1' }), instead: exampleModel({ goal: 'test beta1 = 0' }) }
    }),
    'alternative-not-possible': error({
        summary: 'A test of several hypotheses has a one-sided alternative.',
        message: ({ alternative }: { alternative: string }) =>
            `A joint test of several hypotheses has no direction. Remove ${quoted(alternative)}, or test them one by one.`,
        fix: ({ alternative }) => remove(`Remove ${alternative}`),
        why: 'The Wald test of several hypotheses measures the distance from all of them, and that distance has no sign.',
        remedy: 'Remove the alternative, or write a test for each hypothesis.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = 0.3; beta2: x^2 = 0.1 }', goal: 'test beta1 = 0 and beta2 = 0 greater' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x = 0.3; beta2: x^2 = 0.1 }', goal: 'test beta1 = 0 and beta2 = 0' })
        }
    }),
    'probability-out-of-range': error({
        summary: 'A probability is not between 0 and 1.',
        message: ({ name, value }: { name: string; value: number }) =>
            `${quoted(name)} must be between 0 and 1, but is ${shown(value)}.${value === 1 && name !== 'alpha' ? ' No study is certain: write 0.99, for example.' : shareHint(value)}`,
        fix: ({ name, value }) => probabilityFixes(name, value),
        why: 'Levels and powers are probabilities.',
        remedy: 'Write a probability: 5 percent is 0.05.',
        example: { text: exampleModel({ goal: 'test beta1 = 0 alpha 5' }), instead: exampleModel({ goal: 'test beta1 = 0 alpha 0.05' }) }
    }),
    'power-below-level': error({
        summary: 'The power of a test is no larger than its level.',
        message: ({ power, level }: { power: number; level: number }) =>
            `The power ${shown(power)} must be larger than the level ${shown(level)}, which every test has without any data.`,
        fix: () => fillIn('0.90'),
        why: 'A test rejects with the probability of its level even where there is no effect, so this power needs no study.',
        remedy: 'Choose a larger power, such as 0.8 or 0.9.',
        example: { text: exampleModel({ goal: 'test beta1 = 0 power 0.04' }), instead: exampleModel({ goal: 'test beta1 = 0 power 0.9' }) }
    }),
    'test-at-null': warning({
        summary: 'The tested hypothesis is true at the values of the model.',
        message: (_: AtNull) =>
            'The hypothesis is true at the values of this model, so its power is only the level. Give the effect the value that the test should detect.',
        fix: ({ effect, example }) => valueFix(effect, example),
        why: 'Power is the probability to detect an effect. Where there is none, the test rejects with the probability of its level.',
        remedy: 'Write the smallest effect that matters as the value of the fixed effect.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = 0 }', goal: 'test beta1 = 0' }),
            instead: exampleModel({ goal: 'test beta1 = 0' })
        }
    }),
    'size-for-null': error({
        summary: 'A size is asked for, but the tested hypothesis is true at the values of the model.',
        message: (_: AtNull) =>
            'The hypothesis is true at the values of this model, so no size reaches the power. Give the effect the value that the test should detect.',
        fix: ({ effect, example }) => valueFix(effect, example),
        why: 'Where there is no effect the test rejects with the probability of its level, however large the study is.',
        remedy: 'Write the smallest effect that matters as the value of the fixed effect.',
        example: {
            text: exampleModel({
                fixedB: 'fixed B { beta1: x = 0 }',
                design: 'design { clinic = ?, n = 20 }',
                goal: 'test beta1 = 0 power 0.9'
            }),
            instead: exampleModel({ design: 'design { clinic = ?, n = 20 }', goal: 'test beta1 = 0 power 0.9' })
        }
    }),
    'few-events': warning({
        summary:
            'An effect or a test compares parts of the study, and fewer than 5 events are expected in one of them, or fewer than 4 of them count.',
        message: fewEventsMessage,
        fix: null,
        why: 'Wald tests and intervals take the estimate as normal. With hardly any events its standard error grows as fast as the effect, so the true power is far below the one that is told. With none there is no finite estimate. Not all events count: in a stepped wedge with periods only those of a period in which some groups are treated and others are not.',
        remedy: 'Plan more observations or a less extreme effect, or find the power by simulation, with the test that will be used.',
        example: {
            text: exampleModel({
                family: 'family bernoulli',
                predictor: 'predictor arm each 0, 1 per clinic',
                fixedA: 'fixed A { beta0: 1 = logit(0.002); beta1: arm = 3 }',
                fixedB: '',
                design: 'design { clinic = 40, n = 20 }',
                goal: 'test beta1 = 0'
            }),
            instead: exampleModel({
                family: 'family bernoulli',
                predictor: 'predictor arm each 0, 1 per clinic',
                fixedA: 'fixed A { beta0: 1 = logit(0.05); beta1: arm = 1 }',
                fixedB: '',
                design: 'design { clinic = 40, n = 20 }',
                goal: 'test beta1 = 0'
            })
        }
    }),
    'effect-points-away': error({
        summary: 'An effect has the opposite sign of what a one-sided test looks for.',
        message: ({ alternative }: PointsAway) =>
            `The test looks for a value ${alternative === 'greater' ? 'above' : 'below'} the null, but this model has it ${alternative === 'greater' ? 'below' : 'above'}, so no size reaches the power. Change the sign of the effect, or write ${quoted(opposite(alternative))}.`,
        fix: ({ alternative }) => ({ kind: 'alternative', title: `Write ${opposite(alternative)}`, text: opposite(alternative) }),
        why: 'More data make such a test less likely to reject.',
        remedy: 'Change the sign of the effect, or test the other alternative.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = -0.3 }', goal: 'test beta1 = 0 greater power 0.9' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x = -0.3 }', goal: 'test beta1 = 0 less power 0.9' })
        }
    }),
    'reference-not-possible': error({
        summary: "Kenward and Roger's test is asked for a response that is not Gaussian.",
        message: () => '`reference kr` is for a Gaussian response with the identity link. Write `reference satterthwaite`.',
        fix: () => replaceWith('reference satterthwaite'),
        why: "Kenward and Roger's correction of standard errors is derived from the linear mixed model.",
        remedy: '`reference satterthwaite` has degrees of freedom for every response.',
        example: { text: exampleModel({ goal: 'test beta1 = 0 reference kr' }), instead: exampleModel({ goal: 'test beta1 = 0 reference satterthwaite' }) } // prettier-ignore
    }),
    'precision-without-goal': error({
        summary: 'A precision does not say how precise the estimate should be.',
        message: (_: { factor: boolean }) => 'The precision has no goal. Add `halfwidth 0.1` or `factor 1.5`.',
        fix: ({ factor }) => append('Precision', factor ? ' factor 1.5' : ' halfwidth 0.1', factor ? '1.5' : '0.1'),
        why: 'Without a goal there is no size to compute.',
        remedy: 'Add the half-width of the confidence interval, or for a variance the factor between the estimate and the ends of the interval.',
        example: { text: exampleModel({ goal: 'precision beta1' }), instead: exampleModel({ goal: 'precision beta1 halfwidth 0.1' }) }
    }),
    'precision-out-of-range': error({
        summary: 'A half-width or a factor is out of range.',
        message: ({ option, value }: { option: 'halfwidth' | 'factor'; value: number }) =>
            option === 'halfwidth'
                ? `A half-width must be greater than 0, but is ${shown(value)}.`
                : `A factor must be greater than 1, but is ${shown(value)}.`,
        fix: ({ option, value }) =>
            option === 'halfwidth'
                ? value < 0
                    ? replaceWith(shown(-value))
                    : fillIn('0.1')
                : value > 0 && value < 1
                  ? replaceWith(shown(1 / value))
                  : fillIn('1.5'),
        why: 'No confidence interval has this width.',
        remedy: 'Write a positive half-width, or a factor greater than 1: `factor 1.5` means from estimate / 1.5 to estimate × 1.5.',
        example: {
            text: exampleModel({ goal: 'precision beta1 halfwidth -0.1' }),
            instead: exampleModel({ goal: 'precision beta1 halfwidth 0.1' })
        }
    }),
    'cost-out-of-range': error({
        summary: 'A price or a budget is out of range.',
        message: ({ what, value }: { what: 'price' | 'budget'; value: number }) =>
            what === 'price'
                ? `A price must be 0 or more, but is ${shown(value)}.`
                : `A budget must be greater than 0, but is ${shown(value)}.`,
        fix: ({ value }) => (value < 0 ? replaceWith(shown(-value)) : fillIn('20000')),
        why: 'With a negative price the cheapest design would be infinitely large, and without a budget nothing can be bought.',
        remedy: 'Write prices of 0 or more, and a positive budget.',
        example: {
            text: exampleModel({ goal: 'test beta1 = 0\ncost { per clinic -100, per observation 5, budget 20000 }' }),
            instead: exampleModel({ goal: 'test beta1 = 0\ncost { per clinic 100, per observation 5, budget 20000 }' })
        }
    })
};
