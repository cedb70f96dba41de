import {
    isAttrition,
    isDesign,
    isRandomEffects,
    isSweep,
    type Attrition,
    type Count,
    type Design,
    type Expression,
    type GroupSize,
    type Model,
    type NamedLaw,
    type NumberLiteral,
    type RandomEffects,
    isBinary,
    isNumberLiteral,
    isUnknown
} from '../generated/ast.js';
import type { CountRange } from '../diagnostics/design.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries, isCountable, largestCount, sizeLawArguments, sizeLaws } from '../lowering/design.js';
import { rangeOf } from '../parsing/text-range.js';
import { nestingCycle } from '../lowering/random-effects.js';
import { resolveGroup } from '../scoping/names.js';
import { meantWord } from '../knowledge/other-names.js';
import { sizesAround, sizesBetween } from '../knowledge/sequences.js';
import { unwrapped } from '../lowering/terms.js';
import type { Check } from './check.js';
import { isPositive, numberMust } from './numbers.js';
import { crossedGroups } from './random-effects.js';

/** With fewer units of a group than this, formulas for many units may be far off. */
export const fewUnits = 10;

/** The numbers of a difference such as `15-25`, which means a range. Null for others. */
function rangeIn(expression: Expression): CountRange | null {
    const isRange =
        isBinary(expression) && expression.operator === '-' && isNumberLiteral(expression.left) && isNumberLiteral(expression.right);
    return isRange ? { from: (expression.left as NumberLiteral).value, to: (expression.right as NumberLiteral).value } : null;
}

/** @param group whose units are counted; null for the observations */
function countMustBeWhole(expression: Expression | undefined, group: string | null, context: ModelContext): void {
    if (!expression || isUnknown(unwrapped(expression))) {
        return;
    }
    const value = context.number(expression);
    if (value === undefined || isCountable(value)) {
        return;
    }
    context.report.add('count-not-whole', expression, {
        group,
        value,
        isTooLarge: value > largestCount,
        isSwept: false,
        range: rangeIn(expression)
    });
}

export const unitsMustBeWhole: Check<Count> = (count, context) => {
    if (!resolveGroup(count.group, count, 'group')) {
        if (!isUnknown(unwrapped(count.value))) {
            context.number(count.value);
        }
        return;
    }
    countMustBeWhole(count.value, count.group?.$refText ?? '', context);
};

export const observationsMustBeWhole: Check<GroupSize> = (size, context) => {
    countMustBeWhole(size.value, null, context);
};

export const lawOfSizesMustBeKnown: Check<GroupSize> = (size, context) => {
    const { law } = size;
    if (!law?.name) {
        return;
    }
    if (!Object.hasOwn(sizeLaws, law.name)) {
        const near = meantWord('law', law.name, Object.keys(sizeLaws));
        context.report.add(
            'unknown-law',
            { node: law, part: { property: 'name' } },
            { name: law.name, isOfSizes: true, nearest: near, known: Object.keys(sizeLaws), whole: sizesLike(law, context) }
        );
        return;
    }
    for (const [name, expression] of sizeLawArguments(size, context) ?? []) {
        if (isUnknown(unwrapped(expression))) {
            context.report.add('size-has-a-law', expression, { problem: 'asked' });
            continue;
        }
        numberMust(expression, isPositive, 'law-argument-out-of-range', value => ({ sizeArgument: name, value }), context);
    }
};

/** The law of sizes with the mean and variance of a uniform or normal law. Undefined for other laws. */
function sizesLike({ name, args }: NamedLaw, context: ModelContext): string | undefined {
    const meant = meantWord('law', name, ['Uniform', 'Normal']);
    const [first, second] = args.length === 2 ? args.map(({ value }) => context.number(value)) : [];
    if (meant === undefined || first === undefined || second === undefined || first <= 0) {
        return undefined;
    }
    return meant === 'Uniform' ? sizesBetween(first, second) : sizesAround(first, second);
}

export const attritionMustBeAShare: Check<Attrition> = (attrition, context) => {
    const isRight = (value: number): boolean => value >= 0 && value < 1;
    numberMust(attrition.value, isRight, 'attrition-out-of-range', value => ({ value }), context);
};

