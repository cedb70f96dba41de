/** An effect of a predictor that a study draws few values of. */

export interface FewDraws {
    effect: string;
    predictor: string;
    /** Its values in the study. */
    draws: number;
    /** By which share of it the variance is on average larger than the one at the mean information, to the first order in 1/draws. */
    excess: number;
    /** The draws with which this share is a tenth. */
    enough: number;
}
