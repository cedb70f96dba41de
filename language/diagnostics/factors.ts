/** Diagnostics about factors: points with names, and effects with a parameter for each value. */
import { error } from './diagnostic.js';
import { fillIn, replaceWith, surelyReplaceWith, type Fixes } from './fix.js';
import { exampleModel } from './example-model.js';
import { meantCoding } from '../knowledge/other-names.js';
import { nearestName } from '../scoping/nearest-name.js';
import type { TextRange } from './text-place.js';
import { quoted, quotedList } from './wording.js';

const arms = {
    predictor: 'predictor arm each control, low, high',
    fixedA: 'fixed { beta0: 1 = 0.5 }',
    design: 'design { clinic = 40, n = 18 }'
};
const withArms = (fixedB: string, goal = '') => exampleModel({ ...arms, fixedB: `fixed { ${fixedB} }`, goal });
const right = withArms('e: levels(arm) = [0.2, 0.4]');

/** Points that are partly names and partly numbers. */
export interface MixedPoints {
    predictor: string;
    name: string;
    /** Whether `name` is a constant among names; otherwise it is a name among numbers. */
    isConstant: boolean;
    /** A point of the other kind. */
    other: string;
}

/** A predictor or expression without levels. */
export type NoLevelsOf =
    | { problem: 'argument' }
    /** `product`: the interaction of several predictors, as the language writes it. */
    | { problem: 'several'; product: string }
    /** `law`: null for a predictor that is computed. */
    | { problem: 'many'; name: string; law: string | null; most: number }
    | { problem: 'one'; name: string }
    | { problem: 'twice'; name: string }
    | { problem: 'parameters'; count: number; most: number };

function noLevelsOf(fact: NoLevelsOf): string {
    switch (fact.problem) {
        case 'argument':
            return '`levels` needs the name of a predictor, such as `levels(arm)`.';
        case 'several':
            return `\`levels\` takes one predictor. Write ${quoted(fact.product)} for the interaction.`;
        case 'many':
            return `${quoted(fact.name)} has ${fact.law === null ? '' : `the law ${quoted(fact.law)}, with `}too many values for \`levels\`, which gives an effect for each of at most ${fact.most} values. Use ${quoted(fact.name)} itself as the term, or a predictor with few values, such as \`each 0, 1, 2\` or \`Categorical(a: 0.5, b: 0.5)\`.`;
        case 'one':
            return `${quoted(fact.name)} has only one value, so there is nothing to compare it with. Give it another value.`;
        case 'twice':
            return `${quoted(fact.name)} stands twice in one product. An interaction needs the levels of two predictors. Remove one of the two.`;
        case 'parameters':
            return `These factors have ${fact.count} combinations of levels, and at most ${fact.most} effects are possible. Use predictors with fewer values.`;
    }
}

/** Values of an effect that do not fit its levels. */
export type WrongNumberOfValues =
    | { problem: 'asked'; effect: string; count: number; example: string }
    /**
     * `others`: the values of the predictor that have an effect; `found`: null where a single number stands for a list;
     * `written`: the texts of the values, where each belongs to one effect.
     */
    | {
          problem: 'count';
          effect: string;
          predictor: string;
          first: string;
          isSum: boolean;
          others: readonly string[];
          found: number | null;
          example: string | null;
          written: readonly string[] | null;
      };

function wrongNumberOfValues(fact: WrongNumberOfValues): string {
    if (fact.problem === 'asked') {
        return `\`?\` asks for one number, but ${quoted(fact.effect)} has ${fact.count} effects. Write a list with one \`?\`, such as ${quoted(fact.example)}.`;
    }
    const { others, found, predictor, first, isSum, example } = fact;
    const ofFirst = isSum ? `the effect of ${quoted(first)} is minus their sum` : `${quoted(first)} is what they are compared with`;
    const needed = `${others.length} value${others.length === 1 ? '' : 's'}, for ${quotedList(others)}`;
    const form = example === null ? '' : ` Write ${quoted(example)}, with your numbers.`;
    return `${quoted(predictor)} needs a list of ${needed} (${ofFirst}), but here ${found === null ? 'is one number' : found === 1 ? 'is 1 value' : `are ${found} values`}.${form}`;
}

