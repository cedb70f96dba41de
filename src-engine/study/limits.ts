/** Tolerances, limits and budgets of the average over whole studies, each with its reason. */

/** Independent scrambles. The error of the mean is estimated from their spread: with 16 it is known to about 18 %. */
export const scrambles = 16;

/** The error that is told, in standard errors of the mean over the scrambles. */
export const standardErrorsTold = 3;

/** The relative error of a variance at which more draws stop: far below what a believed value of a parameter is worth. */
export const targetError = 2e-3;

/** The error that is enough where the target would take more than `quickWork`. */
export const sufficientError = 5e-3;

/** The largest error of a variance that is still shown. */
export const worstStudyError = 5e-2;

/** The same in a picture or a first guess, from which no number is told. */
export const worstOfPicture = 0.3;

/** The same of the variance of a component, whose refined form is itself within about 10 %: three standard errors may be more. */
export const worstComponentError = 0.15;

/** Work that takes about 60 ms: multiplications of the elimination, and evaluations of weights counted by their effort. */
export const quickWork = 4e7;

/** Work after which the average stops, about 1 s. */
export const mostWork = 2e8;

/** The effort of a weight and its place in the matrix, in multiplications. */
export const effortOfWeight = 12;

/** The effort of a number that is drawn. */
export const effortOfDraw = 50;

/** The most draws in a scramble; beyond, the square root of their number hardly helps. */
export const mostDrawsOfScramble = 4096;

/** Draws of a scramble to start with, where their work is small. */
export const firstDraws = 2;

/** With larger weights products leave the range of doubles, so that there is no number. */
export const largestWeight = 1e100;

/**
 * The least information about a standard normal random effect, given the data and the other effects. It is at least 1, that of the effect's own law: a number
 * below this consists of rounding errors.
 */
export const leastPrecision = 0.5;

/** The most random effects of a part whose components are computed by dense matrices. */
export const mostDenseEffects = 700;

/** The points of the Gauss–Hermite rule that averages a weight over the posterior law of η: E w of the logit link is within 0.02 % at a posterior sd of 1, within 0.4 % at 1.5. */
export const posteriorPoints = 7;

/** Passes of the posterior covariance with averaged weights; a third one changes the components by less than 1e-3. */
export const posteriorPasses = 2;

/** Passes of the mean posterior covariance; the fourth changes the components by less than 1e-3. */
export const shrinkagePasses = 3;

/** The work of the first draws of all scrambles: large studies average over their own units and need few. */
export const firstWork = 4e6;

/** The error of a variance component's variance at which more draws stop: the form itself is within about 10 % of the exact value. */
export const targetOfComponents = 1e-2;

/** The error that is enough where the target would take more than `quickWorkOfComponents`. */
export const sufficientForComponents = 4e-2;

/** Work for the mean posterior covariance of one model, about 60 ms. */
export const workOfShrinkage = 4e7;

/** Work that takes about 60 ms. */
export const quickWorkOfComponents = 3e7;

/** Work after which the average of the components stops, about 1 s. */
export const mostWorkOfComponents = 2e8;

/** The information about a variance is what is left of its prior information. Where less than one in so many is left, rounding decides: below a sd of about 1e-3. */
export const mostCancellation = 1e12;

/** The most of a part that is drawn; what lies beyond follows from lines in 1/size, whose error is of the order of its square. */
export interface MostDrawn {
    /** Units of a group. */
    units: number;
    /** Observations of a unit. */
    observations: number;
    /** What stands for more observations: a line in 1/n, or the drawn ones, each counted several times. */
    beyond: 'line' | 'copies';
    cells: number;
    rows: number;
}

/** The information about fixed effects: with two large groups the units of the second are eliminated together. A part takes about 30 ms. */
export const mostDrawnOfFixed: MostDrawn = { units: 512, observations: 512, beyond: 'line', cells: 40_000, rows: 40_000 };

/** In a picture a part may take less work. */
export const mostDrawnOfPicture: MostDrawn = { units: 128, observations: 64, beyond: 'line', cells: 3_000, rows: 3_000 };

/**
 * The components take dense matrices of all random effects, and several evaluations of a weight for a row; they need less accuracy. Where the variance between units is small,
 * their variance is far from a line in 1/n (that of σ² = 0.09 falls to a tenth from 64 to 1000 observations). 64 drawn observations have the mean information of 1000
 * to about 1/64 of its squared coefficient of variation.
 */
export const mostDrawnOfComponents: MostDrawn = { units: 64, observations: 64, beyond: 'copies', cells: 2_500, rows: 4_000 };

/** Both: dense matrices, and less work. */
export const mostDrawnOfPicturedComponents: MostDrawn = { units: 32, observations: 16, beyond: 'copies', cells: 500, rows: 1_000 };

/** Points of a table of weights in a unit of η: the error of a logistic weight is below 2e-6. */
export const pointsPerUnit = 256;

/** Where a table of weights ends in either direction; logistic weights are below 1e-13 there. */
export const furthestOfTable = 32;

/** The degree of the polynomials of a unit's effects that take part of the noise away: the fourth would hardly take more. */
export const degreeOfControls = 3;

/** With more random effects a unit has too many cubics (35 with four). */
export const mostEffectsOfCubics = 3;

/** Keeps the regression on the polynomials solvable where few draws make them dependent. */
export const ridgeOfControls = 1e-8;

/** Groups of scrambles with a mean posterior covariance of their own: the error is known to about 27 %. */
export const shrinkageGroups = 8;

/** Three standard errors that are known from eight groups cover as much as 4.5 of Student's law with 7 degrees of freedom. */
export const wideningOfGroups = 1.5;

/** A size this close to a whole number, absolute or relative, is that number: sizes are computed, with rounding. */
export const roundingOfSizes = 1e-9;

/** Draws of a part from which studies of few parts are put together. */
export const mostPartsDrawn = 512;

/** The standard deviation of random effects among these draws: they reach 4.6 standard deviations. */
export const widening = 1.5;

/** With fewer draws they say too little. */
export const fewestPartsDrawn = 32;

/** Studies that are put together: the error of an excess of a tenth is about two hundredths. */
export const studiesOfUneven = 128;

/** Parts that are added up for them in all, about 5 ms. */
export const mostUnitsAdded = 20_000;

/** The work for the draws of a part, about 8 ms. */
export const workOfUneven = 4e6;

/** Rows of a cell in such a part: with more observations each row counts several times. */
export const mostRowsOfUneven = 64;

/** Where the draws for such studies start. */
export const seedOfUneven = 1;
