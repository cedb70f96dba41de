/** The refined covariance, computed as the model allows: by a deterministic rule, by the exact algebra of Gaussian responses, or as the mean over whole studies. */
import { isLinear, weightOf } from '../family/families.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { refinedComponents, refinedStudy, type RefinedStudyOptions } from '../study/refined-study.js';
import { withExactComponents } from './exact-components.js';
import { exactCovariance } from './exact-covariance.js';

export interface RefinedOptions extends RefinedStudyOptions {
    /** Whether to compute the variance components too, where they need a mean over studies. */
    components: boolean;
}

/**
 * The fixed effects and the variance components, which come from different informations (see `study/shrunk-mode.ts`) and are joined here.
 *
 * @param spec with intercepts solved
 * @param byRule the refined form by the rule of the structure, or why it has none
 */
export function refinedCovariance(spec: ModelSpec, byRule: JointCovariance | Reason, options: RefinedOptions): JointCovariance | Reason {
    if (spec.random.length === 0) {
        return byRule;
    }
    const { shouldStop } = options;
    const linear = isLinear(spec.family);
    // With several factors the exact algebra of Gaussian responses is the refined form.
    const algebra = linear && spec.random.length > 1;
    const found = algebra ? attempt(() => exactCovariance(spec, { shouldStop, simulate: null })) : withExactComponents(spec, byRule);
    if (linear && !isReason(found) && spec.fixed.length < found.members.length) {
        return found;
    }
    const fixed = isReason(found) && needsStudy(spec, found) ? attempt(() => refinedStudy(spec, options)) : found;
    if (isReason(fixed)) {
        return fixed;
    }
    const components = options.components ? attempt(() => refinedComponents(spec, options)) : notComputed;
    return isReason(components)
        ? { ...of(fixed, spec.fixed.length), others: components }
        : joined(of(fixed, spec.fixed.length), components);
}

const notComputed: Reason = { code: 'not-computed' };

/**
 * Whether a mean over studies may exist where a rule has failed for this reason. Where weights are exponential in η and drawn predictors give a few observations all the
 * information of a group, the mean exists but is far from the exact variance (1.4 to 2 times in checked cases), so it is withheld.
 */
function needsStudy({ family }: ModelSpec, reason: Reason): boolean {
    switch (reason.code) {
        case 'no-formula':
            return reason.structure === 'heavy-tails' ? weightOf(family)?.kind !== 'exponential' : reason.structure !== 'singular';
        case 'structure':
        case 'accuracy':
        case 'not-finite':
        case 'not-computed':
            return true;
        default:
            return false;
    }
}

/** The first members, which are the fixed effects. */
function of(joint: JointCovariance, count: number): JointCovariance {
    const { members, covariance, errors } = joint;
    return {
        ...joint,
        members: members.slice(0, count),
        covariance: covariance.slice(0, count).map(row => row.slice(0, count)),
        errors: errors.slice(0, count)
    };
}

/** The fixed effects' covariance in place of that of the joint information, in which β is less precise. */
function joined(fixed: JointCovariance, joint: JointCovariance): JointCovariance {
    const p = fixed.members.length;
    return {
        ...joint,
        covariance: joint.covariance.map((row, i) => row.map((x, j) => (i < p && j < p ? fixed.covariance[i][j] : x))),
        errors: joint.errors.map((error, i) => (i < p ? fixed.errors[i] : error))
    };
}
