/** Diagnostics about fixed effects: their blocks and their values. */
import type { LinkName } from '../../src-engine/spec/model-spec.js';
import type { Partner } from '../../src-engine/result/analysis.js';
import { error, warning } from './diagnostic.js';
import { fillIn, moveTo, replaceWith, type Fix, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { shareFix } from './number-fixes.js';
import { exampleModel } from './example-model.js';
import { quoted, quotedList, shown } from './wording.js';

/** A fixed effect in the wrong block. `isRandom`: the model has random effects. */
export interface WrongBlock {
    effect: string;
    belongs: 'A' | 'B';
    /** The random effects that make it belong to A; none for B. */
    partners: readonly Partner[];
    isRandom: boolean;
}

function variesWith({ group, effects, own }: Partner): string {
    return own
        ? `it has a random effect in ${quoted(group)}`
        : `within a unit of ${quoted(group)} its term is a fixed multiple of the term of ${quotedList(effects)}, which varies between units`;
}

function wrongBlock({ effect, belongs, partners, isRandom }: WrongBlock): string {
    if (belongs === 'A') {
        return `Move ${quoted(effect)} to \`fixed A\`: ${partners.map(variesWith).join('; ')}.`;
    }
    return isRandom
        ? `Move ${quoted(effect)} to \`fixed B\`: no random effect shares its term, so its precision grows with every observation.`
        : `Move ${quoted(effect)} to \`fixed B\`: in a model without random effects all effects belong there.`;
}

/** A term that R's formulas would read as several effects. */
export interface SumOfEffects {
    effect: string;
    term: string;
    /** As it is written. */
    value: string;
    /** An effect for each part of the sum. */
    entries: readonly string[];
}

/** An effect with the name of a predictor that its term does not contain: `arm: x`. */
export interface MeantInteraction {
    name: string;
    /** As it is written. */
    term: string;
    /** `armX: arm * x`. */
    interaction: string;
    /** Another name. */
    free: string;
    /** The name and the term. */
    at: TextRange;
}

/** The fix that writes the interaction of a name and a term. */
export function interactionFix({ interaction, at }: Pick<MeantInteraction, 'interaction' | 'at'>): Fix {
    return { ...replaceWith(interaction)!, at };
}

/** A mean response that no intercept gives. */
export type MarginalRange =
    | { range: 'probability'; value: number }
    | { range: 'positive'; value: number }
    /** `detail`: why, as the engine says it. */
    | { range: 'unreachable'; detail: string };

export type RatioFunction = 'OR' | 'RR' | 'pct';

/** A word for a ratio in a model whose link makes the number something else. */
export interface UnfittingRatio {
    /** As it is written. */
    text: string;
    function: RatioFunction;
    link: LinkName;
    /** e^effect. */
    ratio: number;
    /** What e^effect is with this link; null where it is no ratio. */
    title: string | null;
    /** What an effect is with this link. */
    effect: string;
    /** Whether the word stands at the place, not in a constant that the place names. */
    isWritten: boolean;
}

const meant: Record<RatioFunction, string> = {
    OR: 'an odds ratio',
    RR: 'a ratio of rates or risks',
    pct: 'a change of the mean in per cent'
};

/** The word that says what the number is. */
function fittingWord({ link, ratio }: UnfittingRatio): string {
    const word = link === 'logit' ? 'OR' : link === 'log' ? 'RR' : 'log';
    return `${word}(${shown(ratio)})`;
}

/** The risk without the effect in an example. */
const exampleRisk = 0.1;

function unfittingRatio(fact: UnfittingRatio): string {
    const { text, function: word, link, ratio, title, effect } = fact;
    if (title === null) {
        return `With the ${link} link an effect is ${effect}, so ${quoted(text)} is no ratio here, but the number ${shown(Math.log(ratio))}. Write the effect on that scale.`;
    }
    const kind = title.charAt(0).toLowerCase() + title.slice(1);
    const risk = exampleRisk * ratio;
    const other =
        link === 'logit' && risk < 1
            ? `; for a risk ratio of ${shown(ratio)} write the difference of two logits, such as ${quoted(`logit(${shown(risk)}) - logit(${exampleRisk})`)}`
            : '';
    return `With the ${link} link, ${quoted(text)} is ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} of ${shown(ratio)}, not ${meant[word]}. Write ${quoted(fittingWord(fact))}${other}.`;
}

function inRange(fact: Exclude<MarginalRange, { range: 'unreachable' }>): Fixes {
    return fact.range === 'probability' ? shareFix(fact.value) : fact.value < 0 ? replaceWith(shown(-fact.value)) : fillIn('1');
}

const withArm = { predictor: 'predictor arm each 0, 1\n    predictor x ~ Normal(0, 1)' };

export const fixedEffects = {
    'ratio-does-not-fit': warning({
        summary: 'A word for a ratio does not say what the number is with the link of the model.',
        message: unfittingRatio,
        fix: fact => replaceWith(fact.isWritten && fact.title !== null ? fittingWord(fact) : undefined),
        why: '`OR`, `RR` and `pct` are logarithms. What the number means depends on the link: with `logit` it is an odds ratio, with `log` a ratio of rates, risks or means, and with `cloglog` a hazard ratio. Odds ratios are farther from 1 than risk ratios, so a study that is planned with the wrong one is too small or too large.',
        remedy: 'Write the word that fits the link, or the effect on the scale of the link.',
        example: {
            text: exampleModel({ family: 'family bernoulli', fixedB: 'fixed B { beta1: x = RR(1.6) }' }),
            instead: exampleModel({ family: 'family bernoulli', fixedB: 'fixed B { beta1: x = OR(1.6) }' })
        }
    }),
    'wrong-block': error({
        summary: 'A fixed effect is in the wrong block, `fixed A` or `fixed B`.',
        message: wrongBlock,
        fix: ({ belongs, effect }) => moveTo(belongs, effect),
        why: 'Effects in block A vary between groups, so their precision grows with the number of groups. Those in block B are estimated within groups, and more observations in each group help, too. The block is part of what you say about the study, and it is checked.',
        remedy: 'Move the effect to the other block; the quick fix does it.',
        example: {
            text: exampleModel({ predictor: 'predictor arm each 0, 1 per clinic', fixedB: 'fixed B { effect: arm = 0.3 }' }),
            instead: exampleModel({
                predictor: 'predictor arm each 0, 1 per clinic',
                fixedA: 'fixed A { beta0: 1 = 0.5; effect: arm = 0.3 }',
                fixedB: ''
            })
        }
    }),
    'interaction-meant': warning({
        summary: 'An effect has the name of a predictor that its term does not contain.',
        message: ({ name, term, interaction }: MeantInteraction) =>
            `${quoted(name)} is a predictor, but here it is only the name of an effect of ${quoted(term)}. For an interaction write ${quoted(interaction)}; otherwise choose another name.`,
        fix: fact => [interactionFix(fact), { kind: 'rename', title: `Rename it to ${fact.free}`, name: fact.free }],
        why: 'In R, `arm:x` is the interaction of `arm` and `x`. Here the name of an effect stands before the colon, and what it multiplies behind it.',
        remedy: 'Write the interaction as a product, with a name of its own: `armX: arm * x`.',
        example: {
            text: exampleModel({ ...withArm, fixedB: 'fixed B { effect: arm = 0.2; arm: x = 0.3 }' }),
            instead: exampleModel({ ...withArm, fixedB: 'fixed B { effect: arm = 0.2; armX: arm * x = 0.3 }' })
        }
    }),
    'sum-of-effects': warning({
        summary: "A term adds a predictor to its own product with another one, as R's formulas do.",
        message: ({ effect, term, entries }: SumOfEffects) =>
            `${quoted(effect)} is one effect, of the sum ${quoted(term)}. For an effect of each part write ${quoted(entries.join('; '))}.`,
        fix: ({ entries, value }) => ({
            ...fillIn(entries.join('; '), ...entries.map(() => value)),
            within: 'FixedEffect'
        }),
        why: 'In R, `+` separates the terms of a formula, and each has a coefficient of its own. Here an effect multiplies its whole term.',
        remedy: 'Write an effect for each part, with a name and a value of its own.',
        example: {
            text: exampleModel({ ...withArm, fixedB: 'fixed { effect: arm + arm * x = 0.2 }' }),
            instead: exampleModel({ ...withArm, fixedB: 'fixed { effect: arm = 0.2; armX: arm * x = 0.2 }' })
        }
    }),
    'marginal-misplaced': error({
        summary: '`marginal` is used for an effect that is not an intercept.',
        message: ({ effect }: { effect: string; argument: string | undefined }) =>
            `\`marginal\` gives the value of an intercept, but ${quoted(effect)} is not one. Write its value as a number.`,
        fix: ({ argument }) => (argument === undefined ? null : fillIn(argument)),
        why: '`marginal(0.30)` finds the intercept at which the mean response is 0.30. It says nothing about other effects.',
        remedy: 'Use `marginal` for the effect whose term is `1`, and numbers for all others.',
        example: { text: exampleModel({ fixedB: 'fixed B { beta1: x = marginal(2) }' }), instead: exampleModel() }
    }),
    'marginal-out-of-range': error({
        summary: 'The mean response in `marginal` is one that the model cannot have.',
        message: (fact: MarginalRange) => {
            switch (fact.range) {
                case 'probability':
                    return `The mean response is a probability and must be between 0 and 1, but is ${shown(fact.value)}.`;
                case 'positive':
                    return `The mean response must be greater than 0, but is ${shown(fact.value)}.`;
                case 'unreachable':
                    return `No intercept gives this mean response: ${fact.detail}.`;
            }
        },
        fix: fact => ('value' in fact ? inRange(fact) : null),
        why: 'No value of the intercept gives this mean response, so the model has no intercept.',
        remedy: 'Write a mean response that the family can have: a probability for yes/no responses, a positive number for counts.',
        example: {
            text: exampleModel({ family: 'family bernoulli', fixedA: 'fixed A { beta0: 1 = marginal(1.3) }' }),
            instead: exampleModel({ family: 'family bernoulli', fixedA: 'fixed A { beta0: 1 = marginal(0.3) }' })
        }
    })
};
