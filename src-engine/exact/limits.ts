/** Tolerances and limits of the exact information of a group, each with its reason. */

/** The largest weight of the logit link: μ(1 − μ) ≤ ¼. */
export const largestLogitWeight = 0.25;

/** The range of U in standard deviations: the law has 2e-19 beyond it. */
export const farthestShared = 9;

/** The most nodes of a shared lattice, for memory: each of them holds a score. */
export const mostSharedNodes = 3_000_000;

/** The range of the random effects in standard deviations: their law has 1e-17 beyond it. */
export const farthestOfCounts = 8.6;

/** The log of the largest total: larger means are equal as doubles for neighbouring values of the random effects. */
export const logLargestTotal = 62;

/** A range that ends before this many standard deviations is refused: it leaves out more than 5e-12 of the law. */
export const leastRangeOfCounts = 6.8;

/** The number of evaluations of log f that takes about a second. Longer sums run only if they are asked for. */
export const quickBudget = 1.2e7;

/** The number of evaluations that goes unnoticed while typing: some 40 ms. */
export const instantBudget = 5e5;

/** The most evaluations of a simulation that is asked for: about a minute. */
export const longBudget = 50 * quickBudget;

/** The largest number of designs that can be summed over in that time. */
export const mostDesigns = 5000;

/** The relative error of a variance at which a sum stops being refined: that of an analysis. */
export const targetOfSum = 1e-10;

/** The largest relative error of a variance that is still called exact. */
export const toleratedBySum = 1e-7;

/** The log of the share of the largest value below which nodes are left out: 3e-17, below rounding. */
export const logCutoff = -38;

/** Weights are cut here, so that their sums stay finite: only C depends on them, and any C is right. */
export const largestFiniteWeight = 1e100;

/** The search for a mode ends when a step would gain less than this in log likelihood. The mode need not be exact, because it only centres the nodes. */
export const leastGain = 1e-3;

/** If the search has not converged in this many steps, its last point is used: it only centres the nodes. */
export const mostModeSteps = 60;

/** No step moves a linear predictor farther than this: the curvature describes the likelihood only nearby. */
export const furthestMove = 3;

/** A step may lose this share of the log likelihood, which is a sum with rounding errors. */
export const roundingOfLikelihood = 1e-9;

/** The least standard deviation of a random effect given the responses, relative to its mode: below, nodes about the mode are hardly different doubles. */
export const leastSpreadOfMode = 1e-12;

/** A step that is halved to a smaller share of itself ends the search. */
export const leastStepShare = 1e-10;

/**
 * Added to the correlations of the controls. A direction in which they hardly vary may be made of errors of quadrature alone, whose mean is not
 * 0; without this its coefficient could be very large.
 */
export const ridgeOfRegression = 1e-4;

/** The number of groups that determine the number of nodes. */
export const pilotGroups = 60;

/** Variances of the wide laws of the random effects, relative to Σ. */
export const inflationOfProposal = 2;

/** The share of the wanted error that quadrature may have: the rest is left to the simulation. */
export const quadratureShare = 0.05;

/** The fewest groups of a simulation: fewer say too little about their own spread … */
export const fewestGroups = 1000;

/** … but groups of so many observations differ little, and fewer of them tell their spread. */
export const observationsOfLargeGroup = 1000;
export const fewestLargeGroups = 200;

/** Their posteriors are nearly normal, and then three nodes give the means of products of scores, which are of degree four. */
export const fewestNodesOfLargeGroup = 3;

/** Besides, so many groups for each column of the regression that lowers the variance. */
export const groupsPerColumn = 15;

/** A row whose predictors are drawn, in evaluations of log f: its terms, and its place among equal rows. */
export const effortOfDrawnRow = 6;

/** With more values of the predictors of a group, which of them it has takes too many columns of the regression. */
export const mostIndicators = 12;

/** Where the budget ends earlier: with fewer groups for each column the residuals of the regression say nothing about the error. */
export const leastGroupsPerColumn = 4;

/** log of a probability (by Laplace's approximation) below which a statistic is left out: 10⁸ of them would change no digit. */
export const negligibleLogProbability = -58;

/** About the nodes of a lattice along an axis at spacing 1: it ends at e⁻³⁸ of the largest value. */
export const nodesOfLattice = 20;

/** With more nodes than this one integral takes seconds. */
export const mostScoreNodes = 500_000;

/** The divisor of a slope of 0. */
export const leastSlope = 1e-300;

/** The parts of the data, each of which is predicted by a regression on the others. */
export const foldsOfRegression = 8;
/** How many results are kept for later calls: those of a few models with their sensitivities. */
export const mostKeptInformation = 60;

/** Multiplications of the regression that take as long as one evaluation of log f. */
export const multiplicationsPerEvaluation = 60;

/** A share of n this close to a whole number is that number: people write shares with few digits. */
export const roundingOfShares = 1e-6;

/** Runs of totals end this share before the largest: large totals have rounding errors, and the rest has nearly no probability. */
export const restOfTotals = 1e-9;

/** A design that is less probable is left out: it would change no digit of the sum. */
export const negligibleDesign = 1e-18;

/** The relative rounding error of an information that is summed over many designs and statistics. */
export const roundingOfSum = 1e-13;

/** Added to the diagonal of a matrix that only scales a change, as a share of it: the factor exists where the matrix is singular by rounding. */
export const ridgeOfScale = 1e-12;

