import type { ElementPlace } from '../../lowered-model.js';
import type { ModelView } from '../model-view.js';
import { accuracyHover } from './accuracy.js';
import { askedHover } from './asked.js';
import { costHover } from './cost.js';
import { derivedHover } from './derived.js';
import { dispersionHover } from './dispersion.js';
import { fixedEffectHover } from './fixed-effect.js';
import { groupHover } from './group.js';
import { precisionHover } from './precision.js';
import { predictorHover } from './predictor.js';
import { covarianceParameterHover } from './random-effect.js';
import { sweepHover } from './sweep.js';
import { testHover } from './test.js';

/** The Markdown over an element of a model, by its kind and its name or index in `places`. */
export function elementHover(
    view: ModelView,
    { kind, name, index }: Pick<ElementPlace, 'kind' | 'name' | 'index'>,
    doc: string | null
): string {
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
        case 'accuracy':
            return accuracyHover(view, doc);
        case 'test':
            return index === null ? '' : testHover(view, index, doc);
        case 'precision':
            return index === null ? '' : precisionHover(view, index, doc);
        case 'cost':
            return costHover(view, doc);
        case 'asked':
            return askedHover(view);
        case 'sweep':
            return sweepHover(view, doc);
    }
}
