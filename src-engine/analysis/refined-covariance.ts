/** The refined covariance, computed as the model allows: by a deterministic rule, by the exact algebra of Gaussian responses, or as the mean over whole studies. */
import { isLinear } from '../family/families.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { refinedStudy } from '../study/refined-study.js';
import { exactCovariance } from './exact-covariance.js';

export interface RefinedOptions {
    shouldStop: () => boolean;
    seed: number;
}

/**
 * @param spec with intercepts solved
 * @param byRule the refined form by the rule of the structure, or why it has none
 */
export function refinedCovariance(spec: ModelSpec, byRule: JointCovariance | Reason, options: RefinedOptions): JointCovariance | Reason {
    const { shouldStop } = options;
    // With several factors the exact algebra of Gaussian responses is the refined form.
    const algebra = spec.random.length > 1 && isLinear(spec.family);
    const found = algebra ? attempt(() => exactCovariance(spec, { shouldStop, simulate: null })) : byRule;
    return isReason(found) && needsStudy(found) ? attempt(() => refinedStudy(spec, options)) : found;
}

/** Whether a mean over studies may exist where a rule has failed for this reason. */
function needsStudy(reason: Reason): boolean {
    switch (reason.code) {
        case 'no-formula':
            return reason.structure !== 'singular';
        case 'structure':
        case 'accuracy':
        case 'not-finite':
        case 'not-computed':
            return true;
        default:
            return false;
    }
}
