/** An integral over standard normal variables, in parts, and the accuracy that each part needs. */
/** A stretch of f whose error is judged on its own. */
export interface LatticePart {
    start: number;
    end: number;
    /** Others are left where they are when they have cost `secondaryBudget` evaluations, and given up where they are not finite. */
    required: boolean;
    /** By how much its error may be larger than the tolerance. */
    slack: number;
}

export interface LatticeProblem {
    dimension: number;
    /** Length of f. */
    length: number;
    parts: readonly LatticePart[];
    /** A point matters where one of these components does. */
    watched: readonly number[];
    /** Writes f(z) into `out`. */
    evaluate: (z: Float64Array, out: Float64Array) => void;
    /** The relative size of a difference of two values of E f, by part. */
    distances: (value: Float64Array, difference: Float64Array) => number[];
    /** Relative error to reach by a part with a slack of 1. */
    tolerance: number;
    /** Only for comparisons: the same few points for every integrand of the same dimension, whatever their error. */
    coarse: boolean;
    /** E f, roughly: what the size of errors is judged by before there is a lattice. */
    pilot: Float64Array | null;
    /** The most evaluations of f. */
    budget: number;
    secondaryBudget: number;
    shouldStop: () => boolean;
}

export type LatticeResult =
    /** `errors` by part; `budget`: a required one was not reached. */
    | { status: 'done' | 'budget'; value: Float64Array; errors: number[]; evaluations: number }
    /** The mass of a required part lies beyond 40 standard deviations: the expectation is infinite, or too large for doubles. */
    | { status: 'infinite' | 'stopped' | 'not-finite' };

/** Whether the parts that still matter have reached their tolerance. */
export function isReached(problem: LatticeProblem, errors: readonly number[], evaluations: number): boolean {
    return problem.parts.every(
        (part, k) =>
            errors[k] <= toleranceOf(problem, part) ||
            (!part.required && (problem.secondaryBudget <= evaluations || errors[k] === Infinity))
    );
}

export function toleranceOf({ tolerance }: LatticeProblem, { slack }: LatticePart): number {
    return slack * tolerance;
}

/**
 * The error of a sum whose spacing was halved twice, from the differences that this made. Halving the spacing of an exponentially convergent rule
 * squares its error. Where the first halving was seen to raise the error to the power 1.5 at least, the next one is granted the power 1.5, and a factor
 * for integrands of which a small part converges more slowly.
 */
export function errorAfterHalving(first: number, second: number): number {
    return first < 1 && second <= first ** 1.5 ? Math.min(second, 8 * second ** 1.5) : second;
}
