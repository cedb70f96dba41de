import { buckets } from './limits.js';

/** The first index whose cumulated sum exceeds u, or the last. By bisection, because there may be thousands. */
export function indexAbove(cumulated: ArrayLike<number>, u: number): number {
    let [low, high] = [0, cumulated.length - 1];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (u < cumulated[middle]) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/** `indexAbove` for many u in [0, 1): the search for each begins where the sums of its bucket do. */
export class IndexesAbove {
    private readonly first = new Int32Array(buckets);

    /** @param cumulated ascending */
    constructor(private readonly cumulated: Float64Array) {
        let index = 0;
        for (let bucket = 0; bucket < buckets; bucket++) {
            index = this.from(index, bucket / buckets);
            this.first[bucket] = index;
        }
    }

    at(u: number): number {
        return this.from(this.first[Math.floor(u * buckets)], u);
    }

    private from(start: number, u: number): number {
        const { cumulated } = this;
        const last = cumulated.length - 1;
        let index = start;
        while (index < last && cumulated[index] <= u) {
            index++;
        }
        return index;
    }
}
