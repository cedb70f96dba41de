import {
    isDesign,
    isRandomEffects,
    isSweep,
    type Attrition,
    type Count,
    type Design,
    type Expression,
    type GroupSize,
    type Model,
    type RandomEffects,
    isUnknown
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries, isCountable, largestCount, sizeLawArguments, sizeLaws } from '../lowering/design.js';
import { rangeOf } from '../parsing/text-range.js';
import { nestingCycle } from '../lowering/random-effects.js';
import { resolveGroup } from '../scoping/names.js';
import { nearestName } from '../scoping/nearest-name.js';
import { unwrapped } from '../lowering/terms.js';
import type { Check } from './check.js';
import { isPositive, numberMust, shown } from './numbers.js';
import { crossedGroups } from './random-effects.js';

/** Fewer units of a group than this say too little for formulas that hold for many. */
export const fewUnits = 10;

function countMustBeWhole(expression: Expression | undefined, what: string, context: ModelContext): void {
    if (!expression || isUnknown(unwrapped(expression))) {
        return;
    }
    const value = context.number(expression);
    if (value === undefined || isCountable(value)) {
        return;
    }
    const problem =
        value > largestCount
            ? `is too large: counts go up to 10^15`
            : value < 1
              ? `must be 1 or more; it is ${shown(value)}`
              : `must be a whole number; it is ${shown(value)}`;
    context.report.add('count-not-whole', expression, `${what} ${problem}.`);
}

export const unitsMustBeWhole: Check<Count> = (count, context) => {
    if (!resolveGroup(count.group, count, 'group')) {
        context.number(count.value);
        return;
    }
    countMustBeWhole(count.value, `The number of units of \`${count.group?.$refText}\``, context);
};

export const observationsMustBeWhole: Check<GroupSize> = (size, context) => {
    countMustBeWhole(size.value, 'The number of observations `n`', context);
};

export const lawOfSizesMustBeKnown: Check<GroupSize> = (size, context) => {
    const { law } = size;
    if (!law?.name) {
        return;
    }
    if (!Object.hasOwn(sizeLaws, law.name)) {
        const near = nearestName(law.name, Object.keys(sizeLaws));
        context.report.add(
            'unknown-law',
            { node: law, part: { property: 'name' } },
            'The number of observations has the law `Poisson(20)` or `Sizes(mean = 20, cv = 0.4)`.',
            near === undefined ? undefined : { replace: near }
        );
        return;
    }
    for (const [name, expression] of sizeLawArguments(size, context) ?? []) {
        if (isUnknown(unwrapped(expression))) {
            context.report.add(
                'size-has-a-law',
                expression,
                "`n` has a law here and can't be solved for. Write a number, or `n = ?` for groups of one size."
            );
            continue;
        }
        numberMust(
            expression,
            isPositive,
            'law-argument-out-of-range',
            value => `\`${name}\` must be greater than 0; it is ${value}.`,
            context
        );
    }
};

export const attritionMustBeAShare: Check<Attrition> = (attrition, context) => {
    const isRight = (value: number): boolean => value >= 0 && value < 1;
    numberMust(
        attrition.value,
        isRight,
        'attrition-out-of-range',
        value => `Attrition is a share from 0 to below 1; here it is ${value}.`,
        context
    );
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
            report.add('stands-twice', entry, `The number of units of \`${name}\` stands here a second time. Leave one of them out.`, {
                related: [{ message: 'The first one', range: rangeOf(first) }]
            });
        } else {
            seen.set(name, entry);
        }
    }
};

/** The design says how many units of each group there are, and how many observations. */
export const designMustBeComplete: Check<Model> = (model, context) => {
    if (!model.name) {
        return;
    }
    const [design] = context.elements(isDesign);
    const groups = context.elements(isRandomEffects).filter(({ name }) => name);
    const where = design ? { node: design, part: { keyword: 'design' } } : { node: model, part: { property: 'name' } };
    if (!design) {
        const entries = [...groups.map(({ name }) => `${name} = 50`), 'n = 20'].join(', ');
        context.report.add('design-incomplete', where, `The design is missing: add \`design { ${entries} }\`.`);
        return;
    }
    const { counts, sizes } = designEntries(context);
    const counted = new Set(counts.map(count => count.group?.$refText));
    const missing = [
        ...groups.filter(({ name }) => !counted.has(name)).map(({ name }) => `${name} = 50`),
        ...(sizes.length === 0 ? ['n = 20'] : [])
    ];
    if (missing.length > 0) {
        context.report.add(
            'design-incomplete',
            where,
            `The design lacks ${missing.length > 1 ? 'some numbers' : 'a number'}: add \`${missing.join(', ')}\`.`
        );
    }
};

/** A number of observations that has a law can't be swept. */
export const sweptSizeMustHaveNoLaw: Check<Model> = (_, context) => {
    const sweep = context.elements(isSweep).find(({ size }) => size);
    const law = designEntries(context).sizes.find(size => size.law);
    if (sweep && law) {
        context.report.add(
            'size-has-a-law',
            sweep,
            "`n` has a law in `design` and can't be swept. Write `n = 20` there, or sweep a constant in the law."
        );
    }
};

function countOf(group: RandomEffects, context: ModelContext): { value: number; expression: Expression } | undefined {
    const entry = designEntries(context).counts.find(count => resolveGroup(count.group, count, 'group') === group);
    const value = entry && !isUnknown(unwrapped(entry.value)) ? context.number(entry.value) : undefined;
    return entry && value !== undefined && isCountable(value) ? { value, expression: entry.value } : undefined;
}

/** Units of a group in the whole design: those per unit of the next outer group times the units of that one; undefined where not known. */
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
            context.report.add(
                'few-units',
                own.expression,
                `The formulas are for many units; ${shown(units)} of \`${group.name}\` are few, and the true variances may be much larger.`
            );
        }
    }
};

/** Said once of each group, beside the one before it that differs most. */
export const crossedCountsShouldBeSimilar: Check<Model> = (_, context) => {
    const crossed = crossedGroups(context).flatMap(group => {
        const count = countOf(group, context);
        return count ? [{ name: group.name, ...count }] : [];
    });
    crossed.forEach(({ name, value, expression }, i) => {
        const ratio = (other: { value: number }): number => Math.max(value / other.value, other.value / value);
        const [first] = crossed.slice(0, i).sort((a, b) => ratio(b) - ratio(a));
        if (first && ratio(first) > 10) {
            context.report.add(
                'unlike-crossed-counts',
                expression,
                `The theorem on crossed groups is for counts of one order; \`${first.name}\` and \`${name}\` differ by more than a factor of 10.`
            );
        }
    });
};
