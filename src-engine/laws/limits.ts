/** Tolerances and limits of laws and their quadrature rules, each with its reason. */

/** Up to this many values are summed one by one. */
export const mostSummedValues = 100;

/** The points on each smooth piece of a thinned law at level 0; each level has half as many again, until all values are there. */
export const thinnedPoints = 24;

/** Below this mean or size a count is drawn by inversion or one by one, which is faster; above it by the quantile function. */
export const drawnOneByOne = 40;

/** How much rounding may lower log density + log envelope where the two nearly cancel. */
export const roundingOfLogDensity = 2 ** -50;

/** An interval is divided into this many cells to find where the envelope matters. */
export const cellsOfInterval = 64;

/** The largest number on a line: it is cut here, inside the range of doubles, so that numbers computed from it stay finite. */
export const largestOnLine = 1e300;

/** The smallest distance from the end of a half-line, for the same reason. */
export const smallestOnLine = 1e-300;

/** The most values of a discrete law that a rule may hold. */
export const mostAtoms = 200_000;

/** The largest Poisson value: no useful variable is larger, and up to here its probability is accurate. */
export const farthestAtom = 1e100;

/** The moments of a compressed rule may differ from those of the rule by this, relative to the moments of the absolute values: rounding. */
export const toleranceOfMoments = 1e-13;
