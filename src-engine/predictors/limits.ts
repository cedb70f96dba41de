/** Tolerances and limits of rules over the predictors, each with its reason. */

/** A level at which the rule of every law gives its moments up to rounding. */
export const levelOfMoments = 1;

/** The most points of a rule over the predictors, for time and memory. */
export const mostRulePoints = 600_000;

/** The error of an intercept that is solved from a mean response, absolute and relative to its size. */
export const accuracyOfIntercept = 1e-10;

/** Two levels must differ by this factor less: the finer one is better than their difference, except for functions that converge slowly. */
export const cautionOfIntercept = 8;

/** A law with points farther from its mean than this many standard deviations is not condensed: a few moments say little about it. */
export const farthestCondensed = 20;

/** The most points of a part of the law of the linear predictor, for memory. */
export const mostPartPoints = 400_000;

/** Binomial laws of predictors with more values are not listed, and rows of laws with more are not compared. */
export const mostListedValues = 64;