/** The share of a second that a check of several factors takes: enough for effects of six hundred observations, which need few studies. */
export const shareOfStudies = 0.4;

/** Studies that are drawn together, a Latin hypercube of their random effects and predictors. */
export const drawsOfBatch = 64;

/** The fewest studies of a simulation: fewer say too little about their own spread … */
export const fewestStudies = 192;

/** … and together they have so many random effects, because a few small parts may all miss the responses that are rare but say most … */
export const fewestDrawnEffects = 4000;

/** … unless there are so many observations for each random effect: then parts differ little. */
export const observationsOfLargeUnit = 40;

/** … and as many more for each column of the regression. A study takes as long as hundreds of groups, and its columns have lighter tails. */
export const studiesPerColumn = 6;

/** With fewer studies one effect that is too uncertain stands for all: where weights vary much a few hundred studies told an error of 0.8 % and were 4 % off. */
export const studiesForSomeEffects = 1000;

/** The share of the budget after which a mean information must have an inverse: with a component that studies hardly tell it takes thousands of them. */
export const shareWithoutInverse = 0.2;

/** Pairs of posterior draws of a study, in four parts: with 24 to 32 the work for a given error is least in studies of up to 50 random effects … */
export const pairsOfPosterior = 32;

/** … and with more random effects the products of two errors count, so that 0.6 pairs for each take less time in all. */
export const pairsPerEffect = 0.6;

/** … and with fewer than this the means of a part say too little. */
export const fewestPairsOfPosterior = 12;

/** The least degrees of freedom of the law of posterior draws. In K dimensions it has K, so that its lengths overlap with those of the posterior. */
export const leastFreedomOfProposal = 8;

/** With a smaller mean effective share, a few draws decide the posterior means. */
export const leastEffectiveShare = 0.05;

/** Passes to the normal law nearest to a posterior: two bring it as near as it gets, for the law only has to be near. */
export const passesOfNearest = 2;

/** Where the likelihood falls by more than this for each random effect on the way from the mode to the nearest normal law, the passes went astray. */
export const mostFallOfNearest = 2;

/** A mean curvature that is smaller, as a share of the expected information, is taken for none. */
export const leastShareOfCurvature = 0.05;
/** The most distinct combinations of predictor values whose outcomes are enumerated: with more there are too many outcomes for any n. */
export const mostCellsEnumerated = 16;

/** Totals that are less likely than this share of the most likely one are left out: they have about 1e-12 together. */
export const massOfRange = 1e-13;

/** The most totals of one class: more than any sum can hold. */
export const mostTotals = 1e6;

/** Outcomes that are less likely are left out: a million of them have 1e-7 together, too little for three decimals of a power. */
export const leastMassOfOutcome = 1e-13;

/** A sum is not begun if it seems to take so many budgets: the estimate is right within a factor of 2. */
export const doubtOfEffort = 2;

/** The most numbers of observations in cells whose sizes are random; each needs tables of its own. */
export const mostCompositions = 20_000;

/** The outcomes of one power, in those that tables decide: about a second. */
export const budgetOfOutcomes = 1.2e7;

/** The same for each power of a search or a picture, which take ten to forty. */
export const budgetOfSearchedOutcomes = 1.2e6;

/** All powers of a search for a size from which on a goal stays reached: about two seconds. */
export const budgetOfSteadySize = 2.4e7;

/** The relative change of the log likelihood at which scoring ends: far less than what moves a statistic across its bound. */
export const changeOfDeviance = 1e-11;

/** Scoring ends after so many steps: an estimate that is infinite moves by about one a step, and its information is still a double then. */
export const mostScoringSteps = 40;

/** An estimate is infinite where its variance has grown to so many times that at the true values. */
export const growthOfVariance = 1e4;

/** A step of scoring is halved so many times at most. */
export const mostStepHalvings = 30;

/** A step may lose this share of the log likelihood, which is a sum with rounding errors. */
export const roundingOfScoring = 1e-12;

/** An estimate with an η farther out is no start for the next outcome: scoring from there explodes. */
export const farEta = 4;

/** An estimated law of a total with less variance is at the end of the range of means. */
export const leastVarianceOfTotal = 1e-6;

/** X'y is the same where it agrees to this part of one: terms are of the order of one, or have many digits. */
export const likeness = 1e9;

/** The outcomes that matter are a ball in the box of all totals that do: at least this share of it with up to four classes. */
export const shareOfBox = 0.3;

/** The effort after which a sum looks whether it should stop: about a millisecond. */
export const effortBetweenLooks = 1.2e4;

/** A class in a fit, in outcomes that tables decide; measured. */
export const effortOfFit = 16;

/** Finding the outcomes with the same X'y; measured. */
export const effortOfJoining = 4;

/** A slope of a class that is smaller is rounding, and would make an estimate count that the contrast does not contain. */
export const roundingOfSlopes = 1e-9;

/**
 * The spacing in η of a trapezoidal rule over random effects, at fineness 1, as a share of the distance up to which the likelihood is analytic: the error is
 * e^{−2π·distance/spacing} (Trefethen & Weideman 2014, SIAM Review 56, theorem 5.1), here e⁻²⁹, and at fineness 0.64 e⁻⁴⁴.
 */
export const etaSpacing = 0.22;
