/** Studies that are put together from drawn parts. */
import { IndexesAbove } from '../numeric/index-above.js';
import { seedOfUneven, studiesOfUneven } from './limits.js';
import { mixed } from './stratified-draws.js';

/** Parts of one arm that are drawn. */
export interface DrawnParts {
    /** Row-major p × p matrices, one after the other. */
    informations: Float64Array;
    /** The probability that each counts with; their sum is 1. */
    probabilities: Float64Array;
}

/** Each part of a study is one of the drawn ones, by a number of its own: so a larger study begins like a smaller one, and only the rest is added. */
export class DrawnStudies {
    private readonly indexes: IndexesAbove[];
    private readonly length: number;
    /** The information of each study. */
    private readonly sums: Float64Array;
    private parts = 0;

    /** @param drawn by arm; the parts of a study are in the arms in turn */
    constructor(
        private readonly drawn: readonly DrawnParts[],
        p: number
    ) {
        this.length = p * p;
        this.sums = new Float64Array(studiesOfUneven * this.length);
        this.indexes = drawn.map(({ probabilities }) => new IndexesAbove(cumulate(probabilities)));
    }

    /** Makes the first studies as large as this. Call it with ever larger, ever fewer studies; otherwise it starts again. */
    extend(parts: number, studies: number): void {
        if (parts < this.parts) {
            this.sums.fill(0);
            this.parts = 0;
        }
        const { drawn, indexes, sums, length } = this;
        for (let s = 0; s < studies; s++) {
            const key = mixed(seedOfUneven, s);
            const to = s * length;
            for (let part = this.parts; part < parts; part++) {
                const arm = part % drawn.length;
                const from = indexes[arm].at((mixed(key, part) >>> 0) / 2 ** 32) * length;
                const { informations } = drawn[arm];
                for (let i = 0; i < length; i++) {
                    sums[to + i] += informations[from + i];
                }
            }
        }
        this.parts = parts;
    }

    /** The information of a study that has been made. */
    informationOf(study: number): Float64Array {
        return this.sums.subarray(study * this.length, (study + 1) * this.length);
    }
}

function cumulate(probabilities: Float64Array): Float64Array {
    let sum = 0;
    return probabilities.map(probability => (sum += probability));
}
