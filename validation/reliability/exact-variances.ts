/** The exact variances of a random design's parameters, to which the program's numbers are compared. */
import { exactCovariance } from '../../src-engine/analysis/exact-covariance.js';
import { longBudget } from '../../src-engine/exact/limits.js';
import { isLinear } from '../../src-engine/family/families.js';
import { analyze } from '../../src-engine/index.js';
import { attempt } from '../../src-engine/result/not-available.js';
import { isReason } from '../../src-engine/result/reason.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { parameterIndex } from '../../src-engine/structure/structure-result.js';
import { fisherVariances } from './fisher-information.js';

export interface ExactVariance {
    exact: number;
    /** The standard error of a simulated exact variance, and otherwise the bound of its error; both relative. */
    error: number;
}

/** Another seed than that of the program's own simulations, so that agreement is no coincidence. */
const seed = 2;

/** Some ten seconds for a design: what takes longer stays without an exact variance. Gaussian responses are averaged over predictors only with the whole budget, and take less. */
const shareOfLong = 0.2;

/** By name of the parameter: the effects and the variances of random effects that have an exact variance. @param relativeError of simulated ones */
export function exactVariances(spec: ModelSpec, relativeError: number): Map<string, ExactVariance> {
    const { fixed, family, random } = spec;
    if (random.length > 0) {
        return simulated(spec, relativeError);
    }
    const variances = isLinear(family) ? null : fisherVariances(spec);
    return variances ? new Map(fixed.map(({ name }, i) => [name, { exact: variances[i]!, error: 0 }])) : sampled(spec);
}

/** By closed algebra and sums where they exist. */
function simulated(spec: ModelSpec, relativeError: number): Map<string, ExactVariance> {
    const budget = isLinear(spec.family) ? longBudget : shareOfLong * longBudget;
    const simulate = { relativeError, seed, budget, tolerated: 1.5 * relativeError };
    const joint = attempt(() => exactCovariance(spec, { shouldStop: () => false, simulate }));
    const found = new Map<string, ExactVariance>();
    if (!isReason(joint)) {
        const names = [...spec.fixed, ...parameterIndex(spec).components.flatMap(({ parameters }) => parameters)].map(({ name }) => name);
        joint.members.forEach((member, i) => {
            const exact = joint.covariance[i]![i]!;
            if (names[member] !== undefined) {
                found.set(names[member], { exact, error: joint.errors[i]! / exact });
            }
        });
    }
    return found;
}

/** A Gaussian response without groups: the mean over samples of the predictors. */
function sampled(spec: ModelSpec): Map<string, ExactVariance> {
    const { parameters } = analyze(spec, { exact: 'simulate', seed });
    return new Map(
        parameters.flatMap(({ name, kind, exact: { asyVar, error } }) =>
            kind === 'fixed' && asyVar !== null ? [[name, { exact: asyVar, error: (error ?? 0) / asyVar }] as const] : []
        )
    );
}
