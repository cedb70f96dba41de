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
