/** The rows of a group, collected one by one: equal ones are one row with more observations. */
import type { Matrix } from '../numeric/linear-algebra.js';

/** The rows of one group. Matrices are row-major. */
export interface GroupDesign {
    rows: number;
    /** η at U = 0, with the offset. */
    eta: Float64Array;
    /** X: the terms of the fixed effects (rows × p), in the order of the spec. */
    x: Float64Array;
    /** R: the terms of the random effects (rows × d). */
    r: Float64Array;
    /** The number of observations of each row; for binary and binomial responses of trials. */
    size: Float64Array;
}

/** The variance of η over U in a row. */
export function varianceOfRow({ r }: GroupDesign, row: number, sigma: Matrix): number {
    const d = sigma.length;
    let variance = 0;
    for (let a = 0; a < d; a++) {
        for (let b = 0; b < d; b++) {
            variance += r[row * d + a] * sigma[a][b] * r[row * d + b];
        }
    }
    return variance;
}

/** Places for rows; the last one is not yet added. */
interface Places {
    eta: Float64Array;
    x: Float64Array;
    r: Float64Array;
    trials: Float64Array;
    at: number;
}

/** Collects rows and merges equal ones. Groups are drawn one after the other, so it keeps its room for the next one. */
export class RowTable {
    count = 0;
    private readonly places: Places;
    private readonly known = new Map<string, number>();

    constructor(
        private readonly fixed: number,
        private readonly effects: number
    ) {
        this.places = {
            eta: new Float64Array(1),
            x: new Float64Array(fixed),
            r: new Float64Array(effects),
            trials: new Float64Array(1),
            at: 0
        };
    }

    clear(): void {
        this.count = 0;
        this.known.clear();
    }

    /** The place of the next row, which `add` adds. */
    next(): Readonly<Places> {
        const { places, count } = this;
        if (places.eta.length === count) {
            for (const key of ['eta', 'x', 'r', 'trials'] as const) {
                const grown = new Float64Array(2 * places[key].length);
                grown.set(places[key]);
                places[key] = grown;
            }
        }
        places.at = count;
        return places;
    }

    /** @returns the number of the row, or that of an equal one */
    add(merge: boolean): number {
        if (!merge) {
            return this.count++;
        }
        const { fixed, effects, known } = this;
        const { eta, x, r, trials, at } = this.places;
        const key = [eta[at], ...x.subarray(at * fixed, (at + 1) * fixed), ...r.subarray(at * effects, (at + 1) * effects), trials[at]].join(' '); // prettier-ignore
        const equal = known.get(key);
        if (equal !== undefined) {
            return equal;
        }
        known.set(key, this.count);
        return this.count++;
    }

    /** The rows that have observations. @param sizes of all rows */
    design(sizes: ArrayLike<number>): GroupDesign {
        const { fixed, effects, count } = this;
        const { eta, x, r, trials } = this.places;
        const size = Float64Array.from({ length: count }, (_, row) => sizes[row] * trials[row]);
        if (size.every(total => total > 0)) {
            return { rows: count, eta: eta.slice(0, count), x: x.slice(0, count * fixed), r: r.slice(0, count * effects), size };
        }
        const kept = Array.from(size.keys()).filter(row => size[row] > 0);
        return {
            rows: kept.length,
            eta: Float64Array.from(kept, row => eta[row]),
            x: Float64Array.from(kept.flatMap(row => Array.from(x.subarray(row * fixed, (row + 1) * fixed)))),
            r: Float64Array.from(kept.flatMap(row => Array.from(r.subarray(row * effects, (row + 1) * effects)))),
            size: Float64Array.from(kept, row => size[row])
        };
    }
}
