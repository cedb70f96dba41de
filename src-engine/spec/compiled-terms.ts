/** The terms of a model as functions of its predictors' values. */
import type { ModelSpec } from './model-spec.js';
import { compileTerm, derivedInOrder, indexPredictors, type Evaluator } from './term.js';

export interface CompiledTerms {
    /** Position of each predictor in `values`. */
    slots: ReadonlyMap<string, number>;
    /** Values of the predictors, to be set before terms are evaluated; those of derived ones by `derive`. */
    values: Float64Array;
    derive: () => void;
    terms: Evaluator[];
    offset: Evaluator | null;
    trials: Evaluator | null;
}

export function compiledTerms({ predictors, fixed, offset, family }: ModelSpec): CompiledTerms {
    const index = indexPredictors(predictors);
    const values = new Float64Array(index.slots.size);
    const derived = derivedInOrder(predictors).map(({ name, term }) => ({ slot: index.slots.get(name)!, at: compileTerm(term, index) }));
    return {
        slots: index.slots,
        values,
        derive() {
            for (const { slot, at } of derived) {
                values[slot] = at(values);
            }
        },
        terms: fixed.map(({ term }) => compileTerm(term, index)),
        offset: offset && compileTerm(offset, index),
        trials: family.trials && compileTerm(family.trials, index)
    };
}
