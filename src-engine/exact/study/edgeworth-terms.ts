/**
 * How the posterior of the random effects departs from the normal law N(v̂, P): its density is that of the law times exp(r), up to a factor, and r begins with
 *
 *     r ≈ Σ_k {c_k He₃(e_k) + d_k He₄(e_k)},   e_k = z_kᵀt/s_k,   s_k² = z_kᵀP z_k,   c_k = s_k³ E ℓ_k'''/6,   d_k = s_k⁴ E ℓ_k''''/24,
 *
 * Hermite polynomials of each row's linear predictor, without those of lower degree, because the normal law is the nearest one. Under N(v̂, P) the mean of r is 0, and for scores
 * S_i = l_iᵀt + ½tᵀN_i t with a_k = P z_k/s_k, exactly and for any c and d,
 *
 *     E(S_i r) = 0,   E{(S_i − E S_i)(S_j − E S_j) r} = Σ_k 3c_k{l_iᵀa_k · a_kᵀN_j a_k + l_jᵀa_k · a_kᵀN_i a_k} + 6d_k a_kᵀN_i a_k · a_kᵀN_j a_k.
 */
import type { ComponentParameter } from '../../study/component-parameters.js';
import { setSpread, type MeanCurvature } from './mean-curvature.js';
import type { StudyScore } from './study-score.js';
import { formOfProducts, unitProducts } from './unit-products.js';

const none = new Float64Array(0);

export class EdgeworthTerms {
    private spread = none;
    private centre = none;
    private third = none;
    private fourth = none;
    private readonly direction: Float64Array;
    private readonly products: Float64Array;
    private readonly linear: Float64Array;
    private readonly square: Float64Array;

    constructor(
        private readonly score: StudyScore,
        private readonly mean: MeanCurvature,
        private readonly components: readonly ComponentParameter[]
    ) {
        const count = score.p + components.length;
        this.direction = new Float64Array(score.likelihood.effects);
        this.products = new Float64Array(Math.max(0, ...components.map(({ form }) => form.length ** 2)));
        this.linear = new Float64Array(count);
        this.square = new Float64Array(count);
    }

    /** @param inverse P. The score is at v̂. */
    set(inverse: Float64Array): void {
        const { mean } = this;
        const { likelihood } = this.score;
        const { count } = likelihood.rows;
        if (this.spread.length < count) {
            const room = Math.ceil(1.2 * count);
            for (const key of ['spread', 'centre', 'third', 'fourth'] as const) {
                this[key] = new Float64Array(room);
            }
        }
        const { spread, centre, third, fourth } = this;
        setSpread(likelihood, inverse, spread);
        centre.set(likelihood.at.eta.subarray(0, count));
        for (let row = 0; row < count; row++) {
            const s = spread[row];
            third[row] = (mean.third[row] * s ** 3) / 6;
            fourth[row] = (mean.fourth[row] * s ** 4) / 24;
        }
    }

    /** r at the v where the score is. */
    at(): number {
        const { score, spread, centre, third, fourth } = this;
        const { at, rows } = score.likelihood;
        const { eta } = at;
        const { count } = rows;
        let sum = 0;
        for (let row = 0; row < count; row++) {
            const e = spread[row] > 0 ? (eta[row] - centre[row]) / spread[row] : 0;
            const square = e * e;
            sum += third[row] * e * (square - 3) + fourth[row] * (square * (square - 6) + 3);
        }
        return sum;
    }

    /**
     * Adds E{(S_i − E S_i)(S_j − E S_j) r} to covariances of the scores.
     *
     * @param inverse P
     * @param moved P l_i, by score
     * @param covariance row-major
     */
    addTo(covariance: Float64Array, inverse: Float64Array, moved: readonly Float64Array[]): void {
        const { score, spread, third, fourth, linear, square } = this;
        const { length } = moved;
        for (let row = 0; row < score.likelihood.rows.count; row++) {
            if (spread[row] > 0) {
                this.setDirection(row, inverse, moved);
                for (let i = 0; i < length; i++) {
                    for (let j = 0; j < length; j++) {
                        covariance[i * length + j] +=
                            3 * third[row] * (linear[i] * square[j] + linear[j] * square[i]) + 6 * fourth[row] * square[i] * square[j];
                    }
                }
            }
        }
    }

    /** Sets a_k of a row, l_iᵀa_k to `linear` and a_kᵀN_i a_k to `square`. */
    private setDirection(row: number, inverse: Float64Array, moved: readonly Float64Array[]): void {
        const { score, spread, direction, components, products, linear, square } = this;
        const { p } = score;
        const { rows, width, positions, features, effects } = score.likelihood;
        direction.fill(0);
        linear.fill(0);
        for (let k = 0; k < width; k++) {
            const z = rows.features[row * features + k] / spread[row];
            const position = positions[row * width + k];
            const base = position * effects;
            for (let i = 0; i < effects; i++) {
                direction[i] += z * inverse[base + i];
            }
            for (let i = 0; i < moved.length; i++) {
                linear[i] += z * moved[i][position];
            }
        }
        for (let c = 0; c < components.length; c++) {
            const { factor, form } = components[c];
            if (c === 0 || components[c - 1].factor !== factor) {
                unitProducts(factor, form.length, direction, products);
            }
            square[p + c] = formOfProducts(form, products);
        }
    }
}
