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
    /** Which of the two are few. */
    of: 'events' | 'non-events';
    events: number;
    /**
     * Those of them that the effect rests on: two cells with so many, in the ratio of the events of all cells, would give its variance without any other effect or group. Fewer than `events`
     * where periods or groups leave events with nothing to compare them with.
     */
    counted: number;
    /** The number of outermost units, or of observations, with which 5 are expected; where 5 are expected but fewer than 4 count, with which 4 count. */
    enough: { quantity: string; kind: 'count' | 'n'; size: number } | null;
}
