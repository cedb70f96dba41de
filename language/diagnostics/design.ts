/** Diagnostics about the design: numbers of units and observations. */
import { recruited } from '../../src-engine/index.js';
import { error, warning } from './diagnostic.js';
import { addEntry, fillIn, remove, replaceWith, type Fixes } from './fix.js';
import { shareFix, wholeFixes } from './number-fixes.js';
import { sizesBetween } from '../knowledge/sequences.js';
import { list } from '../presentation/prose/enumeration.js';
import { exampleModel } from './example-model.js';
import { plannedObservation } from '../knowledge/planned.js';
import { notPossibleYet, quoted, quotedList, shareHint, shown } from './wording.js';

/** The counted things: the units of a group, or observations for null. */
export interface Counted {
    group: string | null;
}

function countName({ group }: Counted): string {
    return group === null ? 'The number of observations `n`' : `The number of units of ${quoted(group)}`;
}

/** The largest count. */
const mostUnits = '10^15';

/** The ends of a range that is written as a difference. */
export interface CountRange {
    from: number;
    to: number;
}

export interface NotACount extends Counted {
    value: number;
    isSwept: boolean;
    isTooLarge: boolean;
    range: CountRange | null;
}

function rangeText({ from, to }: CountRange, { group }: Counted): string {
    const difference = `${quoted(`${from} - ${to}`)} is a difference.`;
    return group === null
        ? `${difference} For sizes from ${from} to ${to}, write ${quoted(`n ~ ${sizesBetween(from, to)}`)}.`
        : `${difference} A design has one number of units of ${quoted(group)}. To try several, write ${quoted(`sweep ${group} = ${from}..${to}`)}.`;
}

function rangeFix({ from, to }: CountRange, group: string | null): Fixes {
    return group === null
        ? { ...replaceWith(`n ~ ${sizesBetween(from, to)}`)!, within: 'GroupSize' }
        : fillIn(String(Math.round((from + to) / 2)));
}

/** A count that does not fit the points of `each` predictors; `isSwept`: it comes from a sweep, and there are no numbers to propose. */
export interface NotAMultiple extends Counted {
    value: number;
    multiple: number;
    predictors: readonly string[];
    isSwept: boolean;
}

/** The multiples on both sides of a count. */
function proposals({ value, multiple }: NotAMultiple): number[] {
    const lower = Math.floor(value / multiple) * multiple;
    return [lower, lower + multiple].filter(size => size > 0);
}

/** The multiples, the nearest one first; of two at the same distance the larger one. */
function nearestFirst(fact: NotAMultiple): number[] {
    return proposals(fact).sort((a, b) => Math.abs(a - fact.value) - Math.abs(b - fact.value) || b - a);
}

/** The places where a law of `n` is not allowed. */
export type LawOfSizes =
    | { problem: 'asked' }
    | { problem: 'swept' }
    | { problem: 'points'; predictors: readonly string[]; multiple: number; mean: number | undefined };

function sizeFixes(fact: LawOfSizes): Fixes {
    switch (fact.problem) {
        case 'asked':
            return { ...replaceWith('n = ?')!, within: 'GroupSize' };
        case 'swept':
            return null;
        case 'points': {
            const { mean, multiple } = fact;
            const size = Math.max(1, Math.round((mean ?? multiple) / multiple)) * multiple;
            return { ...fillIn(`n = ${size}`, String(size)), within: 'GroupSize' };
        }
    }
}

const arm = { predictor: 'predictor arm each 0, 1 per clinic', fixedA: 'fixed A { beta0: 1 = 0.5; effect: arm = 0.3 }', fixedB: '' };

export interface FewUnits {
    group: string;
    units: number;
}

/** The groups of which the best design for a goal has few units; `within`: the goal is about effects within them. */
export interface FewUnitsOfBest {
    goal: string;
    kind: 'test' | 'precision' | 'within';
    groups: readonly FewUnits[];
}

function unitsText({ group, units }: FewUnits): string {
    return `${shown(units)} ${units === 1 ? 'unit' : 'units'} of ${quoted(group)}`;
}

