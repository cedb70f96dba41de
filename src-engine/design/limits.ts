/** Tolerances and limits of searches for sizes, effects and designs, each with its reason. */

/** The D-optimal probability is looked for no closer than this to 0 and 1, where one value of the predictor hardly occurs. */
export const leastProbability = 1e-4;

/** At most this many quantities are searched, one within the other: a third would take too long. */
export const mostFree = 2;

/** Whole numbers that are tried on either side of the real optimum. */
export const mostCandidates = 2000;

/** More units than any study has. */
export const mostUnits = 1e9;

/** A budget that is used up to rounding is used up. */
export const roundingOfBudget = 1e-12;

/** A distance from the null that is no more than this, relatively, is rounding. */
export const distanceOfRounding = 1e-12;

/** The power to reach where a test names none: the field's usual one. */
export const usualPower = 0.8;

/** Roots of non-central laws that are kept: the same few are asked for again and again. */
export const mostKnownNeeds = 1000;

/** Beyond this many times the design a goal is out of the picture. */
export const farthestOnCurve = 8;

/** A design that has this many times what the goal takes is out of the picture: there is nothing to see between them. */
export const farBeyondGoal = 100;

/** A root is interpolated from this many points. */
export const pointsOfInterpolation = 4;

/** The accuracy of variances in a search: sizes are whole numbers, so fewer digits do than in an analysis. */
export const accuracyOfSearch = 1e-8;

/** A line through the variances of two n gives all others where it makes their errors no larger than this many times. */
export const mostAmplified = 4;

/** The march to a detectable effect ends after this many steps: 1.25⁶⁰ is 650 000 times the first. */
export const mostMarchSteps = 60;

/** The ratio of one distance of the march to the one before. */
export const strideOfMarch = 1.25;

/** How close to 1 the margin of a detectable effect must be. */
export const marginOfEffect = 1e-10;

/** The most points of a polynomial in n. */
export const mostPointsAlongN = 24;

/** With fewer points the last one says little about the error. */
export const leastPointsAlongN = 4;

/** Points farther away than this in log n are ignored: they say nothing about what happens here. */
export const farthestAlongN = 5;

/** Points closer to each other than this share of their distance from n would say the same. */
export const apartAlongN = 0.2;

/** The error may be this many times larger than what the last point has changed. */
export const marginAlongN = 10;

/** The largest size that is looked for: beyond it doubles no longer count one by one. */
export const largestSize = 1e15;

/** A bracket of a real size that is relatively narrower consists of rounding errors. */
export const roundingOfSize = 1e-12;

/** How close to 1 the log margin of a real size must be. */
export const marginOfSize = 1e-11;

/** After this many sizes without a variance there is none at any size. */
export const mostUnknownSizes = 6;

/** Where a search begins that has no guess. */
export const usualSize = 10;

/** Where the variances of two sizes imply a limit below this share of what the goal takes, the goal can be reached. */
export const surelyBelow = 0.8;

/** No step of the search multiplies the size by more: a margin near 0 says little about the size that is needed. */
export const fastestGrowth = 1e6;

/** With fewer units than this behind an effect of block A a normal reference is not good enough to stand alone. */
export const fewUnits = 40;

/** As good as infinitely many observations in each group, where variances can still be computed. */
export const manyObservations = 1e12;

/** A margin that grows by less than this share, with twice as many units, does not grow. */
export const leastHelp = 1e-6;
