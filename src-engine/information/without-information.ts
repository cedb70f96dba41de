/** Why the data hold no information about an effect: its term is 0, or the linear predictor is so large that the responses do not vary. */
import type { PredictorRule } from '../predictors/predictor-points.js';
import type { Reason } from '../result/reason.js';
import { farthestPredictor } from './limits.js';

export function withoutInformation(effect: string, { groups }: PredictorRule): Reason {
    const isFar = (etas: Float64Array): boolean => etas.some(eta => farthestPredictor < Math.abs(eta));
    // A predictor that is integrated over along ν adds its coefficient to η.
    const isLarge = groups.some(({ points, folded }) =>
        [points.eta, points.etaNu, ...[folded, ...(points.folded ?? [])].map(one => one?.eta ?? new Float64Array())].some(isFar)
    );
    return isLarge
        ? { code: 'not-finite', detail: `with such large effects no response varies where the term of ${effect} is not 0` }
        : { code: 'collinear', effects: [effect] };
}
