/**
 * The normal law N(v̂, P) nearest to the posterior of the random effects, and what it says exactly of the scores at v̂ + t: of the variance components
 *
 *     S_a(v̂ + t) − S_a(v̂) = v̂ᵀN_a t + ½tᵀN_a t,   E = ½tr(N_a P),   Cov = v̂ᵀN_a P N_b v̂ + ½tr(N_a P N_b P),
 *
 * and of the effects to first order, D t with mean 0 and covariances D P Dᵀ and D P N_a v̂; each with the first terms of what departs from the law.
 *
 * Draws of the posterior estimate these covariances too. The error that they make is nearly the one they make in the covariances under the posterior, so it
 * serves as a control variate of each study.
 */
import { solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import { logGamma } from '../../numeric/special/log-gamma.js';
import type { ComponentParameter } from '../../study/component-parameters.js';
import { EdgeworthTerms } from './edgeworth-terms.js';
import type { MeanCurvature } from './mean-curvature.js';
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
    private readonly edgeworth: EdgeworthTerms;
    private readonly logRatioAtMode: number;

    /** @param freedom of the multivariate t from which the draws come */
    constructor(
        private readonly score: StudyScore,
        mean: MeanCurvature,
        private readonly components: readonly ComponentParameter[],
        private readonly freedom: number
    ) {
        const { p } = score;
        const { effects } = score.likelihood;
        const count = p + components.length;
        this.mean = new Float64Array(components.length);
        this.covariance = new Float64Array(count * count);
        this.slopesOfEffects = new Float64Array(p * effects);
        this.inverse = new Float64Array(effects * effects);
        this.slopes = Array.from({ length: count }, (_, i) =>
            i < p ? this.slopesOfEffects.subarray(i * effects, (i + 1) * effects) : new Float64Array(effects)
        );
        this.moved = this.slopes.map(() => new Float64Array(effects));
        this.edgeworth = new EdgeworthTerms(score, mean, components);
        this.logRatioAtMode = logGamma(freedom / 2) - logGamma((freedom + effects) / 2) + (effects / 2) * Math.log(freedom / 2);
    }

    /** The density of the normal law over that of the draws. @param logDensity that of the draw, less its value at the mode */
    ratio(logDensity: number): number {
        const { freedom, score } = this;
        const square = freedom * Math.expm1((-2 * logDensity) / (freedom + score.likelihood.effects));
        return Math.exp(this.logRatioAtMode - 0.5 * square - logDensity);
    }

    /** The first terms of the density of the posterior over that of the normal law, at the v where the score is; their mean is 1. */
    departure(): number {
        return 1 + this.edgeworth.at();
    }

    /** The number of scores. */
    get count(): number {
        return this.score.p + this.components.length;
    }

    /** The scores of the effects at v̂ + t, less those at v̂, to first order. */
    effectsAt(t: Float64Array, into: Float64Array): void {
        const { score, slopesOfEffects } = this;
        const { p } = score;
        const { effects } = score.likelihood;
        for (let a = 0; a < p; a++) {
            let sum = 0;
            for (let k = 0; k < effects; k++) {
                sum += slopesOfEffects[a * effects + k] * t[k];
            }
            into[a] = sum;
        }
    }

    /** @param centre v̂, where the likelihood is, with the curvature P⁻¹ */
    set(centre: Float64Array): void {
        const { slopes, moved, covariance, inverse, count } = this;
        const { likelihood } = this.score;
        const { lower, effects: size } = likelihood;
        likelihood.invertCurvature(inverse);
        this.setSlopes(centre);
        slopes.forEach((slope, i) => {
            moved[i].set(slope);
            solveLowerInPlace(lower, size, moved[i]);
            solveLowerTransposedInPlace(lower, size, moved[i]);
        });
        for (let i = 0; i < count; i++) {
            for (let j = 0; j <= i; j++) {
                let sum = 0;
                for (let k = 0; k < size; k++) {
                    sum += slopes[i][k] * moved[j][k];
                }
                covariance[i * count + j] = sum;
                covariance[j * count + i] = sum;
            }
        }
        this.addTraces();
        this.edgeworth.set(inverse);
        this.edgeworth.addTo(covariance, inverse, moved);
    }

    /** The linear parts of all scores, and the means of those of the components. */
    private setSlopes(centre: Float64Array): void {
        const { score, components, slopes, mean, inverse } = this;
        const { p } = score;
        const { effects: size } = score.likelihood;
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
    }

    /** Adds ½tr(N_a P N_b P) to the covariances: from the sums of products of P's entries in the rows of one factor and the columns of another. */
    private addTraces(): void {
        const { components, covariance, count, score } = this;
        components.forEach((one, a) => {
            const d = one.form.length;
            let products: Float64Array = new Float64Array(0);
            components.slice(0, a + 1).forEach((other, b) => {
                const e = other.form.length;
                if (b === 0 || components[b - 1].factor !== other.factor) {
                    products = this.productsBetween(one, other);
                }
                let sum = 0;
                for (let i = 0; i < d; i++) {
                    for (let j = 0; j < d; j++) {
                        for (let k = 0; k < e; k++) {
                            for (let l = 0; l < e; l++) {
                                sum += one.form[i][j] * other.form[k][l] * products[((i * d + j) * e + k) * e + l];
                            }
                        }
                    }
                }
                const [row, column] = [score.p + a, score.p + b];
                covariance[row * count + column] += 0.5 * sum;
                if (row !== column) {
                    covariance[column * count + row] += 0.5 * sum;
                }
            });
        });
    }

    /** Σ over units u and w of P(ui, wl) P(uj, wk), in the order of i, j, k, l. */
    private productsBetween(one: ComponentParameter, other: ComponentParameter): Float64Array {
        const { inverse } = this;
        const { effects: size } = this.score.likelihood;
        const [d, e] = [one.form.length, other.form.length];
        const sums = new Float64Array(d * d * e * e);
        const end = one.factor.offset + one.factor.units * d;
        const endOfOther = other.factor.offset + other.factor.units * e;
        let at = 0;
        for (let i = 0; i < d; i++) {
            for (let j = 0; j < d; j++) {
                for (let k = 0; k < e; k++) {
                    for (let l = 0; l < e; l++) {
                        let sum = 0;
                        for (let u = one.factor.offset; u < end; u += d) {
                            const first = (u + i) * size + l;
                            const second = (u + j) * size + k;
                            for (let w = other.factor.offset; w < endOfOther; w += e) {
                                sum += inverse[first + w] * inverse[second + w];
                            }
                        }
                        sums[at++] = sum;
                    }
                }
            }
        }
        return sums;
    }
}
