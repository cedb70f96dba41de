/** Weighted sums over the draws of a posterior, and the means that follow. */

/**
 * The mean over both parts of the draws, without the bias of order 1/draws that a ratio of sums has: that of each part is twice that of all (Quenouille's jackknife).
 */
export function unbiased(
    first: readonly PosteriorSums[],
    other: readonly PosteriorSums[],
    of: (sums: PosteriorSums) => Float64Array
): Float64Array {
    const weightOf = (parts: readonly PosteriorSums[]): number => parts.reduce((sum, { weight }) => sum + weight, 0);
    const [w1, w2] = [weightOf(first), weightOf(other)];
    return of(first[0]).map((_, k) => {
        const sumOf = (parts: readonly PosteriorSums[]): number => parts.reduce((sum, part) => sum + of(part)[k], 0);
        const [s1, s2] = [sumOf(first), sumOf(other)];
        return (2 * (s1 + s2)) / (w1 + w2) - 0.5 * (s1 / w1 + s2 / w2);
    });
}

/** The mean over the draws themselves, without their weights. */
export const meanOf = (parts: readonly PosteriorSums[], of: (sums: PosteriorSums) => number): number =>
    parts.reduce((sum, one) => sum + of(one), 0) / parts.reduce((sum, { draws }) => sum + draws, 0);

/** Weighted sums over a part of the posterior draws. */
export class PosteriorSums {
    weight = 0;
    readonly score: Float64Array;
    readonly second: Float64Array;
    readonly effects: Float64Array;
    weights = new Float64Array(0);
    /** Of the scores that the normal law knows, with the weights that make the normal law of the law of the draws. */
    readonly normalScore: Float64Array;
    readonly normalSecond: Float64Array;
    draws = 0;

    /** @param known scores that the normal law knows */
    constructor(size: number, effects: number, known: number) {
        this.normalScore = new Float64Array(known);
        this.normalSecond = new Float64Array(known * known);
        this.score = new Float64Array(size);
        this.second = new Float64Array(size * size);
        this.effects = new Float64Array(effects);
    }

    clear(rows: number): void {
        this.weight = 0;
        this.score.fill(0);
        this.second.fill(0);
        this.effects.fill(0);
        this.normalScore.fill(0);
        this.normalSecond.fill(0);
        this.draws = 0;
        if (this.weights.length === rows) {
            this.weights.fill(0);
        } else {
            this.weights = new Float64Array(rows);
        }
    }

    /** @param ratio of the two laws' densities */
    addNormal(ratio: number, s: Float64Array): void {
        const { normalScore, normalSecond } = this;
        const { length } = s;
        this.draws++;
        for (let a = 0; a < length; a++) {
            const own = ratio * s[a];
            normalScore[a] += own;
            for (let b = 0; b < length; b++) {
                normalSecond[a * length + b] += own * s[b];
            }
        }
    }

    add(weight: number, s: Float64Array, v: Float64Array, information: Float64Array): void {
        const { score, second, effects, weights } = this;
        const size = s.length;
        this.weight += weight;
        for (let i = 0; i < size; i++) {
            const own = weight * s[i];
            score[i] += own;
            for (let j = 0; j < size; j++) {
                second[i * size + j] += own * s[j];
            }
        }
        for (let k = 0; k < v.length; k++) {
            effects[k] += weight * v[k];
        }
        for (let row = 0; row < weights.length; row++) {
            weights[row] += weight * information[row];
        }
    }
}
