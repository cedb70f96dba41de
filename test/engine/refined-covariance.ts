import { expect } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

/** The refined covariance of the fixed effects. */
export function refinedOf(analysis: Analysis): number[][] {
    const { refined } = analysis.covariance;
    if (!refined) {
        throw new Error(JSON.stringify(analysis.parameters[0]!.refined.reason));
    }
    return refined;
}
export const refinedCovariance = (spec: ModelSpec): number[][] => refinedOf(analyze(spec, { exact: 'none' }));

export function expectRelative(found: number | null | undefined, reference: number, tolerance: number): void {
    expect(Math.abs(found! / reference - 1)).toBeLessThan(tolerance);
}
