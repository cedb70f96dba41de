/** Ranges of the arguments of laws. Each check returns what is wrong, or null. */
import { largestBinomialSize, toleranceOfProbabilities } from './limits.js';

/** An argument of a law that is out of its range. */
export interface LawProblem {
    /** The argument's name in the language. */
    argument: string;
    /** What would be right, in plain words. */
    detail: string;
    /** Inside mixtures: the index of the component, from the outermost mixture inwards; empty elsewhere. */
    components: number[];
}

export function problem(argument: string, detail: string): LawProblem {
    return { argument, detail, components: [] };
}

export function firstOf<T>(items: readonly T[], check: (item: T, index: number) => LawProblem | null): LawProblem | null {
    for (const [index, item] of items.entries()) {
        const found = check(item, index);
        if (found) {
            return found;
        }
    }
    return null;
}

export function finite(argument: string, value: number): LawProblem | null {
    return Number.isFinite(value) ? null : problem(argument, `${argument} must be a finite number`);
}

export function positive(argument: string, value: number): LawProblem | null {
    return finite(argument, value) ?? (value > 0 ? null : problem(argument, `${argument} must be greater than 0`));
}

export function probability(argument: string, value: number): LawProblem | null {
    return value >= 0 && value <= 1 ? null : problem(argument, `${argument} must lie between 0 and 1`);
}

export function increasing(min: number, max: number): LawProblem | null {
    if (!(min < max)) {
        return problem('max', 'max must be greater than min');
    }
    return Number.isFinite(max - min) ? null : problem('max', 'the distance from min to max must be a finite number');
}

export function size(value: number): LawProblem | null {
    return Number.isInteger(value) && value >= 1 && value <= largestBinomialSize
        ? null
        : problem('size', 'size must be a whole number, 1 or more');
}

/** Probabilities of `count` things of a kind: each between 0 and 1, together 1. */
export function probabilities(values: readonly number[], count: number, kind: string): LawProblem | null {
    if (values.length !== count) {
        return problem('probabilities', `every ${kind} needs a probability`);
    }
    const bad = firstOf(values, value =>
        probability('p', value) ? problem('probabilities', 'each probability must lie between 0 and 1') : null
    );
    if (bad) {
        return bad;
    }
    const sum = values.reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) <= toleranceOfProbabilities) {
        return null;
    }
    return problem('probabilities', `the probabilities must sum to 1; they sum to ${Number(sum.toPrecision(10))}`);
}
