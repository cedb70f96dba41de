/** Whether a group has too little information for the accuracy in use. */
import { isLinear } from '../../src-engine/family/families.js';
import { examine } from '../../src-engine/index.js';
import type { Analysis, Finding, ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { SmallInformation } from '../diagnostics/accuracy.js';
import { issueOf, type Issue } from '../diagnostics/issue.js';
import type { LoweredModel } from '../lowered-model.js';
import { requestedAccuracy } from '../presentation/prose/accuracy-text.js';

/**
 * The least information I in a unit at which an accuracy is reliable, as a multiple of the information in the law of the random
 * effects. With one random effect and a constant weight, m times the variance is exactly σ²(1 + 1/I) for the fixed effect and
 * 2σ⁴(1 + 1/I)² for σ²:
 *
 * - leading terms omit 1/I of the first, at I = 1 half of it;
 * - two terms have all of the first and omit 1/I² of the second, at I = 1 a quarter of it;
 * - the refined form has all of both. Where the weight varies, comparisons found it good for fixed effects, and 17 % too large for
 *   a variance at I = 1/4, the smallest value that was compared.
 */
const leastInformation = { leading: 1, twoTerm: 1, refined: 0.25 };

/** The facts about a group with little information; null where the accuracy in use is good enough. */
export function smallInformation(
    { group, information }: Extract<Finding, { code: 'small-information' }>,
    spec: ModelSpec
): SmallInformation | null {
    const accuracy = requestedAccuracy(spec);
    // In linear models the refined form is exact.
    if (accuracy === 'exact' || (accuracy === 'refined' && isLinear(spec.family))) {
        return null;
    }
    const below = leastInformation[accuracy];
    return information < below ? { group, information, below, accuracy } : null;
}

/** Of refined variances that are in use: where exact ones are, nothing depends on them. */
export function refinedInformationIssues({ places }: LoweredModel, spec: ModelSpec, { parameters }: Analysis): Issue[] {
    if (requestedAccuracy(spec) !== 'refined' || isLinear(spec.family)) {
        return [];
    }
    const { findings } = examine(spec);
    if (findings.some(finding => finding.code === 'not-identified' && finding.shared === 'everything')) {
        return [];
    }
    return findings.flatMap(finding => {
        const facts = finding.code === 'small-information' ? smallInformation(finding, spec) : null;
        const place = places.find(({ kind, name }) => kind === 'group' && name === facts?.group);
        return facts && place && parameters.some(dependsOnRefined) ? [issueOf('small-information', place.nameRange, facts)] : [];
    });
}

/** A variance of random effects, or an effect whose refined variance may be off. */
function dependsOnRefined({ kind, using, exactMayDiffer }: ParameterAnalysis): boolean {
    return using !== 'exact' && (kind === 'variance' || kind === 'covariance' || exactMayDiffer !== null);
}
