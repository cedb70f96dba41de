/** Where the trapezoidal rules over random effects end, and how far their nodes are apart. */

/** Nodes with less than e to this of the largest value are left out. */

/**
 * Spacing in η, at fineness 1, for a likelihood that is analytic up to this distance from the real line: the error is
 * e^{−2π·distance/spacing} (Trefethen & Weideman 2014, SIAM Review 56, theorem 5.1), here e⁻²⁹, and at fineness 0.64 e⁻⁴⁴.
 */
export const etaSpacing = (poleDistance: number): number => 0.22 * poleDistance;
