/** Tolerances and limits of non-central laws and of their degrees of freedom, each with its reason. */

/** Terms below this share of the sum are left out: below rounding. */
export const negligibleTerm = 1e-18;

/** The integrand is left out where it is e^{−45} of its peak, which is 3e-20. */
export const logDropOfIntegrand = 45;

/** The difference of a panel and its halves, which are far better than that; logarithms down to −700 have no more digits. */
export const accuracyOfPanel = 1e-12;

/** From Φ(−10) to Φ(10): from nothing to everything, within rounding. */
export const reachOfNormal = 10;

/** Beyond this noncentrality λ the length is normal around √(λ + k − 1): what that leaves out is O(k/λ), as small as the rounding of the sum. */
export const nearlyNormal = 1e12;

/** Below the logarithm of every double. */
export const logOfNothing = -800;

/** The search along a logarithm of the length looks no nearer to its start: the law of the length is far wider, about 1/√(2 df). */
export const nearestAlong = 1e-12;

/** A power at so few noncentralities is computed at each; more are interpolated. */
export const fewEvaluations = 256;

/** The degree up to which a power is interpolated: a smooth power needs about 60. */
export const finestInterpolation = 256;

/** Beyond this noncentrality the power of any usual test is 1 but for a few designs, which are computed one by one. */
export const reachOfInterpolation = 60;

/** The rounding error of a mean of powers, and the last coefficient of an interpolation that is fine enough. */
export const roundingOfMean = 1e-12;
/** A direction whose information is this share of what it would be with β known has none: derivatives by differences leave less than that. */
export const leastShareOfInformation = 1e-6;

/** A gradient whose part in a direction without information is smaller than this does not depend on it: such parts are errors of differences and of eigenvectors. */
export const leastPartOfGradient = 1e-4;
