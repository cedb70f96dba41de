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

/** The quantile that stands for an infinite end of a law: no study reaches a value that is closer to the end. */
export const farTail = 1e-15;

/** The probability that the rules for a mean response leave out: below rounding. */
export const leftOutByRules = 1e-18;

/** The finest level of the rules for a mean response before the accuracy is given up. */
export const finestMeanLevel = 8;

/** Points for the sum of independent parts of η at level 0; half as many more with each level. */
export const pointsOfSum = 24;

/** The most evaluations of μ for one value of the intercept, for time. */
export const mostMeanEvaluations = 3e7;

/** The most points of all rules for a mean response together, some seconds of work: a spread of η in the ten thousands takes more. */
export const mostMeanPoints = 1e9;

/** About how many steps the search for the intercept takes at most. */
export const usualRootSteps = 40;

/** Values of the predictors that are less probable are not looked at where domains are checked: the rules of quadrature hardly reach them. */
export const leastProbabilityChecked = 1e-21;

/** The most combinations of values at which the domains of functions are checked, for time. */
export const mostDomainPoints = 2000;

/** An argument is outside its domain by rounding where it is so by no more than this share of its largest value. */
export const roundingOfDomain = 1e-12;

/** A pole that is as near to 0 as this share of the mean is at 0: the rest is rounding. */
export const roundingOfPole = 1e-12;

/** The least width of the law of η in the search for a constant, absolute and relative to its end: a law of one point has none. */
export const leastWidthOfEta = 1e-8;

/** The search for a constant that keeps η positive begins with η this far above 0, as a share of the width of its law. */
export const nearestToEnd = 1e-9;

/** A step of the search for an intercept that is no larger, absolute and relative to it, is rounding: the search ends. */
export const roundingOfIntercept = 1e-14;

/** A coefficient of a fit that is at most this share of the others is 0, and two that differ by so little are equal: rounding of the fit. */
export const roundingOfCoefficients = 1e-9;

/** The most cells of listed values that are looked at one by one to see which effects vary between groups: 100 ms for as many effects. */
export const mostCellsVisited = 400;
