import type { Law } from '../../src-engine/spec/model-spec.js';
import type { NumberColumn } from './data-table.js';

interface Frequencies {
    values: number[];
    probabilities: number[];
}

/** Each column is counted once, because caches compare the lists by identity. */
const counted = new WeakMap<NumberColumn, Frequencies>();

/** The law that draws each value of a column with its relative frequency. The column has at least one value. */
export function empiricalLaw(column: NumberColumn, source: { data: string; column: string }): Extract<Law, { law: 'discrete' }> {
    let frequencies = counted.get(column);
    if (!frequencies) {
        frequencies = frequenciesOf(column.values);
        counted.set(column, frequencies);
    }
    return { law: 'discrete', ...frequencies, source };
}

function frequenciesOf(all: Float64Array): Frequencies {
    const sorted = all.slice().sort();
    const values: number[] = [];
    const counts: number[] = [];
    for (const value of sorted) {
        if (values.at(-1) === value) {
            counts[counts.length - 1]!++;
        } else {
            // -0 is 0.
            values.push(value + 0);
            counts.push(1);
        }
    }
    return { values, probabilities: counts.map(count => count / sorted.length) };
}