/** A list of the right length, with the numbers to fill in. */
function valuesToFillIn(fact: WrongNumberOfValues): Fixes {
    if (fact.problem === 'asked') {
        return replaceWith(fact.example);
    }
    const { written, others } = fact;
    if (!written || written.length === 0) {
        return null;
    }
    if (written.length === 1 && itemCount(written[0]!) === others.length) {
        return surelyReplaceWith(written[0]);
    }
    const [first, ...behind] = written;
    if (written.length === others.length + 1 && Number(first) === 0) {
        // A value for the first level, too.
        return replaceWith(listText(behind));
    }
    const values = fact.found === null ? others.map(() => written[0]!) : [...written, ...others.slice(written.length).map(() => '0')];
    return values.length === others.length ? fillIn(listText(values), ...values) : null;
}

/** How many items a list of numbers has; 0 for other texts. */
function itemCount(text: string): number {
    return /^\[[^[\]()]+\]$/.test(text) ? text.split(',').length : 0;
}

function listText(values: readonly string[]): string {
    return `[${values.join(', ')}]`;
}

function needsLevel({ effect, known }: { effect: string; known: readonly string[] }): string {
    return `${quoted(effect)} has ${known.length} effects: ${quotedList(known)}. Name one of them; the name alone means all of them together, in a test such as ${quoted(`test ${effect} = 0`)}.`;
}

/** `contrasts`: null behind an effect without `levels`; `at`: from the end of its value to that of the coding. */
export interface UnknownContrasts {
    contrasts: string | null;
    at: TextRange;
}

/** The default coding needs no word, and other names of `sum` mean it. Values for any other coding would have another meaning. */
function contrastsFix({ contrasts, at }: UnknownContrasts): Fixes {
    const meant = contrasts === null ? 'first level' : meantCoding(contrasts);
    return meant === 'first level' ? { ...replaceWith('')!, at, isSure: true } : meant === 'sum' ? surelyReplaceWith('sum') : null;
}

/** What brackets with the first level of a factor mean. */
export interface FirstLevel {
    isFirst: boolean;
    /** Whether it is a part of an expression, where 0 can stand in its place. */
    isSummand: boolean;
    /** With deviations: its effect, by those of the other levels, and whether that can stand at the place. Null where the others are compared with it. */
    sum: { text: string; isUsable: boolean } | null;
    /** The effects of the other levels. */
    others: readonly string[];
}

/** Brackets without an effect. */
export interface UnknownEffectLevel extends FirstLevel {
    effect: string;
    given: readonly string[];
    known: readonly string[];
}

function unknownEffectLevel({ effect, given, known, isFirst, sum }: UnknownEffectLevel): string {
    const what = `${quoted(effect)} has no effect ${isFirst && sum ? 'of its own ' : ''}for ${quoted(given.join(', '))}`;
    if (!isFirst) {
        return `${what}. Its effects are ${quotedList(known)}.`;
    }
    if (sum === null) {
        return `${what}, because the others are compared with it. Its effects are ${quotedList(known)}.`;
    }
    return `${what}. It follows from the others: ${quoted(sum.text)}.`;
}

function levelFixes({ effect, given, known, isFirst, isSummand, sum, others }: UnknownEffectLevel): Fixes {
    if (!isFirst) {
        return replaceWith(nearestName(`${effect}[${given.join(', ')}]`, known) ?? (known.length === 1 ? known[0] : undefined));
    }
    const chosen = others.flatMap(one => replaceWith(one) ?? []);
    if (sum?.isUsable) {
        return [replaceWith(`(${sum.text})`)!, ...chosen];
    }
    return isSummand && sum === null ? [replaceWith('0')!, ...chosen] : chosen;
}

