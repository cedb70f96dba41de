/** Whether observations of a binomial response may have no trials. */
import { isScalarLaw, lawSupport } from '../../src-engine/laws/index.js';
import type { ModelSpec, Term } from '../../src-engine/spec/model-spec.js';

/** True unless the number of trials is a constant or a predictor whose values are all above 0. */
export function mayBeWithoutTrials({ family, predictors }: ModelSpec): boolean {
    return family.trials !== null && !isPositive(family.trials, predictors);
}

/** Numbers of trials are rounded. */
const least = 0.5;

function isPositive(term: Term, predictors: ModelSpec['predictors']): boolean {
    if (term.op === 'number') {
        return term.value >= least;
    }
    const name = term.op === 'predictor' ? term.name : null;
    return predictors.some(predictor => {
        switch (predictor.kind) {
            case 'each':
                return predictor.name === name && Math.min(...predictor.points) >= least;
            case 'random': {
                const { names, law } = predictor;
                return names.some(own => own === name) && isScalarLaw(law) && lawSupport(law).min >= least;
            }
            case 'derived':
                return predictor.name === name && isPositive(predictor.term, predictors);
        }
    });
}
