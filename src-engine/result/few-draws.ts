/** An effect of a predictor that a study draws few values of. */

export interface FewDraws {
    effect: string;
    predictor: string;
    /** Its values in the study. */
    draws: number;
    /** By which share of it the variance is on average larger than the one at the mean information, to the first order in 1/draws. */
    excess: number;
    /** Whether the numbers are means over the studies that have an estimate, so that only `absent` is left to tell. */
    isAveraged: boolean;
    /** The draws with which this share is a tenth. */
    enough: number;
    /** Where the effect compares values of the predictor: the rarest of them, and the probability that a study has none of it, and then no estimate. Null where that is below 1/100. */
    absent: { value: number | string; probability: number } | null;
}
