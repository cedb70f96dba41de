/** The range and the spacing of the trapezoidal rules over random effects. */

/** The log of the share of the largest value below which nodes are left out. */

/**
 * Spacing in η, at fineness 1, for a likelihood that is analytic up to this distance from the real line: the error is
 * e^{−2π·distance/spacing} (Trefethen & Weideman 2014, SIAM Review 56, theorem 5.1), here e⁻²⁹, and at fineness 0.64 e⁻⁴⁴.
 */
export const etaSpacing = (poleDistance: number): number => 0.22 * poleDistance;
