/** Tolerances and limits of laws and their quadrature rules, each with its reason. */

/** Up to this many values are summed one by one. */
export const mostSummedValues = 100;

/** The points on each smooth piece of a thinned law at level 0; each level has half as many again, until all values are there. */
export const thinnedPoints = 24;

/** Below this mean or size a count is drawn by inversion or one by one, which is faster; above it by the quantile function. */
export const drawnOneByOne = 40;

/** Above this size a binomial number is drawn by halves, in steps that do not depend on the size; the quantile takes the square root of it. */
export const drawnByHalves = 1000;

/** How much rounding may lower log density + log envelope where the two nearly cancel. */
export const roundingOfLogDensity = 2 ** -50;

/** An interval is divided into this many cells to find where the envelope matters. */
export const cellsOfInterval = 64;

/** The largest number on a line: it is cut here, inside the range of doubles, so that numbers computed from it stay finite. */
export const largestOnLine = 1e300;

/** The smallest distance from the end of a half-line, for the same reason. */
export const smallestOnLine = 1e-300;

/** The most values of a discrete law that a rule may hold. */
export const mostAtoms = 200_000;

/** The largest Poisson value: no useful variable is larger, and up to here its probability is accurate. */
export const farthestAtom = 1e100;

/** The moments of a compressed rule may differ from those of the rule by this, relative to the moments of the absolute values: rounding. */
export const toleranceOfMoments = 1e-13;

/** A normal law is cut at this many standard deviations: their squares are still far from overflowing. */
export const reachOfNormalLaw = 1e140;

/** The largest double below 1. */
export const largestBelowOne = 1 - 2 ** -53;

/** How much finer each level of a rule is: half as many points again, so that few are wasted and two levels still differ. */
export const levelRatio = 1.5;

/** A value this near to a breakpoint, relative to the range, lies on it: rounding. */
export const onBreakpoint = 1e-9;

/** An integrand is left out where its logarithm is this far below its maximum: e^{−45} = 3e-20. */
export const depthOfWindow = 45;

/** The most steps to each side of a line; integrands whose integral barely exists would need more. */
export const mostStepsOfLine = 20_000;

/** The order of the Gauss–Legendre rule on a smooth piece of a uniform law at level 0. */
export const orderOfUniform = 10;

/** The order of the rule on a piece of a line at level 0, for a piece of no length … */
export const orderOfPiece = 8;

/** … and what each step of the trapezoidal rule adds to it. */
export const orderPerStep = 1.2;

/** Pieces that need a larger order are divided evenly. */
export const largestOrder = 60;

/** The step of tanh-sinh rules at level 0 … */
export const stepOfTanhSinh = 0.15;

/** … unless this, divided by the length of the piece in steps of the trapezoidal rule, is smaller. */
export const lengthOfTanhSinh = 1.2;

/** An envelope that grows by a larger power of the distance from an end makes a tanh-sinh rule worth while. */
export const leastPole = 0.01;

/** An envelope that grows by a larger power of the distance from an end has no integral: the limit is 1, less the error of a measured power. */
export const leastInfinitePower = 0.999;

/** The power is measured between this logarithm of the relative distance from an end … */
export const logFarFromEnd = -30 * Math.LN2;

/** … and this one: near to the end, but far above rounding. */
export const logNearToEnd = -40 * Math.LN2;

/** An end, or a pole, farther from 0 than this many widths of the interval loses such distances in its rounding … */
export const farEnd = 64;

/** … so the power at a pole is measured between this logarithm of the distance … */
export const logFarFromFarEnd = -12 * Math.LN2;

/** … and this one … */
export const logNearToFarEnd = -22 * Math.LN2;

/** … up to a pole that is this many widths from 0. */
export const farthestEnd = 2 ** 20;

/** Where the square of a feature leaves the range of doubles, the place counts as one of an infinite feature. */
export const logOfInfinite = Math.log(Number.MAX_VALUE);

/** Up to this power, a pole has less than 1e-10 of the integral within `widthOfRounding`, so a node there may have the integrand of one beside it. */
export const mostWeakPower = 0.25;

/** How far rounding may put a node off a pole, as a share of the interval. */
export const widthOfRounding = 1e-14;

/** More than the logarithm of a smooth integrand can lie above both sides at a quarter of a step. */
export const heightOfPole = 60;

/** The step of the trapezoidal rule in the standardised x. Its own error for the mass is 2e^{−2π²/h²} = 6e-18. */
export const stepOfNormal = 0.7;

/** How far from 1 a sum of probabilities may be: people write them with few digits. */
export const toleranceOfProbabilities = 1e-9;

/** The largest size of a binomial law: doubles count every whole number up to it, with room. */
export const largestBinomialSize = 1e15;

/** The intervals of a tabulated quantile: their width adds less to a moment than the error of any average over draws. */
export const tabulatedIntervals = 4096;

/** The tails on both sides whose quantiles are not tabulated. */
export const tabulatedTail = 1 / 64;

/** Entries of a covariance matrix in each other's place may differ by this share of their size: people compute them, with rounding. */
export const asymmetryOfEntries = 1e-12;

/** A tail that misses a probability by this share of it reaches it: both have rounding errors. */
export const roundingOfTails = 1e-14;

/** The smallest distance from a pole at 0: its logarithm and powers stay in the range of doubles. */
export const leastSpacing = 1e-290;

/** A predictor with more values has no levels: a factor of more has more effects than people plan for. */
export const mostLevels = 100;

/** A derived predictor of more combinations of values is not listed: it would take longer than a keystroke. */
export const mostListedCombinations = 10_000;
