/** Tolerances and limits of the exact information of a group, each with its reason. */

/** The largest weight of the logit link: μ(1 − μ) ≤ ¼. */
export const largestLogitWeight = 0.25;

/** Standard deviations of U beyond which nothing is left: the law has 2e-19 beyond. */
export const farthestShared = 9;

/** The most nodes of a shared lattice, for memory: each of them holds a score. */
export const mostSharedNodes = 3_000_000;

/** Standard deviations of the random effects beyond which nothing of their law is left: 1e-17. */
export const farthestOfCounts = 8.6;

/** The largest total is e to this: a larger mean is the same double for neighbouring values of the random effects. */
export const logLargestTotal = 62;

/** A range that ends before this many standard deviations is refused: it leaves out more than 5e-12 of the law. */
export const leastRangeOfCounts = 6.8;

/** Evaluations of log f that take about a second. Longer sums are left to those who ask for them. */
export const quickBudget = 1.2e7;

/** More designs than this can't be summed over in that time. */
export const mostDesigns = 5000;

/** The relative error of a variance at which a sum stops being refined: that of an analysis. */
export const targetOfSum = 1e-10;

/** The largest relative error of a variance that is still called exact. */
export const toleratedBySum = 1e-7;

/** Nodes with less than e to this of the largest value are left out: 3e-17, below rounding. */
export const logCutoff = -38;

/** Weights are cut here, so that their sums stay finite: only C depends on them, and any C is right. */
export const largestFiniteWeight = 1e100;

/** The search for a mode ends at a step that promises less than this in log likelihood: nodes are placed about the mode, not at it. */
export const leastGain = 1e-3;

/** Where the search has not converged in this many steps its last point serves: nodes are placed about it. */
export const mostModeSteps = 60;

/** No step moves a linear predictor further than this: curvatures tell nothing about what is farther away. */
export const furthestMove = 3;

/** A step may lose this share of the log likelihood, which is a sum with rounding errors. */
export const roundingOfLikelihood = 1e-9;

/** A step that is halved to a smaller share of itself ends the search. */
export const leastStepShare = 1e-10;

/**
 * Added to the correlations of the controls. A direction in which they hardly vary may be made of errors of quadrature alone, whose mean is not
 * 0; without this its coefficient could be very large.
 */
export const ridgeOfRegression = 1e-4;

/** Groups by which the number of nodes is chosen. */
export const pilotGroups = 60;

/** Variances of the wide laws of the random effects, relative to Σ. */
export const inflationOfProposal = 2;

/** The share of the wanted error that quadrature may have: the rest is left to the simulation. */
export const quadratureShare = 0.05;

/** The fewest groups of a simulation: fewer say too little about their own spread … */
export const fewestGroups = 1000;

/** … and as many more for each column of the regression that lowers the variance. */
export const groupsPerColumn = 15;

/** log of a probability (by Laplace's approximation) below which a statistic is left out: 10⁸ of them would change no digit. */
export const negligibleLogProbability = -58;

/** With more nodes than this one integral takes seconds. */
export const mostScoreNodes = 500_000;

/** What a slope of 0 is divided by. */
export const leastSlope = 1e-300;
