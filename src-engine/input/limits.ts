/** Limits of models from outside the language, each with its reason. */

/** The most values of an input. No real model has more. */
export const mostValues = 1_000_000;

/** The most characters of a text: far more than a title or a doc comment needs. */
export const longestText = 10_000;

/** The most characters of a name: messages repeat it. */
export const longestName = 200;

/** The smallest variance: powers of its square root must stay in the range of doubles. */
export const smallestVariance = 1e-150;

/** The largest variance, for the same reason. */
export const largestVariance = 1e150;

/** Rounding may make a computed matrix asymmetric by this share of its standard deviations. */
export const mostAsymmetry = 1e-12;

/** The most values, or combinations of values, of sweeps: a table with more would be of no use. */
export const mostSweepValues = 10_000;
