/** The leading constants of a model, and every family with every link. */
import { expect } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { FamilyName, LinkName, ModelSpec, Term } from '../../src-engine/spec/model-spec.js';
import type { Sketch } from './specs.js';

export const number = (value: number): Term => ({ op: 'number', value });

export interface Constants {
    [parameter: string]: number;
}

/** The leading constants by parameter. */
export function constants(spec: ModelSpec): Constants {
    const analysis = analyze(spec, { exact: 'none' });
    expect(analysis.reason).toBeNull();
    return Object.fromEntries(analysis.parameters.map(({ name, leading }) => [name, leading.constant ?? NaN]));
}

export function expectSame(actual: number | undefined, expected: number | undefined, tolerance = 1e-10): void {
    expect(Number.isFinite(expected)).toBe(true);
    expect(Math.abs(actual! / expected! - 1)).toBeLessThanOrEqual(tolerance);
}

export function expectAllSame(actual: Constants, expected: Constants, tolerance = 1e-10): void {
    expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
    for (const name of Object.keys(expected)) {
        expectSame(actual[name], expected[name], tolerance);
    }
}

export const families: [FamilyName, LinkName, Partial<Sketch>][] = [
    ['gaussian', 'identity', { phi: 1.7 }],
    ['gaussian', 'log', { phi: 0.6 }],
    ['bernoulli', 'logit', {}],
    ['bernoulli', 'probit', {}],
    ['bernoulli', 'cloglog', {}],
    ['binomial', 'logit', { trials: number(6) }],
    ['poisson', 'log', {}],
    ['gamma', 'log', { phi: 0.5 }],
    ['inverseGaussian', 'log', { phi: 0.5 }],
    ['negativeBinomial', 'log', { size: 1.4 }]
];