/** Units are lost, and without groups there are none. Models with syntax errors may have lost theirs. */
export const attritionShouldHaveGroups: Check<Model> = (_, context) => {
    const attrition = context.elements(isDesign).flatMap(({ entries }) => entries.filter(isAttrition))[0];
    const share = attrition?.value && context.number(attrition.value);
    if (!attrition || typeof share !== 'number' || !(share > 0 && share < 1) || context.elements(isRandomEffects).length > 0) {
        return;
    }
    const size = designEntries(context).sizes.find(({ value }) => value && !isUnknown(unwrapped(value)))?.value;
    const n = size && context.number(size);
    context.report.add('attrition-without-groups', attrition, { n: n !== undefined && isCountable(n) ? n : null, attrition: share });
};

export const unitsMustBeCountedOnce: Check<Design> = (design, { report }) => {
    const seen = new Map<string, Count>();
    for (const entry of design.entries) {
        const name = entry.$type === 'Count' ? entry.group?.$refText : undefined;
        if (entry.$type !== 'Count' || name === undefined) {
            continue;
        }
        const first = seen.get(name);
        if (first) {
            report.add('stands-twice', entry, { what: 'units', group: name }, [rangeOf(first)]);
        } else {
            seen.set(name, entry);
        }
    }
};

/** The built-in group of single observations is planned. A group of that name has its number of units in the design. */
export const observationMustBeCounted: Check<RandomEffects> = (group, context) => {
    const isCounted = designEntries(context).counts.some(count => count.group?.$refText === group.name);
    if (group.name === 'observation' && !isCounted) {
        context.report.add('planned-group', { node: group, part: { property: 'name' } });
    }
};

/** A number of observations that has a law can't be swept. */
export const sweptSizeMustHaveNoLaw: Check<Model> = (_, context) => {
    const sweep = context.elements(isSweep).find(({ size }) => size);
    const law = designEntries(context).sizes.find(size => size.law);
    if (sweep && law) {
        context.report.add('size-has-a-law', sweep, { problem: 'swept' });
    }
};

function countOf(group: RandomEffects, context: ModelContext): { value: number; expression: Expression } | undefined {
    const entry = designEntries(context).counts.find(count => resolveGroup(count.group, count, 'group') === group);
    const value = entry && !isUnknown(unwrapped(entry.value)) ? context.number(entry.value) : undefined;
    return entry && value !== undefined && isCountable(value) ? { value, expression: entry.value } : undefined;
}

/** Units of a group in the whole design: its count times the units of the next outer group. Undefined where one is not known. */
function unitsOf(group: RandomEffects, context: ModelContext): number | undefined {
    const own = countOf(group, context)?.value;
    const outer = nestingCycle(group) ? undefined : resolveGroup(group.outer, group, 'outer');
    const above = outer ? unitsOf(outer, context) : 1;
    return own !== undefined && above !== undefined ? own * above : undefined;
}

export const unitsShouldBeMany: Check<Model> = (_, context) => {
    for (const group of context.elements(isRandomEffects)) {
        const own = countOf(group, context);
        const units = unitsOf(group, context);
        if (own && units !== undefined && units < fewUnits && group.entries.length > 0) {
            context.report.add('few-units', own.expression, { group: group.name, units });
        }
    }
};

/** Reports each group once, with the earlier one whose count differs most. */
export const crossedCountsShouldBeSimilar: Check<Model> = (_, context) => {
    const crossed = crossedGroups(context).flatMap(group => {
        const count = countOf(group, context);
        return count ? [{ name: group.name, ...count }] : [];
    });
    crossed.forEach(({ name, value, expression }, i) => {
        const ratio = (other: { value: number }): number => Math.max(value / other.value, other.value / value);
        const [first] = crossed.slice(0, i).sort((a, b) => ratio(b) - ratio(a));
        if (first && ratio(first) > 10) {
            context.report.add('unlike-crossed-counts', expression, { first: first.name, second: name });
        }
    });
};
