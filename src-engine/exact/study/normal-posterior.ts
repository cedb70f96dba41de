/**
 * The normal law N(v̂, P) about the mode v̂ as an approximation of the random effects given their responses, and what it says exactly of the scores of the
 * variance components, S_a(v̂ + t) − S_a(v̂) = v̂ᵀN_a t + ½tᵀN_a t:
 *
 *     E = ½tr(N_a P),   Cov = v̂ᵀN_a P N_b v̂ + ½tr(N_a P N_b P).
 *
 * Draws of the posterior estimate this covariance too. The error that they make is nearly the one they make in the covariance under the posterior, so it
 * serves as a control variate of each study.
 */
import { invertFactored, solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import { logGamma } from '../../numeric/special/log-gamma.js';
import type { ComponentParameter } from '../../study/component-parameters.js';

export class NormalPosterior {
    /** Means and covariances of the scores, by component and by pair of components, row-major. */
    readonly mean: Float64Array;
    readonly covariance: Float64Array;
    /** P, row-major. */
    private readonly inverse: Float64Array;
    /** N_a v̂ by component, then P N_a v̂. */
    private readonly slopes: Float64Array[];
    private readonly moved: Float64Array[];
    private readonly logRatioAtMode: number;

    /** @param freedom of the multivariate t from which the draws come */
    constructor(
        private readonly components: readonly ComponentParameter[],
        private readonly effects: number,
        private readonly freedom: number
    ) {
        const { length } = components;
        this.mean = new Float64Array(length);
        this.covariance = new Float64Array(length * length);
        this.inverse = new Float64Array(effects * effects);
        this.slopes = components.map(() => new Float64Array(effects));
        this.moved = components.map(() => new Float64Array(effects));
        this.logRatioAtMode = logGamma(freedom / 2) - logGamma((freedom + effects) / 2) + (effects / 2) * Math.log(freedom / 2);
    }

    /** The density of the normal law over that of the draws. @param logDensity that of the draw, less its value at the mode */
    ratio(logDensity: number): number {
        const { freedom, effects } = this;
        const square = freedom * Math.expm1((-2 * logDensity) / (freedom + effects));
        return Math.exp(this.logRatioAtMode - 0.5 * square - logDensity);
    }

    /** @param lower Cholesky factor of P⁻¹, row-major */
    set(lower: Float64Array, mode: Float64Array): void {
        const { components, effects: size, slopes, moved, mean, covariance, inverse } = this;
        invertFactored(lower, size, inverse);
        components.forEach(({ factor: { units, offset }, form }, a) => {
            const d = form.length;
            let trace = 0;
            slopes[a].fill(0);
            for (let unit = 0; unit < units; unit++) {
                const base = offset + unit * d;
                for (let i = 0; i < d; i++) {
                    for (let j = 0; j < d; j++) {
                        slopes[a][base + i] += form[i][j] * mode[base + j];
                        trace += form[i][j] * inverse[(base + j) * size + base + i];
                    }
                }
            }
            mean[a] = 0.5 * trace;
            moved[a].set(slopes[a]);
            solveLowerInPlace(lower, size, moved[a]);
            solveLowerTransposedInPlace(lower, size, moved[a]);
        });
        const count = components.length;
        for (let a = 0; a < count; a++) {
            for (let b = 0; b <= a; b++) {
                let sum = 0.5 * this.traceOfProduct(components[a], components[b]);
                for (let k = 0; k < size; k++) {
                    sum += slopes[a][k] * moved[b][k];
                }
                covariance[a * count + b] = sum;
                covariance[b * count + a] = sum;
            }
        }
    }

    /** tr(N_a P N_b P): N_a and N_b are made of equal blocks, one for each unit of their factors. */
    private traceOfProduct(one: ComponentParameter, other: ComponentParameter): number {
        const { effects: size, inverse } = this;
        const d = one.form.length;
        const e = other.form.length;
        let sum = 0;
        for (let u = 0; u < one.factor.units; u++) {
            const row = one.factor.offset + u * d;
            for (let w = 0; w < other.factor.units; w++) {
                const column = other.factor.offset + w * e;
                for (let i = 0; i < d; i++) {
                    for (let j = 0; j < d; j++) {
                        const ofOne = one.form[i][j];
                        for (let k = 0; k < e; k++) {
                            for (let l = 0; l < e; l++) {
                                sum += ofOne * inverse[(row + j) * size + column + k] * other.form[k][l] * inverse[(row + i) * size + column + l];
                            }
                        }
                    }
                }
            }
        }
        return sum;
    }
}
