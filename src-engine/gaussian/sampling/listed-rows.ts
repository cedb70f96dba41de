/** The rows of D that can occur, where their predictors have few values. */
import type { SampledPredictors, StandardTerms } from './sampled-predictors.js';
import { mostListedDesigns, equalRows } from './limits.js';

export interface WeightedRows {
    rows: Float64Array[];
    /** Probabilities, or the share of the observations that have a point. */
    weights: number[];
}

/** Null where a predictor of D has more values than can be listed. Equal rows are listed once. */
export function listedRows(predictors: SampledPredictors, { sources, transform, drawn }: StandardTerms): WeightedRows | null {
    const { design } = predictors;
    const few = sources.flatMap(({ source }) => (source.kind === 'few' ? [source] : []));
    const total = few.reduce((product, { atoms }) => product * atoms.length, design.points);
    if (few.length < sources.length || mostListedDesigns < total) {
        return null;
    }
    const own = transform.slice(0, drawn);
    const known = new Map<string, number>();
    const found: WeightedRows = { rows: [], weights: [] };
    const visit = (depth: number, probability: number): void => {
        if (depth < few.length) {
            for (const { value, probability: share } of few[depth].atoms) {
                design.values[few[depth].slots[0]] = value;
                visit(depth + 1, probability * share);
            }
            return;
        }
        const row = predictors.row(own);
        const key = row.map(x => Math.round(x / equalRows)).join();
        const at = known.get(key);
        if (at === undefined) {
            known.set(key, found.rows.length);
            found.rows.push(row);
            found.weights.push(probability);
        } else {
            found.weights[at] += probability;
        }
    };
    for (let point = 0; point < design.points; point++) {
        design.place(point);
        visit(0, 1 / design.points);
    }
    return found;
}
