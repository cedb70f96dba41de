/** What is told of the reliability of refined variances. */

/** Why the refined variance of an effect may be off. */
export interface Doubt {
    rule: 'intercept' | 'between' | 'within' | 'cloglog';
    /** Expected events, non-events or counts in a group. */
    events: number;
}

export interface Reliability {
    /** For every fixed effect in order: why its refined variance may be more than 5 % off; null where it is good, or where no rule is known. */
    doubts: readonly (Doubt | null)[];
    /** For every factor in order: how good the refined variances of its components are; `good` also where no rule is known, as for Gaussian responses. */
    components: readonly ComponentReliability[];
}

/** `doubted`: may be more than 5 % off; `rough`: no approximation. */
export type ComponentReliability = 'good' | 'doubted' | 'rough';