export const factors = {
    'mixed-points': error<MixedPoints>({
        summary: 'Some points of a predictor are numbers and others are names.',
        message: ({ predictor, name, isConstant, other }) =>
            isConstant
                ? `${quoted(name)} is a constant, but ${quoted(other)} is not. Write ${quoted(`"${name}"`)} if it is the name of a level of ${quoted(predictor)}, too.`
                : `${quoted(other)} is a number, but ${quoted(name)} is the name of a level. Write all points of ${quoted(predictor)} as numbers, or all as names.`,
        fix: ({ name, isConstant }) => (isConstant ? replaceWith(`"${name}"`) : null),
        why: 'Points are either numbers, which terms can use as they are, or levels of a factor, which have an effect each.',
        remedy: 'Write all points as numbers or all as names. A name that is also a constant stands in quotes.',
        example: {
            text: exampleModel({ ...arms, predictor: 'predictor arm each 0, low, high', fixedB: 'fixed { e: levels(arm) = [0.2, 0.4] }' }),
            instead: right
        }
    }),
    'levels-misplaced': error({
        summary: '`levels` stands where it cannot give several effects.',
        message: () =>
            '`levels` gives an effect for each value of a predictor, so it can only be a factor of a term in `fixed`, such as `e: levels(arm) * x = 0.2`.',
        fix: null,
        why: 'An entry with `levels` has several parameters. A sum, a function, an offset or another predictor needs one value.',
        remedy: 'Write it as a factor of a term in `fixed`, or write the indicator of one level, such as `arm[low]` or `period == 2`.',
        example: {
            text: withArms('beta1: levels(arm) + 1 = 0.3'),
            instead: right
        }
    }),
    'no-levels-of': error<NoLevelsOf>({
        summary: '`levels` is used for something that does not have a few values.',
        message: noLevelsOf,
        fix: fact => {
            switch (fact.problem) {
                case 'many':
                    return { ...replaceWith(fact.name)!, within: 'Call' };
                case 'several':
                    return replaceWith(fact.product);
                default:
                    return null;
            }
        },
        why: '`levels` gives an effect for each value of a predictor but the first.',
        remedy: 'Use a predictor with finitely many values: points (`each`), `Bernoulli`, `Binomial`, `Discrete` or `Categorical`, or one that is computed from such predictors.',
        example: { text: exampleModel({ fixedB: 'fixed B { beta1: levels(x) = 0.3 }' }), instead: exampleModel() }
    }),
    'wrong-number-of-values': error<WrongNumberOfValues>({
        summary: 'An effect of a factor has more or fewer values than the factor has levels to compare.',
        message: wrongNumberOfValues,
        fix: valuesToFillIn,
        why: 'Each level but the first has its own effect, and each effect needs the value that you believe true. One number alone means the same value for all.',
        remedy: 'Write a value for each level but the first, in the order of the levels. An interaction needs a list for each level of its first factor.',
        example: { text: withArms('e: levels(arm) = [0.1, 0.2, 0.4]'), instead: right }
    }),
    'unknown-effect-level': error<UnknownEffectLevel>({
        summary: 'A factor has no effect for the level in brackets.',
        message: unknownEffectLevel,
        fix: levelFixes,
        why: 'Brackets choose the effect of one level. The first level has no effect of its own.',
        remedy: 'Correct the name of the level.',
        example: {
            text: withArms('e: levels(arm) = [0.2, 0.4]', 'test e[hihg] = 0'),
            instead: withArms('e: levels(arm) = [0.2, 0.4]', 'test e[high] = 0')
        }
    }),
    'effect-needs-level': error<{ effect: string; known: readonly string[] }>({
        summary: 'The name of a factor with several effects stands where one effect is needed.',
        message: needsLevel,
        fix: ({ known }) => known.flatMap(one => replaceWith(one) ?? []),
        why: 'A factor has an effect for each level but the first, and a contrast, a quantity or a random effect needs one of them.',
        remedy: 'Write the level in brackets.',
        example: {
            text: withArms('e: levels(arm) = [0.2, 0.4]', 'derive ratio = exp(e)'),
            instead: withArms('e: levels(arm) = [0.2, 0.4]', 'derive ratio = exp(e[high])')
        }
    }),
    'unknown-contrasts': error<UnknownContrasts>({
        summary: 'The coding of a factor is unknown, or `contrasts` follows an effect without `levels`.',
        message: ({ contrasts }) =>
            contrasts === null
                ? '`contrasts` belongs to an effect with `levels(…)`. Remove it.'
                : meantCoding(contrasts) === 'first level'
                  ? `The values of \`levels\` are differences from the first level anyway. Remove ${quoted(`contrasts ${contrasts}`)}.`
                  : `There is no coding ${quoted(contrasts)}. Write \`contrasts sum\` for deviations from the mean of the levels, or nothing for differences from the first level.`,
        fix: contrastsFix,
        why: 'The coding says what the values mean.',
        remedy: 'Write `contrasts sum`, or leave it out.',
        example: {
            text: withArms('e: levels(arm) = [0.2, 0.4] contrasts deviation'),
            instead: withArms('e: levels(arm) = [0.2, 0.4] contrasts sum')
        }
    })
};
