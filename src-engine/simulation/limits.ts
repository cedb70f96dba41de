/** Tolerances and limits of simulated data and their pictures, each with its reason. */

/** The most observations of one data set, for time and memory. */
export const mostSimulatedRows = 5_000_000;

/** The points of a drawn line: enough for a smooth curve. */
export const pointsOfLine = 25;

/** The most observations that are drawn in a cell of the picture. */
export const mostInUnit = 60;

/** A predictor with fewer values has no line. */
export const fewestValues = 3;
