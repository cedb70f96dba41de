/** The one number of a design that is solved for. */
import type { ModelSpec } from '../spec/model-spec.js';
import { outermostGroup } from '../structure/sizes.js';

export interface SolvedQuantity {
    /** A group, `n`, or a fixed effect. */
    name: string;
    kind: 'count' | 'n' | 'effect';
    /** Whether the file has `?` for it. */
    asked: boolean;
}

/** The number that the file asks for by `?`; otherwise the count of the outermost group (crossed: the first in the design), or n without groups. */
export function solvedQuantity(spec: ModelSpec): SolvedQuantity {
    const { design, fixed } = spec;
    const count = design.counts.find(({ count }) => count === null);
    if (count) {
        return { name: count.group, kind: 'count', asked: true };
    }
    if (design.n?.kind === 'unknown') {
        return { name: 'n', kind: 'n', asked: true };
    }
    const effect = fixed.find(({ value, marginal }) => value === null && marginal === null);
    if (effect) {
        return { name: effect.name, kind: 'effect', asked: true };
    }
    const outermost = outermostGroup(spec);
    return outermost === null ? { name: 'n', kind: 'n', asked: false } : { name: outermost, kind: 'count', asked: false };
}
