import { isPredictor, type Model, type Offset, type Predictor } from '../generated/ast.js';
import { findPredictorCycle } from '../lowering/predictor-cycle.js';
import { lowerPredictor } from '../lowering/predictors.js';
import type { Check } from './check.js';

export const derivedPredictorsMustNotUseThemselves: Check<Model> = (_, context) => {
    const cycle = findPredictorCycle(context.elements(isPredictor));
    const [first] = cycle ?? [];
    if (cycle && first) {
        context.report.add(
            'cyclic-definition',
            { node: first, part: { property: 'name' } },
            { of: 'predictor', names: [...cycle, first].map(({ name }) => name) }
        );
    }
};

export const severalNamesMustHaveALaw: Check<Predictor> = (predictor, { report }) => {
    if (predictor.names.length > 1 && (predictor.each || predictor.term)) {
        report.add('wrong-number-of-names', predictor, { problem: 'no law' });
    }
};

/** Evaluates every number and term of a predictor, which reports those without a meaning. */
export const predictorMustHaveAMeaning: Check<Predictor> = (predictor, context) => {
    context.once(lowerPredictor, predictor);
    context.terms.term(predictor.term);
};

export const offsetMustHaveAMeaning: Check<Offset> = (offset, context) => {
    context.terms.term(offset.term);
};
