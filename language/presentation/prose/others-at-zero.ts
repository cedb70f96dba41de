/** Where the mean response is that of a term alone. An offset of 0 stands for an exposure of 1. */
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { list } from './enumeration.js';

/** `where all other terms are 0`, `where the offset, all other terms and the random effects are 0`. */
export function whereOthersAreZero({ offset, random }: Pick<ModelSpec, 'offset' | 'random'>, { randomEffects = false } = {}): string {
    const hasRandomEffects = randomEffects && random.some(({ effects }) => effects.length > 0);
    const parts = [offset !== null && 'the offset', 'all other terms', hasRandomEffects && 'the random effects'];
    return `where ${list(parts.filter(part => part !== false))} are 0`;
}

/** ` at offset 0`, in few words behind a mean; empty without an offset. */
export function atOffsetZero({ offset }: Pick<ModelSpec, 'offset'>): string {
    return offset === null ? '' : ' at offset 0';
}
