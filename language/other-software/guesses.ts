/** Numbers to begin with where a formula or a print says none. They stand for no data: authors replace them. */

/** Of a fixed effect: on the scale of a link, a moderate effect of one standard deviation of a predictor. */
export const guessedValue = '0.3';

/** Of a random effect: groups that clearly differ. */
export const guessedDeviation = '0.5';

export const guessedPower = '0.80';

/** Enough units for approximations that assume many. */
export const guessedUnits = 50;
/** Of a group inside a unit of another one. */
export const guessedInnerUnits = 4;

/** The number of observations, of each unit or of a study without groups. */
export function guessedObservations(hasGroups: boolean): number {
    return hasGroups ? 20 : 200;
}

/** A count that a print leaves out. */
export const countNotPrinted = 20;
