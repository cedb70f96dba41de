/** Tolerances and limits of searches for sizes, effects and designs, each with its reason. */

/** The search for the D-optimal probability stays this far from 0 and 1, where one value of the predictor hardly occurs. */
export const leastAllocation = 1e-4;

/** At most this many quantities are searched, one within the other: a third would take too long. */
export const mostFree = 2;

/** Whole numbers that are tried on either side of the real optimum. */
export const mostCandidates = 2000;

/** More units than any study has. */
export const mostUnits = 1e9;

/** The relative rounding error that a budget allows for. */
export const roundingOfBudget = 1e-12;

/** A distance from the null that is relatively no larger than this is rounding. */
export const distanceOfRounding = 1e-12;

/** A mean power that is nearer to 1 has too few digits for its noncentrality. */
export const leastMiss = 1e-10;

/** The target power if a test gives none: the usual one in the field. */
export const usualPower = 0.8;

/** The number of kept roots of non-central laws: the same few are needed repeatedly. */
export const mostKnownNeeds = 1000;

/** A goal beyond this multiple of the design is left out of the picture. */
export const farthestOnCurve = 8;

/** A design with more than this multiple of what the goal needs is left out of the picture: there is nothing to see between them. */
export const farBeyondGoal = 100;

/** The number of points from which a root is interpolated. */
export const pointsOfInterpolation = 4;

/** The accuracy of variances in a search: sizes are whole numbers, so fewer digits are enough than in an analysis. */
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

/** Ignore points farther than this in log n: they carry no information about the value here. */
export const farthestAlongN = 5;

/** Points closer to each other than this share of their distance from n carry the same information. */
export const apartAlongN = 0.2;

/** The error may be this many times larger than what the last point has changed. */
export const marginAlongN = 10;

/** The largest size of a search: beyond it doubles no longer represent every whole number. */
export const largestSize = 1e15;

/** A bracket of a real size that is relatively narrower consists of rounding errors. */
export const roundingOfSize = 1e-12;

/** How close to 1 the log margin of a real size must be. */
export const marginOfSize = 1e-11;

/** After this many sizes without a variance there is none at any size. */
export const mostUnknownSizes = 6;

/** The start of a search without a guess. */
export const usualSize = 10;

/** If the variances of two sizes imply a limit below this share of what the goal needs, the goal can be reached. */
export const surelyBelow = 0.8;

/** No step of the search multiplies the size by more: a margin near 0 says little about the size that is needed. */
export const fastestGrowth = 1e6;

/** With fewer units behind an effect, or fewer residual degrees of freedom, a normal reference is too inaccurate to be shown alone. */
export const fewDegreesForNormal = 40;

/** A stand-in for infinitely many observations in each group; variances can still be computed. */
export const manyObservations = 1e12;

/** A margin that grows by less than this share, with twice as many units, does not grow. */
export const leastHelp = 1e-6;

/** The points of a curve if the caller does not choose: enough for a smooth line. */
export const usualPoints = 40;

/** The evaluations of weights for one study of a picture or a first guess, about 50 ms. */
export const budgetOfPicture = 3e6;

/**
 * The same in a search for the best design, about 6 ms. A search takes some hundred sizes. All of them have the same draws, so their errors go together, and the cost hardly
 * changes around the best design.
 */
export const budgetOfSearch = 4e5;

/** The exact variances that a search for n or an effect takes: about ten for a size, and up to forty where an effect has no other side. */
export const evaluationsOfSearch = 40;

/** The relative error of a variance in a picture or a first guess: less than a line is wide. */
export const errorOfPicture = 1e-2;

/** Scrambles of such a study: the fewer there are, the faster is a study of many units, and its error need not be known well. */
export const scramblesOfPicture = 4;

/** The search for a real size below the smallest ends at this share of it: what a goal needs is not seen to be smaller. */
export const leastShareOfSize = 1e-12;

/** A smaller share of a variance that stays with ever more observations is 0: `manyObservations` are not infinitely many. */
export const leastFloor = 1e-9;

/** The distance from the null of the first margin without a guess: near it, where the margin is nearly proportional to the distance. */
export const firstDistance = 1e-3;

/** Powers nearer to 0 and 1 are as good as these in a search. */
export const leastPower = 1e-15;

/** A size is enough if the power is reached at it and at all sizes up to this share larger: the power of counts goes up and down as sizes grow. */
export const shareOfWindow = 0.1;

/** The same, at least so many sizes. */
export const leastWindow = 10;

/** The most sizes that the search for such a size takes, about a second. From some ten thousand observations on a window has more; there the formula is good. */
export const mostSteadySizes = 4000;

/** A smaller margin at a distance from the null says little about the distance that is needed. */
export const leastMargin = 1e-3;
/** The step of differences of a closed form, as a share of the distance to a singularity: truncation and rounding leave 1e-9 each. */
export const stepOfAlgebra = 3e-3;

/** The accuracy of integrals of which differences are taken. */
export const accuracyOfDifferences = 1e-10;

/** The step of differences of integrals: truncation and their error leave 1e-6 each. */
export const stepOfRule = 1.5e-2;

/** The same of means over studies, which share their draws: their error of 1 % is nearly the same on both sides. */
export const stepOfStudies = 0.15;

/** Degrees of freedom by differences have no more digits than this. */
export const digitsOfDegrees = 8;

/** The multiple of the smallest outermost count at which information is computed that is proportional to it: enough units for every variance. */
export const manyUnits = 1024;

/** The evaluations of weights for one study among differences, which share its draws: a tenth of those of a picture, and far less noise. */
export const budgetOfDifferences = 3e5;

/** Factors of the variances of random effects that a sensitivity asks about: a quarter less and more, as a pilot study may well be off. */
export const lessVariance = 0.75;
export const moreVariance = 1.25;
