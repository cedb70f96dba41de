/** Tolerances and limits of laws of group sizes, each with its reason. */

/** The share of all groups with observations that is left out on either side of a law of sizes: below all rounding errors. */
export const leastSizeTail = 1e-20;

/** A law of sizes with up to this many values is summed over all of them; a wider one by a Gauss rule. */
export const mostListedSizes = 1000;

/** Points that stand for a run of values [a, 2a): the error of a function with a pole at 0 is below 1e-17 of its size. */
export const pointsOfRun = 12;

/** The largest size of a group: doubles represent every multiple of ½ up to it. */
export const largestGroupSize = 2 ** 52;

/** How far from 1 the probabilities of sizes may sum: far more than their rounding errors, far less than what is certified of a variance. */
export const toleranceOfSizes = 1e-12;

/** A count that is above a whole number by this share of itself is that number: rounding must not add a group to recruit. */
export const roundingOfCounts = 1e-12;
