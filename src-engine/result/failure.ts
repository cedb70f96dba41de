/** Why a goal has no answer, as data. */
import type { Accuracy, Reference } from '../spec/model-spec.js';
import { hasCodeOf, type Reason } from './reason.js';

/** Why a goal has no answer in some accuracy. */
export type Failure =
    /** The variance that the goal needs cannot be computed. */
    | { code: 'no-variance'; reason: Reason }
    /**
     * No size reaches the goal. `best`: the largest power, or the smallest half-width or factor, that the quantity can come to. `stays`: the group whose
     * number of units would lower what stays; null if this is not known.
     */
    | { code: 'unreachable'; best: number; stays: string | null }
    /** The size is too large to search: above 1e15, or above 1e12 for n. */
    | { code: 'too-large' }
    /** A parameter of the model stays open at every size, so that no study of this kind can be analysed, whatever the formulas say about the others. */
    | { code: 'stays-open'; reason: Extract<Reason, { code: 'not-identified' }> }
    /** The hypothesis holds at the values of the model. */
    | { code: 'at-null' }
    /** The effect points away from the alternative: more data make the power smaller. */
    | { code: 'wrong-sign' }
    /** The power that is asked for is no larger than the level. */
    | { code: 'power-below-level' }
    /** The reference of the test has less than one degree of freedom at the design. */
    | { code: 'degrees-of-freedom'; df: number; reference: Exclude<Reference, 'z'> }
    /** The hypothesis does not contain the effect that is asked for, so every value would give the same answer. */
    | { code: 'not-in-hypothesis'; effect: string }
    /**
     * Only rough variances exist: a leading term, or two terms where the refined form was withheld. No power or size follows from them. `exact`: why there is no
     * exact variance.
     */
    | { code: 'rough'; accuracy: 'leading' | 'twoTerm' | 'refined'; exact: Reason | null }
    /** No quantity that can be chosen has a price, so there is no best design. */
    | { code: 'no-price' };

/** Every code. The compiler reports a code that is missing here. */
const failureCodes: Record<Failure['code'], true> = {
    'no-variance': true,
    unreachable: true,
    'too-large': true,
    'stays-open': true,
    'at-null': true,
    'wrong-sign': true,
    'power-below-level': true,
    'degrees-of-freedom': true,
    'not-in-hypothesis': true,
    rough: true,
    'no-price': true
};

/** Whether a value of the type `T | Failure` is a failure, as `isReason` says of reasons. */
export function isFailure(x: unknown): x is Failure {
    return hasCodeOf(failureCodes, x);
}

/** The failure of an answer whose only variances are rough. @param exact the failure of the exact one */
export function roughOnly({ using }: { using: Accuracy }, exact: Failure | null): Failure {
    const accuracy = using === 'leading' || using === 'refined' ? using : 'twoTerm';
    return { code: 'rough', accuracy, exact: exact?.code === 'no-variance' ? exact.reason : null };
}

/** The accuracies whose numbers are rough where the best one that is there is. */
export const roughAccuracies = (using: Accuracy): readonly Accuracy[] =>
    using === 'refined' ? ['leading', 'twoTerm', 'refined'] : ['leading', 'twoTerm'];

export const noVariance = (reason: Reason): Failure => ({ code: 'no-variance', reason });

/**
 * Why no accuracy has a number, from the failure of each: the first, but a simulation that was not run only where there is no other. The reason
 * that the other accuracies have, such as an error of the model, stays after the simulation. That there are only rough numbers says more than any of these, and so
 * does what no data can tell.
 */
export function mainFailure(failures: readonly Failure[]): Failure | null {
    const isNotRun = (one: Failure): boolean =>
        one.code === 'no-variance' && (one.reason.code === 'not-computed' || one.reason.code === 'not-enumerated');
    const isOpen = (one: Failure): boolean => one.code === 'rough' || (one.code === 'no-variance' && one.reason.code === 'not-identified');
    return failures.find(isOpen) ?? failures.find(one => !isNotRun(one)) ?? failures[0] ?? null;
}
