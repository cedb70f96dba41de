/** The exact covariance, computed as the model allows: by closed algebra, a sum over sufficient statistics, simulated groups, or simulated studies. */
import { isLinear } from '../family/families.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { exactInformation, isEnumerable } from '../exact/exact-information.js';
import type { KeptInformation } from '../exact/kept-information.js';
import { longBudget } from '../exact/limits.js';
import { simulatedStudy } from '../exact/study/simulated-study.js';
import { gaussianExact } from '../gaussian/gaussian-exact.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

export interface ExactCovarianceOptions {
    shouldStop: () => boolean;
    /** Null: only closed forms and sums. `budget`: the most evaluations of log f. `tolerated`: the error that is good enough where it ends. */
    simulate: { relativeError: number; seed: number; budget: number; tolerated: number } | null;
    /** The most evaluations of log f in a sum. Default: about a second. */
    budget?: number;
    kept?: KeptInformation;
}

/** @param spec a model with grouping factors. @throws NotAvailable; `not-computed` where it needs a simulation that was not asked for */
export function exactCovariance(spec: ModelSpec, options: ExactCovarianceOptions): JointCovariance {
    const { shouldStop, simulate, budget } = options;
    if (isLinear(spec.family)) {
        // A short simulation would only repeat what the refined form already gives.
        return gaussianExact(spec, { shouldStop, monteCarlo: simulate && simulate.budget < longBudget ? null : simulate });
    }
    if (spec.random.length > 1) {
        // A short simulation tells too little of the variance components.
        if (!simulate || simulate.budget < longBudget) {
            throw new NotAvailable({ code: 'not-computed' });
        }
        const compute = (): JointCovariance => simulatedStudy(spec, { shouldStop, ...simulate });
        return options.kept ? options.kept.ofStudy(spec, simulate, compute) : compute();
    }
    if (!simulate && !isEnumerable(spec, budget)) {
        throw new NotAvailable({ code: 'not-computed' });
    }
    return exactInformation(spec, options);
}
