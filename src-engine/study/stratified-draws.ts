/**
 * Scrambled quasi-random numbers of any number of dimensions: in each dimension the first 2^k points of a scramble lie one in each of 2^k equal intervals
 * (a Latin hypercube), in an order that is random and independent between dimensions. The mean of a sum of functions of single dimensions then has
 * almost no error, and the information of a study is nearly such a sum, over its units.
 *
 * Doubling the number of points keeps the earlier ones. A dimension is named by a key and not by its position, so that a unit keeps its draws when the
 * numbers of units change: variances are then smooth in the sizes of a design. Only integer arithmetic is random, so every machine draws the same.
 *
 * Source: M. D. McKay, R. J. Beckman & W. J. Conover (1979), Technometrics 21, 239–245, with nested doubling.
 */
/** Mixes two integers to one of 32 bits (the finaliser of MurmurHash3). */
export function mixed(a: number, b: number): number {
    let h = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul((b | 0) + 0x9e3779b9, 0xc2b2ae35);
    h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    return (h ^ (h >>> 16)) | 0;
}

/** Numbers in (0, 1) from a key: mulberry32 of T. Ettinger. */
class KeyedGenerator {
    constructor(private state: number) {}

    uniform(): number {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
    }
}

/** The first `count` points of one scramble; `count` is a power of 2. */
export class StratifiedDraws {
    private readonly order: Int32Array;

    constructor(
        private readonly scramble: number,
        readonly count: number
    ) {
        this.order = new Int32Array(count);
    }

    /** A coordinate of the points, uniform on (0, 1). @param out receives them, from `start` on */
    uniforms(key: number, out: Float64Array = new Float64Array(this.count), start = 0): Float64Array {
        const { count, order } = this;
        const generator = new KeyedGenerator(mixed(this.scramble, key));
        out[start] = generator.uniform();
        for (let known = 1; known < count; known *= 2) {
            for (let i = 0; i < known; i++) {
                const j = Math.floor(generator.uniform() * (i + 1));
                order[i] = order[j];
                order[j] = i;
            }
            // The half of an interval that is still empty gets the new point.
            for (let i = 0; i < known; i++) {
                const empty = Math.floor(out[start + order[i]] * 2 * known) ^ 1;
                out[start + known + i] = (empty + generator.uniform()) / (2 * known);
            }
        }
        return out;
    }
}
