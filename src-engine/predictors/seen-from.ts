/** A model of several factors as the units of one of them see it. */
import type { ModelSpec } from '../spec/model-spec.js';
import { enclosing } from './blocks.js';

/** The model with this factor alone. Predictors that are constant in its units are drawn for each of them. */
export function seenFrom(spec: ModelSpec, factor: number): ModelSpec {
    const random = spec.random[factor];
    const around = enclosing(spec, random.group);
    const predictors = spec.predictors.map(p =>
        p.kind === 'derived' ? p : { ...p, per: p.per !== null && around.includes(p.per) ? random.group : null }
    );
    return { ...spec, predictors, random: [{ ...random, within: null }] };
}
