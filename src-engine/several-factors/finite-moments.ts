/** Whether the expectations over drawn predictors exist with several grouping factors. */
import { groupModel } from '../predictors/group-model.js';
import { checkTails } from '../predictors/predictor-rule.js';
import { NotAvailable } from '../result/not-available.js';
import type { Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { stackedEffects } from './factor-model.js';

/**
 * Why an expectation is infinite; null where none is known to be. A mean over studies would still be finite, because random effects bound what a single observation
 * tells; but a few observations then have all the information, and the mean says little about a study.
 *
 * @param spec with intercepts solved
 */
export function infiniteMoment(spec: ModelSpec): Reason | null {
    try {
        checkTails(groupModel({ ...spec, random: [stackedEffects(spec.random)] }));
    } catch (error) {
        if (!(error instanceof NotAvailable)) {
            throw error;
        }
        return error.reason.code === 'infinite-moment' ? error.reason : null;
    }
    return null;
}
