/** Tolerances and limits of laws of group sizes, each with its reason. */

/** The share of all groups with observations that is left out on either side of a law of sizes: below all rounding errors. */
export const leastSizeTail = 1e-20;

/** A law of sizes with up to this many values is summed over all of them; a wider one by a Gauss rule. */
export const mostListedSizes = 1000;
