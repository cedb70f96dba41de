/** Rows of D that are drawn once for many designs: each draw is a sequence of observations, and a design of n has its first n. */
import { SeededGenerator } from '../../laws/seeded-generator.js';
import { NotAvailable } from '../../result/not-available.js';
import type { SampledPredictors, StandardTerms } from './sampled-predictors.js';
import { drawnRowsAtOnce, fewestDraws, mostDesignsDrawn, mostKeptPools } from './limits.js';

export interface DrawOptions {
    seed: number;
    shouldStop: () => boolean;
}

export interface DrawnRows {
    size: number;
    draws: number;
    /** The observations of each draw. */
    capacity: number;
    /** Row by row, draw by draw. */
    rows: Float64Array;
    /** DᵀD of each draw by n, from which that of a larger n follows. */
    sums: Map<number, Float64Array>;
}

const known = new WeakMap<StandardTerms, Map<string, DrawnRows>>();

/**
 * Sequences of at least n observations. Their number changes at powers of 2 only, because at each change a search sees a small jump.
 *
 * @throws NotAvailable `stopped`, and `not-finite` for a term without a value
 */
export function drawnRows(predictors: SampledPredictors, terms: StandardTerms, n: number, { seed, shouldStop }: DrawOptions): DrawnRows {
    // prettier-ignore
    const { drawn: size, sources } = terms;
    const capacity = 2 ** Math.ceil(Math.log2(n));
    const draws = Math.round(Math.min(mostDesignsDrawn, Math.max(fewestDraws, drawnRowsAtOnce / capacity)));
    const pools = known.get(terms) ?? new Map<string, DrawnRows>();
    known.set(terms, pools);
    const key = `${capacity} ${draws} ${seed}`;
    const found = pools.get(key);
    if (found) {
        return found;
    }
    const own = terms.transform.slice(0, size);
    const rows = new Float64Array(draws * capacity * size);
    let at = 0;
    for (let draw = 0; draw < draws; draw++) {
        if (shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        const generator = new SeededGenerator(seed + (draw + 1) / 2 ** 20);
        for (let observation = 0; observation < capacity; observation++) {
            predictors.draw(observation, generator, sources);
            predictors.writeRow(own, rows, at);
            at += size;
        }
    }
    if (mostKeptPools <= pools.size) {
        pools.delete(pools.keys().next().value!);
    }
    const made: DrawnRows = { size, draws, capacity, rows, sums: new Map() };
    pools.set(key, made);
    return made;
}
