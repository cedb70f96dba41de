import type { Dispersion } from './family-record.js';

/** The dispersion of Gaussian and inverse Gaussian responses: d(φ) = ½ log φ, so that N·Var(φ̂) = 2φ². */
export const halfLogDispersion: Omit<Dispersion, 'squaredSkewness'> = {
    variance: phi => 2 * phi * phi,
    formula: observations => `2 phi^2/${observations.includes(' ') ? `(${observations})` : observations}`
};
