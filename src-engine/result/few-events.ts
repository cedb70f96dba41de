/** A part of a study in which hardly any events are expected. */

/** `value`: a number, or the level of a categorical predictor. */
export interface ValueOfCell {
    name: string;
    value: number | string;
}

/** A cell of the study that expects few events, or non-events if they are fewer. */
export interface FewEvents {
    /** The effect whose term compares this cell with others. */
    effect: string;
    /** The values of predictors that make the cell; empty for the whole study. */
    cell: readonly ValueOfCell[];
    events: number;
    /** The number of outermost units, or of observations, with which 5 are expected. */
    enough: { quantity: string; kind: 'count' | 'n'; size: number } | null;
}
