/** Diagnostics about which effects vary between the units of a group, and how far. */
import { error, information } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { addEntry, moveTo, remove, replaceWith } from './fix.js';
import { quoted, quotedList } from './wording.js';

export type RandomTwice =
    | { problem: 'effect'; effect: string; group: string }
    | { problem: 'same effect'; effect: string; other: string | undefined }
    | { problem: 'pair' };

export type MissingRandomEffect = { effect: string; group: string } & (
    { isDeclaration: true; nearest: string | undefined } | { isDeclaration: false; known: readonly string[] }
);

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
    })
};
