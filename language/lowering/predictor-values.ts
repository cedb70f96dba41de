/** The values of a predictor that has finitely many. */
import { listedValues, type PredictorValue } from '../../src-engine/laws/index.js';
import { isPredictor, type PredictorName } from '../generated/ast.js';
import type { ModelContext } from './context.js';
import { isComparison } from './expression-lowering.js';
import { findPredictorCycle } from './predictor-cycle.js';
import { lowerPredictor } from './predictors.js';

/** As `listedValues`. Undefined also where the predictor, or one that it depends on, has no meaning, which is reported elsewhere. */
export function valuesOfPredictor(name: PredictorName, context: ModelContext): readonly PredictorValue[] | null | undefined {
    const predictor = context.once(lowerPredictor, name.$container);
    if (!predictor) {
        return undefined;
    }
    if (predictor.kind !== 'derived' || isComparison(predictor.term.op)) {
        return listedValues(name.name, [predictor]);
    }
    const nodes = context.elements(isPredictor);
    const predictors = findPredictorCycle(nodes) ? [undefined] : nodes.map(node => context.once(lowerPredictor, node));
    return predictors.every(one => one !== undefined) ? listedValues(name.name, predictors) : undefined;
}
