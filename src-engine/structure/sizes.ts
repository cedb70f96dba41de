/** The numbers of a design that can be chosen: how many units of each group, how many observations in each. */
import { factorTree, nestedChain, type Factor } from './factor-tree.js';
import type { GroupSize, ModelSpec } from '../spec/model-spec.js';

export interface Sizes {
    /** By group, the inner group of a nesting per outer unit; null where it is not known. */
    counts: Readonly<Record<string, number | null>>;
    n: GroupSize | null;
}

export function sizesOfDesign({ design, random }: ModelSpec): Sizes {
    const counts = random.map(({ group }) => [group, design.counts.find(c => c.group === group)?.count ?? null] as const);
    return { counts: Object.fromEntries(counts), n: design.n };
}

export function withSizes(spec: ModelSpec, { counts, n }: Sizes): ModelSpec {
    const listed = spec.random.map(({ group }) => ({ group, count: counts[group] }));
    return { ...spec, design: { ...spec.design, counts: listed, n } };
}

/** @param quantity a group or `n` */
export function withSize(sizes: Sizes, quantity: string, value: number): Sizes {
    if (quantity === 'n') {
        return { ...sizes, n: { kind: 'fixed', n: value } };
    }
    return { ...sizes, counts: { ...sizes.counts, [quantity]: value } };
}

/** A known count or n. */
export function sizeOf({ counts, n }: Sizes, quantity: string): number | null {
    return quantity === 'n' ? (n?.kind === 'fixed' ? n.n : null) : counts[quantity];
}

/** `each` points, all combined, fit a whole number of times into the units of their group, or into n: its counts are multiples of this. */
export function stepOf(spec: Pick<ModelSpec, 'predictors'>, quantity: string): number {
    return spec.predictors.reduce(
        (step, predictor) => (predictor.kind === 'each' && (predictor.per ?? 'n') === quantity ? step * predictor.points.length : step),
        1
    );
}

/** The group whose count scales all variances by its inverse: the outermost of a nesting. Null without groups and where they are crossed. */
export function scalingGroup(spec: ModelSpec): string | null {
    if (spec.random.length === 0) {
        return null;
    }
    const chain = nestedChain(factorTree(spec));
    return chain ? chain[0].random.group : null;
}

/** The first group in the text whose units are counted over the whole design, not within another group. Null without groups. */
export function outermostGroup(spec: ModelSpec): string | null {
    const outermost = factorTree(spec).filter(({ depth }) => depth === 0);
    const first = spec.design.counts.find(({ group }) => outermost.some(factor => factor.random.group === group));
    return first?.group ?? outermost[0]?.random.group ?? null;
}

/** How many units of a group there are in all; null where a count is missing. */
export function unitsOfFactor(spec: ModelSpec, factor: Factor, { counts }: Sizes): number | null {
    return factor.chain.reduce<number | null>((product, at) => {
        const count = counts[spec.random[at].group];
        return product === null || count === null ? null : product * count;
    }, 1);
}
