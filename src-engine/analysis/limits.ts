/** Tolerances and limits of the analysis and the examination, each with its reason. */

/** With more fixed effects only the integration checks collinearity, because the examination runs at every keystroke. */
export const mostExaminedColumns = 60;

/** With more points a rule is not made at every keystroke. */
export const mostExaminedPoints = 20_000;

/** The accuracy of an intercept for an examination: enough for orders of magnitude, and fast. */
export const roughAccuracy = 1e-3;

/** Evaluations that an integral may take if the caller names no budget. */
export const usualBudget = 2e8;

/** From how many units of a group, and from how many observations in each, it is seen which variances can be told apart. */
export const unitsExamined = 24;
export const pairsOfUnit = 24;

/** Points at which the mean response and the spread of terms are evaluated: rules of thumb need no more than the few per cent that these give in half a millisecond. */
export const typicalPoints = 64;

/** With fewer expected events in a group the refined variance of an intercept may be more than 5 % off; see `reliability/`. */
export const fewEventsForIntercept = 5;

/** The same for effects within groups with negative binomial counts. */
export const fewCountsForWithin = 9;

/** The same for effects with random effects of their own beside random slopes, for logit and probit links: single answers, and several trials that share their predictors. */
export const fewEventsForSlopes = { single: 6.5, trials: 10 };

/** The same for log links: the information of the median group about a slope, events · Var(x), times the variance of its random effect. */
export const leastInformationForSlopes = 6;

/** The same for continuous responses, in place of events: the information of a group about η, for intercepts and effects between groups, and within groups where responses are not skew. */
export const littleInformation = 10;

/**
 * The same for counts, whose mean in wide groups is that of rare large ones: expected counts in the median group, for intercepts (0.93 of the exact variance at 0.7, 0.83 at 0.2), and
 * σ² over them for effects between groups (1.05 times at 3, 1.1 at 12, 1.17 at 90).
 */
export const fewEventsOfMedianGroup = 1;
export const wideForMedianGroup = 2.5;

/**
 * The same for continuous responses. V is the variance of the logarithm of the information in a group, e₀ the information of the median group: V/e₀ for effects between groups (1.055 times
 * at 0.9, 1.12 at 6), and V for all, whose refined variances are too large however large the groups are (1.06 at 36).
 */
export const wideForMedianInformation = 0.45;
export const widestInformation = 25;

/** The same for effects within groups: the squared skewness of a response over the number of observations in a group. A skew response tells of its group and of effects together. */
export const skewForWithin = 0.15;

/** The same for effects between groups: κ(σ² + 4β² Var(x)) over the expected events. */
export const fewEventsForBetween = 1;

/** The same for intercepts: κσ² over the expected events. */
export const wideForIntercept = 1.5;

/** With a larger κσ² the refined variances of intercepts and effects between groups are too large in groups of any size: by 6 % at 25 and 120 observations. */
export const widestForRefined = 20;

/** The same for effects within groups: κβ² Var(x)/n. */
export const fewObservationsForWithin = 0.05;

/** With fewer expected events in a unit the refined variance of a random effect's variance is no approximation. */
export const fewEventsForComponents = 2;

/** With fewer it may be more than 5 % off, most of all for inner units of a nesting (up to 20 %). */
export const someEventsForComponents = 5;

/** The same beside other factors, from sampled studies: with 5 to 12 events in a unit refined variances were down to 0.86 of exact ones. */
export const someEventsBesideFactors = 12;

/** Beside other factors: the variance of log w over their random effects, divided by 1 + events · σ², from which a component is more than 5 % too large … */
export const unevenUnits = 0.1;

/** … and from which it is no approximation: 1.4 to 2.7 times the exact one. */
export const mostUnevenUnits = 0.3;

/** The variance of log w over the random effects from which the refined variance of a component is more than 5 % too large. */
export const wideWeights = 2.5;

/** From where it is no approximation (above 1.2 times the exact one, and up to any factor), and those of intercepts and effects between groups are 3 to 12 % too large. */
export const widestWeights = 4.5;

