/** The exact covariance, computed as the model allows: by closed algebra, a sum over sufficient statistics, simulated groups, or simulated studies. */
import { isLinear } from '../family/families.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { exactInformation, isEnumerable } from '../exact/exact-information.js';
import type { KeptInformation } from '../exact/kept-information.js';
import { longBudget, shareOfStudies } from '../exact/limits.js';
import { simulatedStudy } from '../exact/study/simulated-study.js';
import { gaussianExact } from '../gaussian/gaussian-exact.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import type { Reason } from '../result/reason.js';
import { scalingGroup, sizesOfDesign, stepOf, withSize, withSizes } from '../structure/sizes.js';

export interface ExactCovarianceOptions {
    shouldStop: () => boolean;
    /** Null: only closed forms and sums. `budget`: the most evaluations of log f. `tolerated`: the error that is good enough where it ends. `of`: whose errors count. */
    simulate: { relativeError: number; seed: number; budget: number; tolerated: number; of?: 'effects' | 'all' } | null;
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
        if (!simulate) {
            throw new NotAvailable({ code: 'not-computed' });
        }
        return exactStudy(spec, { ...options, simulate });
    }
    if (!simulate && !isEnumerable(spec, budget)) {
        throw new NotAvailable({ code: 'not-computed' });
    }
    return exactInformation(spec, { ...options, withheld: reasonToWithhold(simulate) });
}

/** Where a second does not suffice, a minute may. */
function reasonToWithhold(simulate: ExactCovarianceOptions['simulate']): Reason {
    return simulate && simulate.budget < longBudget ? { code: 'not-computed' } : { code: 'accuracy', reached: null };
}

/** Of one part where the study consists of independent ones: they only add up, so one simulation serves any number of them. */
function exactStudy(
    spec: ModelSpec,
    { shouldStop, simulate, kept }: ExactCovarianceOptions & { simulate: NonNullable<ExactCovarianceOptions['simulate']> }
): JointCovariance {
    const scaling = scalingGroup(spec);
    const sizes = sizesOfDesign(spec);
    const count = scaling === null ? null : sizes.counts[scaling];
    const least = scaling === null || count === null ? 1 : stepOf(spec, scaling);
    const simulated = count === null ? spec : withSizes(spec, withSize(sizes, scaling!, least));
    const isShort = simulate.budget < longBudget;
    const withheld = reasonToWithhold(simulate);
    const target = isShort ? { ...simulate, relativeError: simulate.tolerated, budget: simulate.budget * shareOfStudies } : simulate;
    const compute = (): JointCovariance => simulatedStudy(simulated, { shouldStop, ...target, withheld });
    const joint = kept ? kept.ofStudy(simulated, target, compute) : compute();
    const factor = count === null ? 1 : least / count;
    return {
        ...joint,
        covariance: joint.covariance.map(row => row.map(x => x * factor)),
        errors: joint.errors.map(error => error * factor)
    };
}
