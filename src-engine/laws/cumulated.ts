import { atoms } from './parts.js';
import type { LawOf } from './scalar-law.js';

/** The distinct values of a listed law, ascending, with P(X ≤ value) and P(X > value), each summed from its own end. */
export interface Cumulated {
    values: Float64Array;
    probabilities: Float64Array;
    lower: Float64Array;
    upper: Float64Array;
}

const known = new WeakMap<LawOf<'discrete' | 'categorical'>, Cumulated>();

/** Kept for each law, because every quantile needs it. */
export function cumulated(law: LawOf<'discrete' | 'categorical'>): Cumulated {
    let result = known.get(law);
    if (!result) {
        result = cumulate(law);
        known.set(law, result);
    }
    return result;
}

function cumulate(law: LawOf<'discrete' | 'categorical'>): Cumulated {
    const merged: { value: number; probability: number }[] = [];
    for (const { value, probability } of atoms(law)) {
        const last = merged.at(-1);
        if (last?.value === value) {
            last.probability += probability;
        } else {
            merged.push({ value, probability });
        }
    }
    const probabilities = Float64Array.from(merged, atom => atom.probability);
    const lower = new Float64Array(merged.length);
    const upper = new Float64Array(merged.length);
    for (let i = 0, sum = 0; i < lower.length; i++) {
        lower[i] = sum += probabilities[i];
    }
    for (let i = upper.length - 1, sum = 0; i > 0; i--) {
        upper[i - 1] = sum += probabilities[i];
    }
    return { values: Float64Array.from(merged, atom => atom.value), probabilities, lower, upper };
}

/** The index of the greatest value ≤ x; −1 where there is none. */
export function lastUpTo({ values }: Cumulated, x: number): number {
    return firstIndex(values.length, i => !(values[i] <= x)) - 1;
}

/** The first index at which a condition holds that holds from there on; `count` where it never does. */
export function firstIndex(count: number, holds: (index: number) => boolean): number {
    let low = 0;
    let high = count;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (holds(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return high;
}
