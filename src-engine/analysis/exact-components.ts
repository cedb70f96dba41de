/** The refined form of a Gaussian model with one grouping factor: its variance components and φ are exact wherever these need no random draws. */
import { isLinear } from '../family/families.js';
import { closedGaussianComponents } from '../gaussian/gaussian-exact.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';

/** The fixed effects of the refined form, and the exact components, which are orthogonal to them. Other models are returned as they are. */
export function withExactComponents(spec: ModelSpec, refined: JointCovariance | Reason): JointCovariance | Reason {
    if (isReason(refined) || !isLinear(spec.family) || spec.random.length === 0) {
        return refined;
    }
    const components = attempt(() => closedGaussianComponents(spec));
    if (components === undefined || isReason(components)) {
        return refined;
    }
    const p = spec.fixed.length;
    const fixed = refined.members.filter(member => member < p);
    const members = [...fixed, ...components.members];
    const covariance = members.map((a, i) =>
        members.map((b, j) => {
            if (a < p && b < p) {
                return refined.covariance[refined.members.indexOf(a)][refined.members.indexOf(b)];
            }
            return p <= a && p <= b ? components.covariance[i - fixed.length][j - fixed.length] : 0;
        })
    );
    const errors = [...fixed.map(member => refined.errors[refined.members.indexOf(member)]), ...components.errors];
    return { ...refined, members, covariance, errors };
}
