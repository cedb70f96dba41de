/** The exact covariance, computed as the model allows: by closed algebra, a sum over sufficient statistics, or simulated groups. */
import { isLinear } from '../family/families.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { exactInformation, isEnumerable } from '../exact/exact-information.js';
import { gaussianExact } from '../gaussian/gaussian-exact.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

export interface ExactCovarianceOptions {
    shouldStop: () => boolean;
    /** Null: only closed forms and short sums. */
    simulate: { relativeError: number; seed: number } | null;
}

/** @param spec a model with grouping factors. @throws NotAvailable; `not-computed` where it needs a simulation that was not asked for */
export function exactCovariance(spec: ModelSpec, { shouldStop, simulate }: ExactCovarianceOptions): JointCovariance {
    if (isLinear(spec.family)) {
        return gaussianExact(spec, { shouldStop, monteCarlo: simulate });
    }
    if (spec.random.length > 1) {
        const nested = spec.random.some(({ within }) => within !== null);
        throw new NotAvailable({ code: 'no-formula', accuracy: 'exact', structure: nested ? 'levels' : 'crossed' });
    }
    if (!simulate && !isEnumerable(spec)) {
        throw new NotAvailable({ code: 'not-computed' });
    }
    return exactInformation(spec, { shouldStop, simulate });
}
