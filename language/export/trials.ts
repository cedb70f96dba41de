/** Whether observations of a binomial response may have no trials. */
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
                const lower = law.law === 'discrete' ? Math.min(...law.values) : law.law === 'uniform' ? law.min : 0;
                return names.some(own => own === name) && lower >= least;
            }
            case 'derived':
                return predictor.name === name && isPositive(predictor.term, predictors);
        }
    });
}
