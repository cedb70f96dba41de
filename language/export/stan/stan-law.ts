/** Laws of predictors as Stan draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { drawCodeOf } from '../draw-code.js';
import { stanReal, stanVector } from './stan-text.js';

/** Statements that draw one number into `target`; a categorical predictor's is the position of its level. */
export function stanDraw(law: Law, target: string): string[] {
    const code = drawCodeOf(law).stan(law, {
        target,
        number: stanReal,
        numbers: values => stanVector(values),
        draw: other => stanDraw(other, target)
    });
    return typeof code === 'string' ? [`${target} = ${code};`] : code;
}
