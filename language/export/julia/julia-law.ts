/** Laws of predictors as Julia's Distributions draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { drawCodeOf } from '../draw-code.js';
import { wrappedList } from '../wrapped-list.js';
import { juliaReal, juliaString, juliaVector } from './julia-text.js';

/** A vector of `size` draws of a law of one number or level; `size` is Julia code. */
export function juliaDraws(law: Law, size: string): string {
    return drawCodeOf(law).julia(law, {
        size,
        number: juliaReal,
        numbers: juliaVector,
        strings: values => wrappedList('[', values.map(juliaString), ']'),
        positions: probabilities => `rand(rng, Categorical(${juliaVector(probabilities)}), ${size})`,
        draws: other => juliaDraws(other, size)
    });
}
