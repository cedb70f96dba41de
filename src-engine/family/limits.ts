/** Tolerances and limits of mean responses, each with its reason. */

/** −log of the trapezoidal rule's error in a mean response: 1.7e-15. */
export const logErrorOfMean = 34;

/** The rule ends this many standard deviations out: 1e-27 of the normal law is beyond. */
export const reachOfMean = 11;

/** From here on the logarithm of a weight with exponential tails is continued linearly: the weight is still in the range of doubles. */
export const lastOfExponential = 600;

/** From here on the logarithm of a weight with normal tails is continued as a parabola, for the same reason. */
export const lastOfGaussian = 30;
