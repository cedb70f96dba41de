/** Tolerances and limits of numerical algorithms: factorisations, quadrature and searches, each with its reason. */

/**
 * A pivot counts as zero where elimination left no more than this share of its diagonal entry. The rounding errors of d subtractions are
 * about (d + 1)·1.1e-16 of that entry, so a pivot below this share may consist only of rounding errors. The share is relative: the unit in which
 * a predictor is measured does not decide.
 */
export const zeroPivot = 1e-14;

/** Integrands far out underflow; a pivot below this also counts as zero there, because squares of its inverse would overflow. */
export const leastPivot = 1e-290;

/** A column depends on others if at most this share of its length is outside their span. */
export const dependenceTolerance = 1e-10;

/** A column of length 1 takes part in a dependence if its coefficient is larger than this; smaller coefficients are rounding errors. */
export const leastCoefficient = 1e-8;

/** A function is a combination of others if the residual of its fit is at most this share of its variation … */
export const fitOfVariation = 1e-10;

/** … plus this share of its values, which is their rounding error. */
export const fitOfValues = 1e-14;

/** Halving of a panel stops here: a smooth integrand needs far fewer, and 2⁻⁴⁰ of a panel is below the rounding of its ends. */
export const mostPanelHalvings = 40;

/** Conjugate gradients that have not converged after this many steps are given up. */
export const mostGradientSteps = 400;

/** What the residual may contribute to the quadratic form, relative to its scale, when conjugate gradients stop: beyond doubles, so that nothing is lost. */
export const residualToReach = 1e-18;

/** If the residual contributes more than this, the result has too few digits and is refused. */
export const worstResidual = 1e-12;

/** The width of a bracket of a minimum in which a smooth function is close to a polynomial. */
export const bracketOfMinimum = 0.2;

/** A minimum is refined on the Chebyshev polynomial through this many points. */
export const nodesOfMinimum = 9;

/** From here on the terms of the uniform expansion that are left out are below rounding, wherever the tails are not below 1e-300. */
export const largeShape = 1e9;

/** The replacement for a denominator of 0 in Lentz's method: small, but its inverse is still a double. */
export const leastDenominator = 1e-300;

/** After this many points an optional part is given up if two finer lattices have not taken its error to a tenth: it does not converge. */
export const hopefulPoints = 10_000;

/** No smaller relative error is reported: it is the rounding error of sums of thousands of doubles. */
export const leastLatticeError = 1e-14;

/** In more dimensions a lattice takes too many points, and quasi-Monte-Carlo takes over. */
export const mostLatticeDimensions = 4;

/** If an integrand still matters at this many standard deviations, doubles cannot hold its integral: the density is e⁻⁸⁰⁰ there. */
export const farthestPoint = 40;

/** A smaller share of the largest contribution never matters: it is far below the rounding error of the sum. */
export const leastContribution = 1e-30;

/** The finest spacing of a lattice: indices of its points then still fit 16 bits. */
export const finestSpacing = farthestPoint / 2 ** 12;

/** From this many dimensions on fewer digits are affordable: the first lattice is coarser and covers a smaller ball. */
export const coarseLatticeFrom = 4;

/** The slowest decay from point to point with which the outermost points of a lattice are continued. */
export const slowestDecay = 0.99;

/** Shifted copies of a quasi-Monte-Carlo sequence: their spread is the error, which 16 copies estimate to about 20 %. */
export const shiftsOfSequence = 16;

/** The points of each copy before the error is first looked at. */
export const firstSequencePoints = 256;

/** With this many points of each copy the search stops: the error falls too slowly to continue. */
export const mostSequencePoints = 1 << 9;

/** If less of a vector of length 1 is left after its known part is subtracted, it consists of rounding errors: the law has no more points. */
export const vanishedVector = 1e-13;

/** The spacing of the points on the lines that probe an integrand, in standard deviations. */
export const lineSpacing = 0.25;

/** The finest lattice that lines plan: every second of its points along an axis is this many steps of a line away. */
export const finestPlannedSteps = 2;

/** The coarsest lattice that lines plan, in the same steps. */
export const coarsestPlannedSteps = 7;

/** Planned spacings are multiples of this share of a step. */
export const plannedFraction = 1 / 8;

/** If an integrand extends beyond this many standard deviations along a line, only the lattice follows it. */
export const farthestOnLine = 12;

/** How much more slowly than on a line a lattice may converge. A spacing that is too wide by little costs a halving, so twice the points; this margin takes the fewest points. */
export const marginOfLines = 6;

/** The stretch of an axis as a share of how far the integrand goes along it. */
export const stretchOfAxis = 0.5;

/** If points of a stretched lattice are farther apart than this, in spacings, the lattice extends beyond the probed lines and must not be stretched. */
export const steepestStretch = 3;

/** A result with a larger relative error has no certain digit to show. It is refused, and the reason gives the error that was reached. */
export const worstError = 0.01;

/** Beyond this t the weights of a tanh-sinh rule are below 1e-19. */
export const tanhSinhReach = 3.3;

/** Up to this t the distances from an end are above 1e-275, for singularities at 0, where such a distance is a number of its own. */
export const tanhSinhReachAtZero = 6;

/** The relative error of a number that is computed from a few others: what rounding makes of it. */
export const roundingOfShortFormula = 1e-15;

/** The relative error of an expression in polygamma functions without cancellation, such as the variance of a dispersion. */
export const accuracyOfPolygamma = 1e-13;

/** With a larger relative error asked for, coarser first rules are enough. */
export const fewDigits = 1e-7;

/** An eigenvalue of a covariance matrix that is below 0 by no more than this share of the largest is a rounding error of its decomposition. */
export const indefiniteByRounding = 1e-14;

/** A covariance matrix whose smallest eigenvalue is below 0 by no more than this share of the largest variance is singular up to rounding, not indefinite. */
export const singularByRounding = 1e-12;

/** The square of a smaller number may be no ordinary double; so may products of a few such squares. */
export const leastSquared = 1e-150;

/** A minimum that is this near to an end of the interval, as a share of it, counts as at the end: its place has no more digits. */
export const nearEnd = 1e-6;

/** A bracket of a root of this relative width holds only a few doubles: the search ends. */
export const roundingOfRoot = 4e-16;

/** A smaller error that is asked for changes nothing in what a lattice leaves out: rounding is of that size. */
export const leastToleranceOfLattice = 1e-13;

/** Each time a lattice goes farther, it follows contributions down to this share of those before. */
export const shareOfGoingFarther = 1e-3;

/** Points of a sequence stay this far from 0 and 1, where normal quantiles are infinite; 1 less this is the largest double below 1. */
export const leastPointOfSequence = 1e-16;

/** Newton's method for a node between −1 and 1 ends with a smaller step: it is below the rounding of such a number. */
export const roundingOfNodes = 1e-16;

/** An eigenvalue that is at most this share of the largest consists of rounding errors: the matrix has no extent in its direction. */
export const vanishedEigenvalue = 1e-16;

/** A function that misses a line by at most this share of its values is affine: the rest is rounding. */
export const roundingOfLine = 1e-12;

/** Intervals of u in which the search for the first index whose cumulated sum exceeds u begins at once; a power of two, so that multiplying by it rounds nothing. */
export const buckets = 512;

/** Correlations that replace impossible ones leave every combination of the effects this share of its variance: a fit can still tell them apart. */
export const leastCorrelationEigenvalue = 0.01;

/** Projections onto correlation matrices converge linearly; a dozen effects need some hundred of them. */
export const mostProjections = 5000;

/** They stop at this change of an entry, well below the digits that are written. */
export const projectionTolerance = 1e-9;
