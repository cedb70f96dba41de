import { isPredictorName, type Predictor, type PredictorName } from '../generated/ast.js';
import { walk } from '../parsing/walk.js';
import { resolve } from '../scoping/names.js';

/** The predictors in the term of a derived one. */
function ingredients(predictor: Predictor): PredictorName[] {
    return predictor.term
        ? walk(predictor.term)
              .references.map(({ reference, node, property }) => resolve(reference, node, property))
              .filter(isPredictorName)
        : [];
}

/** The first cycle among derived predictors, as the names along it. Visits each predictor once. */
export function findPredictorCycle(predictors: readonly Predictor[]): PredictorName[] | undefined {
    const finished = new Set<Predictor>();
    const open = new Map<Predictor, number>();
    const path: PredictorName[] = [];

    function visit(name: PredictorName): PredictorName[] | undefined {
        const predictor = name.$container;
        const start = open.get(predictor);
        if (start !== undefined) {
            return path.slice(start);
        }
        if (finished.has(predictor)) {
            return undefined;
        }
        open.set(predictor, path.length);
        path.push(name);
        for (const ingredient of ingredients(predictor)) {
            const cycle = visit(ingredient);
            if (cycle) {
                return cycle;
            }
        }
        path.pop();
        open.delete(predictor);
        finished.add(predictor);
        return undefined;
    }

    for (const { names } of predictors) {
        const cycle = names[0] && visit(names[0]);
        if (cycle) {
            return cycle;
        }
    }
    return undefined;
}
