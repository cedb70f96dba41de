/** Power or precision as a function of a number of the design: plain data for pictures. */
import type { ByAccuracy } from './by-accuracy.js';
import type { Accuracy } from '../spec/model-spec.js';

/** A goal by its position in the spec. */
export interface GoalReference {
    kind: 'test' | 'precision';
    index: number;
}

/** A goal as a function of one quantity. The others are as in the design; numbers that the model asks for by `?` have their answers. */
export interface Curve {
    goal: GoalReference;
    /** Power (0 … 1); half-width of an interval, or its factor. */
    measure: 'power' | 'halfwidth' | 'factor';
    /** A group, `n`, or a fixed effect. */
    quantity: string;
    kind: 'count' | 'n' | 'effect';
    /** Increasing. */
    at: number[];
    /** One value for each entry of `at`; null where the accuracy has no number. */
    values: ByAccuracy<(number | null)[]>;
    /** The accuracy in use; null where there is no number in any. */
    using: Accuracy | null;
    /** The power, half-width or factor to reach; null where none is named. */
    target: number | null;
    /** The value in the design: as written, or the answer to its `?`; null if neither is known. */
    here: number | null;
}

/** Designs of equal power, by n and the outermost count. */
export interface EqualPower {
    /** Index of the test. */
    test: number;
    /** The group whose count is the ordinate; the abscissa is n. */
    group: string;
    /** The accuracy in use. For the target power there are also values by the leading term. */
    using: Accuracy;
    /** Real numbers of units that give the power at each n, in the accuracy in use; null where no number does. The target is among the powers. */
    lines: { power: number; isTarget: boolean; counts: (number | null)[] }[];
    /** The same for the target by the leading term; null where it is the accuracy in use or there is no target. */
    leading: (number | null)[] | null;
    /** Increasing: the n of all lines. */
    n: number[];
    /** The number of units that the budget pays for at each n; null without a budget. */
    budget: (number | null)[] | null;
    /** The design, where it is known. */
    here: { n: number; count: number } | null;
    /** The best design for the budget or the goal, where there are prices and it has the other sizes of these lines. */
    best: { n: number; count: number } | null;
    /** The groups of which the best design has another number of units than these lines. */
    bestDiffersIn: readonly string[];
}
