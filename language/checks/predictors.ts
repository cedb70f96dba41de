import { isFixedEffect, type FixedEffect, type Offset, type Predictor } from '../generated/ast.js';
import { AstUtils } from 'langium';
import { isPredictorName, isReference, type PredictorName } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { resolve } from '../scoping/names.js';
import type { Check } from './check.js';

/** The predictors that a derived one is made of. */
function ingredients(predictor: Predictor): PredictorName[] {
    return predictor.term
        ? AstUtils.streamAst(predictor.term)
              .filter(isReference)
              .map(reference => resolve(reference.target, reference, 'target'))
              .filter(isPredictorName)
              .toArray()
        : [];
}

/** A way from a derived predictor back to itself. */
function findCycle(start: Predictor): PredictorName[] | undefined {
    const seen = new Set<Predictor>();
    function search(predictor: Predictor, path: PredictorName[]): PredictorName[] | undefined {
        for (const name of ingredients(predictor)) {
            const next = name.$container;
            if (next === start) {
                return [...path, name];
            }
            if (!seen.has(next)) {
                seen.add(next);
                const found = search(next, [...path, name]);
                if (found) {
                    return found;
                }
            }
        }
        return undefined;
    }
    return search(start, []);
}

export const derivedPredictorMustNotUseItself: Check<Predictor> = (predictor, { report }) => {
    const [name] = predictor.names;
    const cycle = predictor.term && name && findCycle(predictor);
    if (cycle) {
        const path = [name, ...cycle].map(one => `\`${one.name}\``).join(' → ');
        report.add(
            'cyclic-definition',
            { node: name, part: { property: 'name' } },
            `\`${name.name}\` is defined by itself: ${path}. Let it depend on other predictors.`
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
