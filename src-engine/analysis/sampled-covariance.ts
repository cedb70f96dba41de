/** The exact covariance of a Gaussian linear model without random effects: the mean over samples of its predictors. */
import { knownSampling } from '../gaussian/sampling/known-sampling.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { attempt, NotAvailable } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { parameterIndex, type JointCovariance } from '../structure/structure-result.js';

/**
 * E φ(XᵀX)⁻¹ of the fixed effects, and 2φ²/(n − p) of the unbiased estimate of φ; the two are independent. Designs that cannot estimate the effects, such as those
 * without an observation in an arm, are left out.
 *
 * @param fisher the inverse of the expected information, which is exact for many observations
 * @throws NotAvailable
 */
export function sampledCovariance(
    spec: ModelSpec,
    fisher: JointCovariance,
    { seed, integral: { shouldStop } }: { seed: number; integral: Pick<IntegralOptions, 'shouldStop'> }
): JointCovariance {
    const { sampling, n } = knownSampling(spec, fisher);
    const { phi } = spec.family;
    const p = spec.fixed.length;
    const found = attempt(() => sampling.meanInverse(n, { seed, shouldStop }));
    const { inverse, errors, simulated } = isReason(found) ? { inverse: [], errors: [], simulated: false } : found;
    const at = parameterIndex(spec).phi;
    if (at === null || n <= p) {
        throw new NotAvailable(isReason(found) ? found : { code: 'infinite-over-samples', least: p + 1 });
    }
    const members = inverse.map((_, i) => i);
    return {
        members: [...members, at],
        covariance: [...inverse.map(row => [...row.map(x => phi * x), 0]), [...members.map(() => 0), (2 * phi * phi) / (n - p)]],
        errors: [...errors.map(x => phi * x), 0],
        simulated,
        standing: 'published',
        ...(isReason(found) && { others: found })
    };
}
