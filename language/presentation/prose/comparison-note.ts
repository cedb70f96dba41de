import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

/** Warns that the variances of two models are not comparable, where their links put the effects on different scales; null where the links are the same. Plain text. */
export function comparisonNote(first: ModelSpec, second: ModelSpec): string | null {
    const [one, other] = [first.family.link, second.family.link];
    return one === other
        ? null
        : `The effects are on different scales (${one} and ${other} link), so a ratio of their variances means little. Compare powers and sizes instead.`;
}
