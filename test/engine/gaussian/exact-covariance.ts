/** The exact covariance of a Gaussian spec, or why there is none. */
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { gaussianExact } from '../../../src-engine/gaussian/gaussian-exact.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';

export const exact = (spec: ModelSpec): JointCovariance => gaussianExact(spec, { shouldStop: () => false, monteCarlo: null });

export function reasonOf(spec: ModelSpec): unknown {
    try {
        return exact(spec);
    } catch (error) {
        if (error instanceof NotAvailable) {
            return error.reason;
        }
        throw error;
    }
}

/** Largest relative difference of variances, and of covariances in units of the standard deviations. */
export function distance(a: number[][], b: number[][]): number {
    return Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!) / Math.sqrt(b[i]![i]! * b[j]![j]!))));
}

export function blocks(joint: JointCovariance, p: number): { fixed: number[][]; components: number[][] } {
    return {
        fixed: joint.covariance.slice(0, p).map(row => row.slice(0, p)),
        components: joint.covariance.slice(p).map(row => row.slice(p))
    };
}

export const variance = (spec: ModelSpec, name: string): number =>
    exact(spec).covariance.map((row, i) => row[i]!)[spec.fixed.findIndex(f => f.name === name)]!;

/** Covariance of a random intercept and a random slope. */
export const slopes = [
    [0.5, 0.1],
    [0.1, 0.3]
];
