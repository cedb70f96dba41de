/** Tolerances and limits of one grouping factor, each with its reason. */

/** What the parts beyond the leading term may cost, as a share of the budget: most readers need the leading term first. */
export const secondaryShare = 0.2;

/** The relative error of C_A, which is a sum and inverse of a few numbers. */
export const roundingOfLeadingA = 1e-15;

/** How many values of w in a sum over folded predictors count as one evaluation: they are quick. */
export const summedAsOne = 8;

/** With fewer observations in a group on average, the refined form of variance components is no approximation. */
export const leastForComponents = 10;

/** Where the braces take off more than this share of the information, the terms that they leave out are no longer small. */
export const mostOfBraces = 0.25;

/** The finest rule over group-level predictors for C_A: each level doubles the points. Its error is certified, so a larger one than asked for is kept. */
export const finestLevelOfLeadingA = 8;

/** From this variance on a random intercept gets a wider law where w falls off like a normal density: the ordinary lattice needs no more than that below it. */
export const leastVarianceWidened = 0.9;

/** The relative rounding error of a covariance that is computed by a few products and sums of matrices. */
export const roundingOfCovariance = 1e-14;

/** The relative error of a closed form without the cancellation of its logarithms … */
export const roundingOfClosedForm = 1e-14;

/** … and what each unit of their size adds: two rounding errors of doubles. */
export const roundingOfLogFactor = 4.5e-16;
