import type { ElementPlace } from '../language/index.js';
import {
    accuracyHover,
    covarianceParameterHover,
    derivedHover,
    dispersionHover,
    fixedEffectHover,
    groupHover,
    type ModelView,
    precisionHover,
    predictorHover,
    testHover
} from '../language/presentation/index.js';

const hovers: Record<ElementPlace['kind'], (view: ModelView, name: string, doc: string | null) => string> = {
    fixed: fixedEffectHover,
    variance: covarianceParameterHover,
    covariance: covarianceParameterHover,
    dispersion: (view, _name, doc) => dispersionHover(view, doc),
    derived: derivedHover,
    predictor: predictorHover,
    group: groupHover,
    test: testHover,
    precision: precisionHover,
    accuracy: (view, _name, doc) => accuracyHover(view, doc)
};

/** The Markdown over an element of a model, by its kind and its name in `places`. */
export function elementHover(view: ModelView, { kind, name }: Pick<ElementPlace, 'kind' | 'name'>, doc: string | null): string {
    return hovers[kind](view, name, doc);
}
