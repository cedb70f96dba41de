/** An effect that a few units of a group say most about, so that a study without such units is less precise. */

export interface UnevenGroups {
    effect: string;
    /** Null where a study does not split into independent units. */
    group: string | null;
    /** Units of the group. */
    units: number;
    /** By which share of it the variance is on average larger than the one at the mean information; Infinity where some studies have no estimate. */
    excess: number;
    /** About the units with which this share is a tenth; null where it is not found. */
    enough: number | null;
}
