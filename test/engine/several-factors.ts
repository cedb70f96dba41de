/** Model specs with several grouping factors, for tests of the engine. */
import type { ModelSpec, RandomEffectsSpec } from '../../src-engine/spec/model-spec.js';
import { modelSpec, type Sketch } from './specs.js';

export const options = { accuracy: 1e-10, budget: 2e8, shouldStop: () => false };

/** A random block all of whose covariances are parameters. */
export function factor(group: string, effects: string[], covariance: number[][], within: string | null = null): RandomEffectsSpec {
    return { group, within, effects, covariance: { structure: 'unstructured', matrix: covariance } };
}

/** @param sizes units of each factor in their order, and n last */
export function withFactors(sketch: Sketch, random: RandomEffectsSpec[], sizes: number[]): ModelSpec {
    const base = modelSpec(sketch);
    const n = sizes.at(-1)!;
    return {
        ...base,
        random,
        design: { ...base.design, counts: random.map(({ group }, f) => ({ group, count: sizes[f] })), n: { kind: 'fixed', n } }
    };
}
