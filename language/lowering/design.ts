import type { CostSpec, DesignSpec, GroupSize as GroupSizeSpec } from '../../src-engine/spec/model-spec.js';
import {
    isAttrition,
    isBudget,
    isCost,
    isCount,
    isDesign,
    isGroupSize,
    isPrice,
    isRandomEffects,
    isUnknown,
    type Count,
    type Expression,
    type GroupSize,
    type Model
} from '../generated/ast.js';
import { resolveGroup } from '../scoping/names.js';
import { bindArguments } from './arguments.js';
import { pricedUnit } from './keyword-or-name.js';
import type { ModelContext } from './context.js';
import { unwrapped } from './terms.js';

/** The largest count. Not far above it, doubles no longer distinguish neighbouring whole numbers. */
export const largestCount = 1e15;

export function isCountable(value: number): boolean {
    return Number.isInteger(value) && value >= 1 && value <= largestCount;
}

export interface DesignEntries {
    counts: readonly Count[];
    sizes: readonly GroupSize[];
    attritions: readonly Expression[];
}

/** The entries of all designs of a model, by their kind. */
export function designEntries(context: ModelContext): DesignEntries {
    return context.once(sortedEntries, context.model);
}

function sortedEntries(_: Model, context: ModelContext): DesignEntries {
    const entries = context.elements(isDesign).flatMap(design => design.entries);
    return {
        counts: entries.filter(isCount),
        sizes: entries.filter(isGroupSize),
        attritions: entries.filter(isAttrition).flatMap(({ value }) => (value ? [value] : []))
    };
}

/** A count; null where the text asks for it, undefined where it is not a count. */
function count(expression: Expression | undefined, context: ModelContext): number | null | undefined {
    if (isUnknown(unwrapped(expression))) {
        return null;
    }
    const value = context.number(expression);
    return value !== undefined && isCountable(value) ? value : undefined;
}

/** The laws of `n`, with their arguments. */
export const sizeLaws: Record<string, { names: string[]; signature: string }> = {
    Poisson: { names: ['mean'], signature: 'Poisson(mean)' },
    Sizes: { names: ['mean', 'cv'], signature: 'Sizes(mean = 20, cv = 0.4)' }
};

/** The arguments of a law of `n` by name. Undefined where they do not fit. */
export function sizeLawArguments(size: GroupSize, context: ModelContext): Map<string, Expression> | undefined {
    const { law } = size;
    const known = law && Object.hasOwn(sizeLaws, law.name) ? sizeLaws[law.name] : undefined;
    // The only argument of Poisson may also have R's name.
    const names = law?.args[0]?.name === 'rate' && law.name === 'Poisson' ? ['rate'] : known?.names;
    return law && known && names && bindArguments(law.args, names, known.signature, law, context.report);
}

function lowerSize(size: GroupSize | undefined, context: ModelContext): GroupSizeSpec | null | undefined {
    if (!size) {
        return null;
    }
    if (!size.law) {
        const n = count(size.value, context);
        return n === undefined ? undefined : n === null ? { kind: 'unknown' } : { kind: 'fixed', n };
    }
    const bound = sizeLawArguments(size, context);
    if ([...(bound?.values() ?? [])].some(argument => isUnknown(unwrapped(argument)))) {
        return undefined;
    }
    const mean = context.number(bound?.get('mean') ?? bound?.get('rate'));
    const cv = context.number(bound?.get('cv'));
    if (mean === undefined || !(mean > 0)) {
        return undefined;
    }
    if (size.law.name === 'Poisson') {
        return { kind: 'poisson', mean };
    }
    return cv !== undefined && cv > 0 ? { kind: 'sizes', mean, cv } : undefined;
}

/** Lowers the design. A missing count is unknown, like one that the text asks for. Undefined where a count has no meaning. */
export function lowerDesign(context: ModelContext): DesignSpec | undefined {
    const { counts, sizes, attritions } = designEntries(context);
    const given = new Map<string, number | null>();
    for (const entry of counts) {
        const group = resolveGroup(entry.group, entry, 'group');
        const value = count(entry.value, context);
        if (!group || value === undefined || given.has(group.name)) {
            return undefined;
        }
        given.set(group.name, value);
    }
    for (const { name } of context.elements(isRandomEffects)) {
        if (name && !given.has(name)) {
            given.set(name, null);
        }
    }
    const n = lowerSize(sizes[0], context);
    const attrition = attritions[0] ? context.number(attritions[0]) : 0;
    if (n === undefined || attrition === undefined || !(attrition >= 0 && attrition < 1)) {
        return undefined;
    }
    return { counts: [...given].map(([group, value]) => ({ group, count: value })), n, attrition };
}

/** Lowers the costs. Null where there are none or they have no meaning. */
export function lowerCost(context: ModelContext): CostSpec | null {
    const [cost] = context.elements(isCost);
    if (!cost) {
        return null;
    }
    const prices: CostSpec['prices'] = [];
    for (const entry of cost.entries.filter(isPrice)) {
        const unit = pricedUnit(entry);
        const price = context.number(entry.price);
        if (price === undefined || price < 0 || !unit) {
            return null;
        }
        prices.push({ unit: unit === 'observation' ? null : unit.name, price });
    }
    const written = cost.entries.find(isBudget)?.value;
    const budget = written ? context.number(written) : null;
    return budget === undefined || (budget !== null && budget <= 0) ? null : { prices, budget };
}
