/** The exact information, by the way that the model allows: closed algebra, a sum over sufficient statistics, or simulated groups. */
import type { JointCovariance } from '../structure/structure-result.js';
import { exactInformation, isEnumerable } from '../exact/exact-information.js';
import { gaussianExact } from '../gaussian/gaussian-exact.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

export interface ExactCovarianceOptions {
    shouldStop: () => boolean;
    /** Null: only what is closed or a short sum. */
    simulate: { relativeError: number; seed: number } | null;
}

/** Whether the model has the exact algebra of Gaussian responses. */
export const isGaussian = ({ family }: ModelSpec): boolean => family.name === 'gaussian' && family.link === 'identity';

/** @param spec a model with grouping factors. @throws NotAvailable; `not-computed` where it takes a simulation that was not asked for */
export function exactCovariance(spec: ModelSpec, { shouldStop, simulate }: ExactCovarianceOptions): JointCovariance {
    if (isGaussian(spec)) {
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
