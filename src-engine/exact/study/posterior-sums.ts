/** Weighted sums over the draws of a posterior, and the means that follow. */

/** Sums over a part of the draws, to be divided by that of the weights. */
interface Weighted {
    weight: number;
}

/**
 * The mean over both parts of the draws, without the bias of order 1/draws that a ratio of sums has: that of each part is twice that of all (Quenouille's jackknife).
 */
export function unbiased<T extends Weighted>(first: readonly T[], other: readonly T[], of: (sums: T) => Float64Array): Float64Array {
    const weightOf = (parts: readonly T[]): number => parts.reduce((sum, { weight }) => sum + weight, 0);
    const [w1, w2] = [weightOf(first), weightOf(other)];
    return of(first[0]).map((_, k) => {
        const sumOf = (parts: readonly T[]): number => parts.reduce((sum, part) => sum + of(part)[k], 0);
        const [s1, s2] = [sumOf(first), sumOf(other)];
        return (2 * (s1 + s2)) / (w1 + w2) - 0.5 * (s1 / w1 + s2 / w2);
    });
}

/** Sums over a part of the draws, with the weights that make the posterior of their law. */
export class PosteriorSums {
    weight = 0;
    readonly score: Float64Array;
    readonly second: Float64Array;
    readonly effects: Float64Array;
    weights = new Float64Array(0);

    constructor(size: number, effects: number) {
        this.score = new Float64Array(size);
        this.second = new Float64Array(size * size);
        this.effects = new Float64Array(effects);
    }

    clear(rows: number): void {
        this.weight = 0;
        this.score.fill(0);
        this.second.fill(0);
        this.effects.fill(0);
        if (this.weights.length === rows) {
            this.weights.fill(0);
        } else {
            this.weights = new Float64Array(rows);
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

/**
 * Sums over a part of the draws of what has a known mean: scores less their means, and their products less their covariances, so that all these means are 0. They are divided by
 * the same kind of weights as those of the posterior, because then the errors of both denominators are alike too.
 */
export class KnownSums {
    weight = 0;
    readonly score: Float64Array;
    readonly second: Float64Array;

    constructor(size: number) {
        this.score = new Float64Array(size);
        this.second = new Float64Array(size * size);
    }

    clear(): void {
        this.weight = 0;
        this.score.fill(0);
        this.second.fill(0);
    }

    /**
     * @param weight that makes the normal law of the law of the draws
     * @param departure from the normal law: a factor that may be negative, so it has no part in the denominator
     * @param covariance of the scores under the product of both
     */
    add(weight: number, departure: number, s: Float64Array, covariance: Float64Array): void {
        const { score, second } = this;
        const { length } = s;
        const product = weight * departure;
        this.weight += weight;
        for (let i = 0; i < length; i++) {
            const own = product * s[i];
            score[i] += own;
            for (let j = 0; j < length; j++) {
                second[i * length + j] += own * s[j] - product * covariance[i * length + j];
            }
        }
    }
}