/** Where drawn predictors make the refined variance of an effect within groups differ more from the leading term, the terms that it leaves out are not small. */
export const farByDraws = 1.1;

/**
 * Where the exact variance of a doubted effect may be far from the refined one: two terms and the refined form differ by this factor, or the leading term is a
 * smaller share of the refined variance. Of 77 doubted effects with known exact variances, these rules find all 10 that are more than 25 % off, and 29 others.
 */
export const farApart = 1.25;
export const smallPart = 0.25;

/**
 * Log links: the squared variance of log w over the random effects of a factor, divided by the events in its median unit, from which the refined variance of a component is more than
 * 5 % too large: 1.06 at 2.4, 1.09 at 4.6, 1.14 at 8 …
 */
export const wideForMedianUnit = 2;

/** … and from which it is no approximation: 1.3 at 25 and 35. */
export const widestForMedianUnit = 20;

/** The same for continuous responses: 1.2 at 2, 1.5 at 8, 2.5 at 26. */
export const widestForMedianInformation = 2;

/** Points of the rule for Var log w. */
export const logWeightPoints = 9;

/** The Monte-Carlo standard error of an exact variance that is simulated, relative to it. */
export const errorOfSimulation = 0.01;

/** The same where the budget, about a second, allows: it halves the error of sizes at little cost. */
export const errorOfQuickSimulation = 0.005;

/** Random effects of a wider spread on the scale of η make the mean response nearly that of a step: to 1 %. */
export const widestSpread = 100;

/** An interval on the log scale that is wider on either side (a factor of 150) says nothing, and its ends have no digits. */
export const widestLogInterval = 5;

/** The usual relative error of integrals: ten digits, with few random effects soon reached … */
export const accuracyOfFewEffects = 1e-10;

/** … and with more random effects, where ten digits take too long for typing. */
export const accuracyOfManyEffects = 1e-5;

/** With fewer expected events the estimate of an arm's rate is far from normal, and with none the test cannot reject: that has a probability of 0.7 %. */
export const leastEvents = 5;

/** The same of events that count: in stepped wedges with 3.3 of them a promised power of 0.2 was 0.14 and one of 0.5 was 0.48, with 2.1 it was 0.09 and 0.40. */
export const leastCounted = 4;

/** From here on the chance of drawn predictors makes a variance on average more than a tenth larger, a standard error 5 %. */
export const mostExcessOfDraws = 0.1;

/** The probability that no drawn value differs from here on is told before all else: then there is no estimate. */
export const leastAbsence = 0.01;

/** The same where a few units of a group hold most of the information: a promised power of 0.8 is then about 0.72. */
export const mostExcessOfUnits = 0.22;

/** The bound on the excess takes the mean log-variance over predictors, and where it varies with them there may be more. */
export const shareOfBound = 0.3;

/** The share with enough units. */
export const excessOfEnough = 0.1;

/** The most units for which it is found how many are enough. */
export const mostUnitsSought = 10_000;

/** The search for it starts here, and takes the excesses between these as those of a power law: smaller ones are lost in the noise of drawn studies, larger ones are no such law. */
export const fewestUnitsFitted = 8;
export const leastExcessFitted = 0.15;
export const mostExcessFitted = 1.2;

/** Digits of that number. */
export const digitsOfEnough = 2;

/** A value with a smaller weight is no part of a comparison: the inverse of a matrix of indicators has rounding errors. */
export const leastWeight = 1e-9;

/** Points at which the kurtosis of a term is evaluated. */
export const drawPoints = 256;

/** Points of the other predictors at each of these, for the covariance of a few terms. */
export const pointsBeyondDraw = 32;

/** A predictor with more values has no arms. */
export const mostValuesOfArm = 16;

/** With more combinations of values a term has no cells of a size that counts: the waves and periods of a large stepped wedge are within it. */
export const mostCellsOfTerm = 256;
