/** The intraclass correlation and the design effect in words. */
import { families } from '../../../src-engine/family/families.js';
import type { ModelView } from '../model-view.js';
import { formatCorrelation, formatValue } from '../notation/numbers.js';
import { unitsOf } from './plural.js';

/** `Intraclass correlation 0.071, design effect 1 + (n − 1)·0.071 = 2.34 for effects between clinics`; null where they do not exist. Plain text. */
export function clusteringText({ spec, answers }: Pick<ModelView, 'spec' | 'answers'>): string | null {
    if (!answers || answers.icc === null) {
        return null;
    }
    const isLatent = !families[spec.family.name].isNormal;
    const icc = formatCorrelation(answers.icc, 3);
    const design =
        answers.designEffect === null
            ? ''
            : `, design effect 1 + (n − 1)·${icc} = ${formatValue(answers.designEffect, 3)} for effects between ${unitsOf(spec.random[0]?.group ?? '')}`;
    return `Intraclass correlation ${icc}${isLatent ? ' on the scale of the linear predictor' : ''}${design}.`;
}
