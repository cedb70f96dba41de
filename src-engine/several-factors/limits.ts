/** Tolerances and limits of several grouping factors, each with its reason. */

/** A pivot below this share of its diagonal entry belongs to a term that others span. Larger than `zeroPivot`: the entries are themselves means of what elimination left, with its rounding errors. */
export const spannedShare = 1e-11;

/** How many standard deviations out the growth of Ω⁻¹ is compared with the fall of the density. */
export const farOut = 30;

/** An eigenvalue below this, all diagonals being 1, belongs to the null space: features are orthonormal, so it is the square of a small angle. */
export const nullEigenvalue = 1e-9;

/** The most numbers of the blocks between the units of both factors that are held at once: 64 megabytes. */
export const mostBlockNumbers = 8_000_000;

/** The farthest point of a lattice of random effects, in standard deviations: the density underflows at 39. */
export const farthestRandom = 50;

/** The most points of a lattice of random effects, for time. */
export const mostRandomPoints = 200_000;

/** The largest number of combinations of predictors that are constant in units; each has its own integrals. */
export const mostCellsIntegrated = 20_000;

/** The finest level of rules over predictors. */
export const finestLevel = 8;

/** The lattice on which rules over predictors are compared. */
export const coarsestLattice = -1;

/** The finest lattice over random effects before the accuracy is given up. */
export const finestLattice = 12;

/** An evaluation of w with its features costs this many times as much as the evaluations that the budget counts. */
export const costOfEvaluation = 8;

/** With more unknowns than this the algebra takes too long: its time grows as their third power. */
export const mostUnknowns = 900;

/** A variance that is a smaller share of the largest one of the same effect is a rounding error. */
export const leastShareOfVariance = 1e-18;

/** A number that is a smaller share of the numbers that it is a sum of is their rounding error. */
export const leastShareOfSummands = 1e-11;

/** The relative error of the leading variances of components that take a mean over predictors of units. */
export const accuracyOfComponents = 1e-10;

/** Added to the weights of unknowns, as a share of the largest: an unknown without weight can be chosen too, but only where no other is left. */
export const leastWeightOfUnknown = 1e-8;

/** A diagonal entry that is at most this share of the largest may consist of rounding errors, so it is not scaled to 1. */
export const vanishedDiagonal = 1e-12;

/** A variance of units that agrees this well with Σ is Σ, which has no error of integrals: they are rarely more accurate than that. */
export const agreementWithSigma = 1e-10;

/** The relative error of the algebra with the blocks of an expansion, where nothing cancels. */
export const roundingOfExpansion = 1e-13;
