/**
 * The normal law N(v̂, P) nearest to the posterior of the random effects, and what it says exactly of the scores at v̂ + t: of the variance components
 *
 *     S_a(v̂ + t) − S_a(v̂) = v̂ᵀN_a t + ½tᵀN_a t,   E = ½tr(N_a P),   Cov = v̂ᵀN_a P N_b v̂ + ½tr(N_a P N_b P),
 *
 * and of the effects to first order, D t with mean 0 and covariances D P Dᵀ and D P N_a v̂.
 *
 * Draws of the posterior estimate these covariances too. The error that they make is nearly the one they make in the covariances under the posterior, so it
 * serves as a control variate of each study.
 */
import { invertFactored, solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import { logGamma } from '../../numeric/special/log-gamma.js';
import type { ComponentParameter } from '../../study/component-parameters.js';
import type { StudyScore } from './study-score.js';

export class NormalPosterior {
    /** Means of the components' scores. */
    readonly mean: Float64Array;
    /** Covariances of all scores, effects first, row-major. */
    readonly covariance: Float64Array;
    /** D, p × K. */
    private readonly slopesOfEffects: Float64Array;
    /** P, row-major. */
    private readonly inverse: Float64Array;
    /** The linear parts of the scores, effects first: D and N_a v̂, then D P and P N_a v̂. */
    private readonly slopes: Float64Array[];
    private readonly moved: Float64Array[];
    private readonly logRatioAtMode: number;

    /** @param freedom of the multivariate t from which the draws come */
    constructor(
        private readonly components: readonly ComponentParameter[],
        private readonly effects: number,
        private readonly freedom: number,
        private readonly p: number
    ) {
        const count = p + components.length;
        this.mean = new Float64Array(components.length);
        this.covariance = new Float64Array(count * count);
        this.slopesOfEffects = new Float64Array(p * effects);
        this.inverse = new Float64Array(effects * effects);
        this.slopes = Array.from({ length: count }, (_, i) =>
            i < p ? this.slopesOfEffects.subarray(i * effects, (i + 1) * effects) : new Float64Array(effects)
        );
        this.moved = this.slopes.map(() => new Float64Array(effects));
        this.logRatioAtMode = logGamma(freedom / 2) - logGamma((freedom + effects) / 2) + (effects / 2) * Math.log(freedom / 2);
    }

    /** The density of the normal law over that of the draws. @param logDensity that of the draw, less its value at the mode */
    ratio(logDensity: number): number {
        const { freedom, effects } = this;
        const square = freedom * Math.expm1((-2 * logDensity) / (freedom + effects));
        return Math.exp(this.logRatioAtMode - 0.5 * square - logDensity);
    }

    /** The number of scores. */
    get count(): number {
        return this.p + this.components.length;
    }

    /** The scores of the effects at v̂ + t, less those at v̂, to first order. */
    effectsAt(t: Float64Array, into: Float64Array): void {
        const { p, effects, slopesOfEffects } = this;
        for (let a = 0; a < p; a++) {
            let sum = 0;
            for (let k = 0; k < effects; k++) {
                sum += slopesOfEffects[a * effects + k] * t[k];
            }
            into[a] = sum;
        }
    }

    /** @param score with the curvature at the centre, P⁻¹ */
    set(score: StudyScore, centre: Float64Array): void {
        const { components, effects: size, slopes, moved, mean, covariance, inverse, p, count } = this;
        const { lower } = score;
        invertFactored(lower, size, inverse);
        score.slopesOfEffects(this.slopesOfEffects);
        components.forEach(({ factor: { units, offset }, form }, a) => {
            const d = form.length;
            const slope = slopes[p + a];
            let trace = 0;
            slope.fill(0);
            for (let unit = 0; unit < units; unit++) {
                const base = offset + unit * d;
                for (let i = 0; i < d; i++) {
                    for (let j = 0; j < d; j++) {
                        slope[base + i] += form[i][j] * centre[base + j];
                        trace += form[i][j] * inverse[(base + j) * size + base + i];
                    }
                }
            }
            mean[a] = 0.5 * trace;
        });
        slopes.forEach((slope, i) => {
            moved[i].set(slope);
            solveLowerInPlace(lower, size, moved[i]);
            solveLowerTransposedInPlace(lower, size, moved[i]);
        });
        for (let i = 0; i < count; i++) {
            for (let j = 0; j <= i; j++) {
                let sum = p <= j ? 0.5 * this.traceOfProduct(components[i - p], components[j - p]) : 0;
                for (let k = 0; k < size; k++) {
                    sum += slopes[i][k] * moved[j][k];
                }
                covariance[i * count + j] = sum;
                covariance[j * count + i] = sum;
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
                                sum +=
                                    ofOne *
                                    inverse[(row + j) * size + column + k] *
                                    other.form[k][l] *
                                    inverse[(row + i) * size + column + l];
                            }
                        }
                    }
                }
            }
        }
        return sum;
    }
}
