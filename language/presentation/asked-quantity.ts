/** The number that a model asks for by `?`. */
import type { Required } from '../../src-engine/answers.js';
import type { ModelSpec } from '../../src-engine/model-spec.js';

/** What is asked for: a group's count, `n`, or a fixed effect's value; null where nothing is. */
export function askedQuantity({ fixed, design }: ModelSpec): { kind: Required['kind']; name: string } | null {
    const effect = fixed.find(({ value, marginal }) => value === null && marginal === null);
    if (effect) {
        return { kind: 'effect', name: effect.name };
    }
    const entry = design.counts.find(({ count }) => count === null);
    if (entry) {
        return { kind: 'count', name: entry.group };
    }
    return design.n?.kind === 'unknown' ? { kind: 'n', name: 'n' } : null;
}
