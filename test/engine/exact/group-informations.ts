/** The information of one group by simulation and by sums, and how far two of them differ. */
import { informationPerGroup } from '../../../src-engine/exact/exact-information.js';
import type { GroupInformation } from '../../../src-engine/exact/group-information.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

export const never = (): boolean => false;
export const simulated = (spec: ModelSpec, relativeError = 0.01, seed = 1): GroupInformation =>
    informationPerGroup(spec, { shouldStop: never, simulate: { relativeError, seed }, budget: 0 });
export const summed = (spec: ModelSpec): GroupInformation => informationPerGroup(spec, { shouldStop: never, simulate: null, budget: 1e9 });
/** Distances of the variances in standard errors. */
export const deviations = (found: GroupInformation, variances: number[], errors: number[] = variances.map(() => 0)): number[] =>
    variances.map((variance, i) => (found.covariance[i]![i]! - variance) / Math.hypot(found.errors[i]!, errors[i]!));
export const variancesOf = ({ covariance }: GroupInformation): number[] => covariance.map((row, i) => row[i]!);
export const largest = (values: number[]): number => Math.max(...values.map(Math.abs));
