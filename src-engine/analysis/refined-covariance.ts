/** The refined covariance, computed as the model allows: by a deterministic rule, by the exact algebra of Gaussian responses, or as the mean over whole studies. */
import { isLinear, weightOf } from '../family/families.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { infiniteMoment } from '../several-factors/finite-moments.js';
import { selected, type JointCovariance } from '../structure/structure-result.js';
import { refinedComponents, refinedStudy, type RefinedStudyOptions } from '../study/refined-study.js';
import { withExactComponents } from './exact-components.js';
import { exactCovariance } from './exact-covariance.js';

export interface RefinedOptions extends RefinedStudyOptions {
    /** Whether to compute the variance components too: never, only where they have a closed form, or also where they need a mean over studies. */
    components: 'none' | 'closed' | 'all';
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
    const several = spec.random.length > 1;
    // With several factors the exact algebra of Gaussian responses is the refined form. A study needs finite expectations, as a rule does.
    const found =
        linear && several
            ? attempt(() => exactCovariance(spec, { shouldStop, simulate: null }))
            : ((several ? infiniteMoment(spec) : null) ?? (options.components === 'none' ? byRule : withExactComponents(spec, byRule)));
    if (linear && !several && !isReason(found) && options.components === 'none') {
        return { ...fixedOf(spec, found), others: notComputed };
    }
    if (linear && !isReason(found) && spec.fixed.length < found.members.length) {
        return found;
    }
    const fixed = isReason(found) && needsStudy(spec, found) ? attempt(() => refinedStudy(spec, options)) : found;
    if (isReason(fixed)) {
        return fixed;
    }
    const components = options.components === 'all' ? attempt(() => refinedComponents(spec, options)) : notComputed;
    return isReason(components) ? { ...fixedOf(spec, fixed), others: components } : joined(spec, fixedOf(spec, fixed), components);
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

/** The fixed effects among the estimates. */
function fixedOf({ fixed }: ModelSpec, joint: JointCovariance): JointCovariance {
    return selected(joint, member => member < fixed.length);
}

/** The fixed effects' covariance in place of that of the joint information, in which β is less precise. */
function joined({ fixed: { length: p } }: ModelSpec, fixed: JointCovariance, joint: JointCovariance): JointCovariance {
    const components = selected(joint, member => p <= member);
    const members = [...fixed.members, ...components.members];
    const from = (source: JointCovariance, a: number, b: number): number | undefined =>
        source.covariance[source.members.indexOf(a)]?.[source.members.indexOf(b)];
    return {
        ...fixed,
        members,
        covariance: members.map(a => members.map(b => from(fixed, a, b) ?? from(joint, a, b) ?? 0)),
        errors: [...fixed.errors, ...components.errors],
        ...((fixed.withheld ?? components.withheld) && { withheld: new Map([...(fixed.withheld ?? []), ...(components.withheld ?? [])]) })
    };
}