function fewUnitsOfBest(best: readonly FewUnitsOfBest[]): string {
    const [only] = best;
    const groupsText = ({ groups }: FewUnitsOfBest) => list(groups.map(unitsText));
    const facts =
        best.length === 1 && only
            ? `The best design for ${quoted(only.goal)} has only ${groupsText(only)}, but the formulas hold for many.`
            : `Best designs have few units, but the formulas hold for many: ${best.map(one => `for ${quoted(one.goal)} ${groupsText(one)}`).join('; ')}.`;
    const effects = [
        ...(best.some(({ kind }) => kind === 'test') ? ['tests reject too often'] : []),
        ...(best.some(({ kind }) => kind === 'precision') ? ['intervals are too narrow'] : []),
        ...(best.some(({ kind }) => kind === 'within') ? ['the information depends on which units are drawn'] : [])
    ];
    return `${facts} With so few, ${list(effects)}, so plan 10 units or more.`;
}

export const design = {
    'planned-group': error({
        spoilsNumbers: true,
        summary: 'The group `observation` is used as the built-in group of single observations, which is planned.',
        message: () => `${notPossibleYet(plannedObservation)} If it is a group of your own, add \`observation = 50\` to the design.`,
        fix: () => [remove('Remove this group', 'RandomEffects'), addEntry('Design', 'observation = 50', '50')],
        why: 'A random effect of every single observation needs a group that the design does not count.',
        remedy: 'Leave it out, or count the units of your own group in the design.',
        example: {
            text: exampleModel({ random: 'random clinic { beta0 sd 0.8 }\nrandom observation in clinic { beta0 sd 0.2 }' }),
            instead: exampleModel()
        }
    }),
    'count-not-whole': error({
        summary: 'A count is below 1, not whole, or too large.',
        message: ({ value, isSwept, range, ...counted }: NotACount) => {
            if (range) {
                return rangeText(range, counted);
            }
            const is = isSwept ? 'the sweep takes it to' : 'it is';
            return counted.isTooLarge
                ? `${countName(counted)} is too large. It can be at most ${mostUnits}.`
                : `${countName(counted)} must be a whole number of 1 or more, but ${is} ${shown(value)}.${
                      !isSwept && value > 0 && !Number.isInteger(value) ? ` Sizes are rounded up: write ${Math.ceil(value)}.` : ''
                  }`;
        },
        fix: ({ group, value, isSwept, isTooLarge, range }) =>
            range ? rangeFix(range, group) : isSwept || isTooLarge ? null : wholeFixes(value, group === null ? 20 : 50),
        why: 'Units and observations come in whole numbers.',
        remedy: 'Write a whole number. In a sweep, choose start and step so that all values are whole.',
        example: { text: exampleModel({ design: 'design { clinic = 40.5, n = 20 }' }), instead: exampleModel() }
    }),
    'not-a-multiple': error({
        spoilsNumbers: true,
        summary: 'A count is not a multiple of the number of points of `each` predictors.',
        message: (fact: NotAMultiple) => {
            const end = fact.isSwept
                ? `the sweep takes it to ${shown(fact.value)}.`
                : `is ${shown(fact.value)}. Write ${proposals(fact).join(' or ')}.`;
            return `${countName(fact)} must be a multiple of ${fact.multiple} to balance the points of ${quotedList(fact.predictors)}, but ${end}`;
        },
        fix: fact => (fact.isSwept ? null : nearestFirst(fact).flatMap(size => replaceWith(String(size)) ?? [])),
        why: '`each` gives every point to the same number of units or observations. With another count the design is not balanced.',
        remedy: 'Write a multiple, or draw the points at random with `~ Discrete(0, 1)`.',
        example: {
            text: exampleModel({ ...arm, design: 'design { clinic = 41, n = 20 }' }),
            instead: exampleModel({ ...arm, design: 'design { clinic = 42, n = 20 }' })
        }
    }),
    'attrition-out-of-range': error({
        summary: 'Attrition is not a share between 0 and 1.',
        message: ({ value }: { value: number }) =>
            `Attrition must be a share of 0 or more and less than 1, but is ${shown(value)}.${shareHint(value)}`,
        fix: ({ value }) => shareFix(value),
        why: 'It is the share of the outermost units that is lost before the analysis. If all are lost, nothing is left to analyse.',
        remedy: 'Write a share: 15 percent is `attrition 0.15`.',
        example: {
            text: exampleModel({ design: 'design { clinic = 40, n = 20, attrition 15 }' }),
            instead: exampleModel({ design: 'design { clinic = 40, n = 20, attrition 0.15 }' })
        }
    }),
    'attrition-without-groups': warning({
        summary: 'Attrition is given for a model without groups.',
        message: ({ n, attrition }: { n: number | null; attrition: number }) => {
            const recruit =
                n === null
                    ? `divide the \`n\` that is analysed by ${shown(1 - attrition)} to find how many observations to recruit`
                    : `recruit ${shown(recruited(n, attrition))} observations so that ${shown(n)} are left`;
            return `\`attrition\` is the share of the outermost groups that is lost, but this model has no groups. Remove it, and ${recruit}.`;
        },
        fix: () => remove('Remove the attrition'),
        needsWholeModel: true,
        why: 'Counts and `n` are those of the analysis. With groups the tool says how many to recruit, but without them it has no count that a group could lose.',
        remedy: 'Remove `attrition`, and recruit n/(1 − attrition) observations.',
        example: {
            text: 'model m {\n  family bernoulli\n  predictor x ~ Normal(0, 1)\n  fixed B { beta0: 1 = 0; beta1: x = 0.5 }\n  design { n = 200, attrition 0.15 }\n}',
            instead:
                'model m {\n  family bernoulli\n  predictor x ~ Normal(0, 1)\n  fixed B { beta0: 1 = 0; beta1: x = 0.5 }\n  design { n = 200 }\n}'
        }
    }),
    'size-has-a-law': error({
        summary: '`n` has a law where it must be a number.',
        message: (fact: LawOfSizes) => {
            switch (fact.problem) {
                case 'asked':
                    return '`?` cannot ask for a part of the law of `n`. Write a number here, or `n = ?` for groups of equal size.';
                case 'swept':
                    return '`n` has a law in `design`, so it cannot be swept. Write `n = 20` there, or sweep a constant inside the law.';
                case 'points':
                    return `Groups of random size cannot hold each point of ${quotedList(fact.predictors)} equally often. Write a multiple of ${fact.multiple} for \`n\`, or draw the points, as in \`~ Discrete(0, 1)\`.`;
            }
        },
        fix: fact => sizeFixes(fact),
        why: 'Groups of random size have no single number of observations that could be asked for, swept or balanced.',
        remedy: 'Write a number for `n`, or use constants inside the law.',
        example: {
            text: exampleModel({ design: 'design { clinic = 40, n ~ Poisson(20) }', goal: 'sweep n = 10, 20' }),
            instead: exampleModel({
                let: 'let mean = 20',
                design: 'design { clinic = 40, n ~ Poisson(mean) }',
                goal: 'sweep mean = 10, 20'
            })
        }
    }),
    'few-units': warning({
        summary: 'A group has fewer than 10 units.',
        message: (fact: FewUnits | { best: readonly FewUnitsOfBest[] }) =>
            'best' in fact
                ? fewUnitsOfBest(fact.best)
                : `The design has only ${unitsText(fact)}, but the formulas hold for many. With so few, estimated standard errors of effects between them are often too small, so plan 10 units or more.`,
        fix: null,
        why: 'The variances are asymptotic in the number of units. With fewer than 10, estimates of the variances between units are poor. Estimated standard errors are then often too small: tests reject too often, and intervals are too narrow. A goal about Gaussian effects within the units does not depend on them.',
        remedy: 'Plan more units, or check the design by simulation. `reference t` helps a test with few units.',
        example: { text: exampleModel({ design: 'design { clinic = 6, n = 20 }' }), instead: exampleModel() }
    }),
    'unlike-crossed-counts': warning({
        summary: 'The counts of crossed groups differ by more than a factor of 10.',
        message: ({ first, second }: { first: string; second: string }) =>
            `The counts of ${quoted(first)} and ${quoted(second)} differ by more than a factor of 10, but the theorem on crossed groups needs counts of similar size. Bring them closer together, or check the power by simulation.`,
        fix: null,
        why: 'The theorem lets both counts grow at the same rate. Where one is much smaller, what it leaves out may matter.',
        remedy: 'Choose counts that are closer together, or check the design by simulation.',
        example: {
            text: exampleModel({
                family: 'family gaussian(phi = 1)',
                random: 'random clinic { beta0 sd 0.8 }\nrandom item { beta0 sd 0.3 }',
                design: 'design { clinic = 400, item = 20, n = 1 }'
            }),
            instead: exampleModel({
                family: 'family gaussian(phi = 1)',
                random: 'random clinic { beta0 sd 0.8 }\nrandom item { beta0 sd 0.3 }',
                design: 'design { clinic = 100, item = 20, n = 4 }'
            })
        }
    })
};
