/**
 * Leading variance of φ̂ times the number of observations: 1/{2d'(φ)/φ + d''(φ)}.
 * Gaussian and inverse Gaussian 2φ²; gamma (shape 1/φ) φ⁴/{ψ'(1/φ) − φ}. Source: Bhaskaran & Wand (2023), theorem 1.
 */
import type { FamilySpec } from '../spec/model-spec.js';
import { trigammaExcess } from '../numeric/special/log-gamma.js';

/** Whether the family has a dispersion to estimate. */
export function hasDispersion({ name }: FamilySpec): boolean {
    return name === 'gaussian' || name === 'gamma' || name === 'inverseGaussian';
}

/** N·Var(φ̂) for a family that has a dispersion; relative error below 1e-13. */
export function dispersionVariance({ name, phi }: FamilySpec): number {
    return name === 'gamma' ? phi ** 4 / trigammaExcess(1 / phi) : 2 * phi * phi;
}
