/** Tolerances and limits of the exact Gaussian covariance, each with its reason. */

/** The most rows of one drawn design, for time. */
export const mostDrawnRows = 40_000;

/** The most random effects of one drawn design: their matrix is factorised, and the time grows as the third power. */
export const mostDrawnEffects = 2500;

/** The most points at which the inverse of V_T is formed: its size is their square. */
export const mostStrataPoints = 4000;

/** A solution is corrected by its residual at most this often; once is enough unless rounding errors are as large as the solution. */
export const mostCorrections = 8;

/** An eigenvalue of the information below this share of the largest possible one belongs to a direction without information. */
export const silentEigenvalue = 1e-11;

/** The most values of terms that are held at once: 160 megabytes. */
export const mostTermValues = 2e7;

/** At this number of batches they are joined in pairs; half as many are enough for a standard error. */
export const mostBatches = 64;

/** Fewer batches do not give a standard error. */
export const fewestBatches = 8;

/** Fewer rows say too little about their own spread. */
export const fewestDrawnRows = 4000;

/** The most rows of all draws together, for time. */
export const mostRowsOfAllDraws = 2e8;

/** Rules over the predictors are refined until two agree this well … */
export const agreementOfRules = 1e-12;

/** … or until this level. */
export const finestRule = 8;

/** A component whose part in a direction without information is smaller than this takes no part in it: such parts are rounding errors of the eigenvectors. */
export const partInSilence = 1e-6;
