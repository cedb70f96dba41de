import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

/** Why variances in two models are not to be set against each other, where their effects are on different scales; null where they are on one. Plain text. */
export function comparisonNote(first: ModelSpec, second: ModelSpec): string | null {
    const [one, other] = [first.family.link, second.family.link];
    return one === other
        ? null
        : `The effects are on different scales (${one} and ${other} link): a ratio of their variances says little. Compare the answers.`;
}
