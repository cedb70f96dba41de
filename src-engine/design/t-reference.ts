/** What a t distribution gives for a goal that refers to the normal one, where few units or few degrees of freedom stand behind its effects. */
import { isFailure } from '../result/failure.js';
import type { Required } from '../result/design-answers.js';
import type { Accuracy } from '../spec/model-spec.js';
import { withSize } from '../structure/sizes.js';
import type { Design } from './design.js';
import { sizesAtAnswer } from './estimates-at-answer.js';
import type { ReferredGoal } from './goal.js';
import { requiredIn } from './required.js';
import type { TestGoal } from './test-goal.js';

/** `told`: the power, half-width or factor at the design; null where a number of the design is asked for, or only the required size has few units. */
export interface WithT {
    df: number;
    told: number | null;
    required: number | null;
}

/** Where a normal reference is too inaccurate to be shown alone. */
export interface Fewness {
    /** At the design, or at the answer where its size is asked for. */
    atDesign: boolean;
    /** At the size that the goal needs, where the file has no `?`. */
    atRequired: boolean;
    /** The size that the goal needs by the normal reference, from which the search for the other one starts. */
    needed: number | null;
}

export function fewness(design: Design, effects: readonly string[], sought: Required | null): Fewness {
    const { degrees, sizes } = design;
    const needed = sought?.using ? sought.value[sought.using] : null;
    const isOther = needed !== null && !sought!.asked;
    return {
        atDesign: degrees.areFew(effects, sizesAtAnswer(design, sought)),
        atRequired: isOther && degrees.areFew(effects, withSize(sizes, sought!.quantity, needed)),
        needed
    };
}

/**
 * Null where units are many, or nothing can be said.
 *
 * @param goal with a t reference
 * @param test the same as a test, for what only tests know; null for a precision
 * @param accuracy the one in use
 */
export function withT(
    design: Design,
    { goal, test, accuracy, few }: { goal: ReferredGoal; test: TestGoal | null; accuracy: Accuracy | null; few: Fewness }
): WithT | null {
    if (accuracy === null || (!few.atDesign && !few.atRequired)) {
        return null;
    }
    const { sizes, quantity, variances } = design;
    const isOfDesign = !quantity.asked && few.atDesign;
    const found = isOfDesign ? goal.told(variances, accuracy, sizes) : null;
    const told = isFailure(found) ? null : found;
    const size = goal.target === null || quantity.kind === 'effect' ? null : requiredIn(design, goal, test, accuracy, few.needed);
    const df = goal.df(variances, size !== null && !isOfDesign ? withSize(sizes, quantity.name, size) : sizes);
    const isPossible = df === null || df >= 1;
    return df === null || ((isPossible || !few.atDesign) && told === null && size === null) ? null : { df, told, required: size };
}
