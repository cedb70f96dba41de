/** Tolerances and limits of the sampling of predictors, each with its reason. */

/** A row that is within this share of the span of others is a combination of them: rounding leaves 1e-15, and no two terms are so nearly equal by intent. */
export const dependentRow = 1e-9;

/** Draws that decide whether one function of predictors is a combination of others: a few more than there can be functions. */
export const probesPerTerm = 6;

/** Designs of two-valued and other discrete predictors are listed where there are at most so many: a list this long takes about 10 ms. */
export const mostListedDesigns = 20_000;

/** Designs farther than so many standard deviations from the mean counts are left out: their probability is below 1e-18. */
export const reachOfCounts = 9;

/**
 * From this number of observations on, the deviations of designs from their mean are scaled from here. The mean of a variance changes with their square, which
 * scales rightly; what is wrong is the third power, about 1e-6 of a variance.
 */
export const mostObservations = 2 ** 11;

/** The most rows that are drawn for sizes between two powers of 2, for time and memory: about 0.05 s and some megabytes. */
export const drawnRowsAtOnce = 2 ** 18;

/** Sets of drawn rows that are kept: a search passes a few powers of 2. */
export const mostKeptPools = 4;

/** The most designs that are drawn at one size: the Monte-Carlo error of a power is then about 0.0005. */
export const mostDesignsDrawn = 16_384;

/** The fewest designs: fewer do not tell their own spread, and at the sizes where so few are drawn they hardly differ. */
export const fewestDraws = 256;

/** Batches of draws whose spread gives the Monte-Carlo error of a mean variance. */
export const batchesOfDraws = 16;

/** A mean variance with a larger relative Monte-Carlo error is not told: its mean may be dominated by designs that were never drawn. */
export const worstSamplingError = 0.02;

/** Step of the rule along log χ², as a share of its standard deviation, and at most this: halving it changes a power by less than 1e-11. */
export const stepAlongLog = { share: 0.4, most: 0.2 };

/** The log of the largest ratio of densities on the rule along log χ²: what lies beyond has a probability below 1e-17. */
export const logDropOfDensity = 42;

/** Mixtures with larger Poisson means have a simpler form: the sum has some hundred terms here, and powers by the simpler form differ by less than 1e-6, with fewer than ten degrees of freedom by up to 2e-5. */
export const mostPoissonMean = 1e4;

/** Sizes whose designs are kept: a search compares neighbours, and each takes some megabytes where designs are drawn. */
export const mostKeptSizes = 8;

/** Models whose samplings are kept: those of a file that a person moves between. */
export const mostKeptSamplings = 4;

/** Rows that differ by less are equal: terms are of the order of their values, and rounding leaves 1e-15 of these. */
export const equalRows = 1e-10;

/** Draws from which terms are made roughly orthonormal, so that no digits are lost. */
export const pilotDraws = 1024;

/** Combinations of discrete values that are compared with each other, for time. */
export const mostCellsCompared = 64;

/** Means of Poisson weights of drawn designs are rounded by this share, far less than the Monte-Carlo error, so that few rules are made. */
export const roundedMean = 1e-3;
