import type { ElementPlace } from '../../lowered-model.js';
import type { ModelView } from '../model-view.js';
import { derivedHover } from './derived.js';
import { dispersionHover } from './dispersion.js';
import { fixedEffectHover } from './fixed-effect.js';
import { groupHover } from './group.js';
import { precisionHover, testHover } from './hypothesis.js';
import { predictorHover } from './predictor.js';
import { covarianceParameterHover } from './random-effect.js';

/** The hover over a named element of a model, wherever its name stands. Markdown. */
export function elementHover(view: ModelView, { kind, name, doc }: Pick<ElementPlace, 'kind' | 'name' | 'doc'>): string {
    switch (kind) {
        case 'fixed':
            return fixedEffectHover(view, name, doc);
        case 'variance':
        case 'covariance':
            return covarianceParameterHover(view, name, doc);
        case 'dispersion':
            return dispersionHover(view, doc);
        case 'derived':
            return derivedHover(view, name, doc);
        case 'predictor':
            return predictorHover(view, name, doc);
        case 'group':
            return groupHover(view, name, doc);
        case 'test':
            return testHover(view, name, doc);
        case 'precision':
            return precisionHover(view, name, doc);
    }
}
