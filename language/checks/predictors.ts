import { isFixedEffect, isPredictor, type FixedEffect, type Model, type Offset, type Predictor } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { pathText } from '../lowering/path-text.js';
import { findPredictorCycle } from '../lowering/predictor-cycle.js';
import type { Check } from './check.js';

export const derivedPredictorsMustNotUseThemselves: Check<Model> = (_, context) => {
    const cycle = findPredictorCycle(context.elements(isPredictor));
    const [first] = cycle ?? [];
    if (cycle && first) {
        context.report.add(
            'cyclic-definition',
            { node: first, part: { property: 'name' } },
            `\`${first.name}\` is defined by itself: ${pathText([...cycle, first].map(({ name }) => name))}. Let it depend on other predictors.`
        );
    }
};

export const severalNamesMustHaveALaw: Check<Predictor> = (predictor, { report }) => {
    if (predictor.names.length > 1 && (predictor.each || predictor.term)) {
        report.add(
            'wrong-number-of-names',
            predictor,
            'Several predictors at once need a law of several dimensions, such as `MvNormal`. Write a line for each of them.'
        );
    }
};

/** Every number and term of an entry has a meaning; what has none is reported where it is. */
export const predictorMustHaveAMeaning: Check<Predictor> = (predictor, context) => {
    predictor.points.forEach(point => context.number(point));
    context.terms.term(predictor.term);
};

export const offsetMustHaveAMeaning: Check<Offset> = (offset, context) => {
    context.terms.term(offset.term);
};

/** Whether an effect's term is the number 1, the intercept's. */
export function termIsConstant(effect: FixedEffect | undefined, context: ModelContext): boolean {
    return isFixedEffect(effect) && context.terms.term(effect.term)?.op === 'number';
}
