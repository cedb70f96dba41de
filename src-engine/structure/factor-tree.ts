/** The grouping factors of a design: which is nested in which, how many units each has, and the orders of variances that follow. */
import type { Reason } from '../result/reason.js';
import type { Order } from './structure-result.js';
import { meanSize } from './group-size-law.js';
import type { ModelSpec, RandomEffectsSpec } from '../spec/model-spec.js';

/** A grouping factor; `index` is its position in `spec.random`. */
export interface Factor {
    index: number;
    random: RandomEffectsSpec;
    /** The factors that a unit of this one lies in, outermost first, and itself. */
    chain: number[];
    /** How many factors its units are nested in. */
    depth: number;
}

/** In the order of `spec.random`. */
export function factorTree(spec: ModelSpec): Factor[] {
    const chainOf = (index: number): number[] => {
        const chain: number[] = [];
        for (let at = index; at >= 0 && !chain.includes(at);) {
            chain.unshift(at);
            const { within } = spec.random[at];
            at = spec.random.findIndex(other => within !== null && other.group === within);
        }
        return chain;
    };
    return spec.random.map((random, index) => {
        const chain = chainOf(index);
        return { index, random, chain, depth: chain.length - 1 };
    });
}

/** The factors from the outermost to the innermost if they form one chain of nesting; else undefined. */
export function nestedChain(factors: readonly Factor[]): Factor[] | undefined {
    const ordered = [...factors].sort((a, b) => a.depth - b.depth);
    return ordered.every(({ depth }, i) => depth === i) && ordered.at(-1)?.chain.length === factors.length ? ordered : undefined;
}

/** 1/units of a factor: `1/school`, `1/(school class)`. */
export function unitsOrder(spec: ModelSpec, { chain }: Factor): Order {
    const names = spec.random.filter((_, i) => chain.includes(i)).map(random => random.group);
    return { text: names.length === 1 ? `1/${names[0]}` : `1/(${names.join(' ')})`, divisor: units(spec, names) };
}

/** 1/observations: `1/(school class n)`; an n with a law counts with its mean. */
export function observationsOrder(spec: ModelSpec): Order {
    const names = spec.random.map(random => random.group);
    const { n } = spec.design;
    const text = `1/(${[...names, 'n'].join(' ')})`;
    const count = units(spec, names);
    if (typeof count !== 'number') {
        return { text, divisor: count };
    }
    return { text, divisor: n === null || n.kind === 'unknown' ? { code: 'unknown-value', what: 'n' } : count * meanSize(n) };
}

/** The product of the groups' counts, each per unit of the group around it; or a reason that names the unknown count. */
function units({ design }: ModelSpec, groups: readonly string[]): number | Reason {
    let product = 1;
    for (const group of groups) {
        const count = design.counts.find(c => c.group === group)?.count ?? null;
        if (count === null) {
            return { code: 'unknown-value', what: group };
        }
        product *= count;
    }
    return product;
}
