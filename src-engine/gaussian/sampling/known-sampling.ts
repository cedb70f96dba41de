/** The samplings of the last models, which analyses and answers share: it does not depend on the values of effects. */
import { isReason } from '../../result/reason.js';
import { NotAvailable } from '../../result/not-available.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import type { JointCovariance } from '../../structure/structure-result.js';
import { PredictorSampling } from './predictor-sampling.js';
import { mostKeptSamplings } from './limits.js';

const known = new Map<string, PredictorSampling>();

/**
 * @param fisher the inverse of the expected information of all fixed effects at the design
 * @throws NotAvailable where n is not one number, and where terms or laws can't be read
 */
export function knownSampling(spec: ModelSpec, fisher: JointCovariance): { sampling: PredictorSampling; n: number } {
    const size = spec.design.n;
    if (size === null || size.kind === 'unknown') {
        throw new NotAvailable({ code: 'unknown-value', what: 'n' });
    }
    if (size.kind !== 'fixed') {
        throw new NotAvailable({ code: 'structure', structure: 'unequal-sizes' });
    }
    const { n } = size;
    const key = JSON.stringify([spec.predictors, spec.fixed.map(({ name, term }) => [name, term])]);
    const found = known.get(key);
    if (found) {
        return { sampling: found, n };
    }
    const at = spec.fixed.map((_, i) => fisher.members.indexOf(i));
    if (at.includes(-1)) {
        throw new NotAvailable(isReason(fisher.others) ? fisher.others : { code: 'not-computed' });
    }
    const made = new PredictorSampling(spec, at.map(i => at.map(j => (fisher.covariance[i][j] * n) / spec.family.phi))); // prettier-ignore
    if (mostKeptSamplings <= known.size) {
        known.delete(known.keys().next().value!);
    }
    known.set(key, made);
    return { sampling: made, n };
}
