/**
 * The likelihood of one group's complete data (y, U), its score in the parameters, and its slope and curvature in U.
 *
 * Parameters: β (p of them, in the order of the spec), the parameters of Σ, φ where there is one; P in all. The complete data may as well
 * be (y, U + Cβ) for any C: that changes the complete score S, but not its mean given y, for the marginal likelihood is the same integral. Then
 *
 *     S_β = Σ_j ℓ'(y_j; η_j) (x_j − Cᵀ r_j) + Cᵀ Σ⁻¹ U.
 *
 * The C of `group-shift.ts` makes S_β hardly vary with U given y.
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd, logDet } from '../numeric/cholesky.js';
import type { RandomEffectsSpec } from '../spec/model-spec.js';
import { notPositiveDefinite } from '../result/not-available.js';
import type { SymmetricEntry } from '../structure/covariance/covariance-structure.js';
import { blockCovariance } from '../structure/covariance/structures.js';
import type { GroupDesign } from './row-table.js';
import type { Response, ResponseRows } from '../family/response.js';
import { multiplyByMeans, setShift, withoutShift } from './group-shift.js';
import { LOG_2PI } from '../numeric/special/log-two-pi.js';

/** What the likelihood of a group needs of its responses: log L(U) = logConstant + tᵀU + Σ_k log f(y_k; η_k). */
export interface GroupStatistic {
    logConstant: number;
    /** Totals of the rows, and their second statistics. */
    y: Float64Array;
    second: Float64Array;
    /** What is known about the responses besides y: t = R'y' (d), and the mean of (X − RC)'y' given t (p); null if y is enough. */
    beside: { t: Float64Array; mean: Float64Array } | null;
}

const none = new Float64Array(0);

export class CompleteLikelihood {
    readonly p: number;
    readonly d: number;
    readonly parameters: number;
    /** How many times log f was evaluated. */
    evaluations = 0;
    /** Rows of X − RC (rows × p) of the design that was prepared. */
    centred: Float64Array = new Float64Array(0);
    /** C (d × p). */
    readonly shift: Float64Array;
    /** Σ⁻¹ (d × d). */
    readonly precision: Float64Array;
    /** ∂Σ/∂θ by the parameter of Σ. */
    readonly derivatives: readonly (readonly SymmetricEntry[])[];
    /** log of the constant of the random effects' density. */
    readonly logNormaliser: number;
    readonly hasPhi: boolean;
    design!: GroupDesign;
    /** The rows at the last u. */
    readonly at: ResponseRows = { y: none, size: none, second: none, eta: none, slope: none, information: none, phiSlope: 0 };
    /** S at the last u of `scoreAt`; after `withoutStatistic` without the part that t adds. */
    readonly score: Float64Array;
    /** Slope and negative curvature in u at the last u of `curvatureAt`. */
    readonly gradient: Float64Array;
    readonly hessian: Matrix;
    /** Σ⁻¹u at the last u. */
    private readonly v: Float64Array;
    private zeros = none;
    /** Σ. */
    private readonly sigma: Matrix;

    /**
     * @param weightRate a where the weight is exponential, e^{aη} times a constant: C then has the mean weights over U
     * @throws NotAvailable where Σ is not positive definite
     */
    constructor(
        random: RandomEffectsSpec,
        fixed: number,
        readonly response: Response,
        private readonly weightRate = 0
    ) {
        const { sigma, parameters: components } = blockCovariance(random);
        this.sigma = sigma;
        const inverse = inverseSpd(sigma);
        const determinant = logDet(sigma);
        if (!inverse.ok) {
            throw notPositiveDefinite(random.group, inverse);
        }
        if (!determinant.ok) {
            throw notPositiveDefinite(random.group, determinant);
        }
        this.p = fixed;
        this.d = sigma.length;
        this.derivatives = components.map(({ derivative }) => derivative);
        this.hasPhi = response.phiInformation > 0;
        this.parameters = fixed + this.derivatives.length + (this.hasPhi ? 1 : 0);
        this.precision = Float64Array.from(inverse.inverse.flat());
        this.logNormaliser = -0.5 * (this.d * LOG_2PI + determinant.value);
        this.score = new Float64Array(this.parameters);
        this.shift = new Float64Array(this.d * fixed);
        this.v = new Float64Array(this.d);
        this.gradient = new Float64Array(this.d);
        this.hessian = sigma.map(row => row.map(() => 0));
    }

    /** Prepares a design: computes C and X − RC. @throws NotAvailable where the weights at U = 0 are not finite */
    prepare(design: GroupDesign): void {
        const { at } = this;
        const { rows, eta, size } = design;
        this.design = design;
        if (at.eta.length !== rows) {
            at.eta = new Float64Array(rows);
            at.slope = new Float64Array(rows);
            at.information = new Float64Array(rows);
            this.zeros = new Float64Array(rows);
        }
        at.y = at.size = at.second = size;
        at.eta.set(eta);
        this.response.evaluate(at, rows);
        const weights = at.information;
        if (this.weightRate !== 0) {
            multiplyByMeans(weights, design, this.sigma, this.weightRate);
        }
        setShift(this.shift, design, weights, this.priorPrecision());
        this.centred = withoutShift(design, this.shift, this.d, this.p);
    }

    /** Σ⁻¹. */
    priorPrecision(): Matrix {
        const { d, precision } = this;
        return Array.from({ length: d }, (_, a) => Array.from(precision.subarray(a * d, (a + 1) * d)));
    }

    /** −½uᵀΣ⁻¹u. */
    priorExponent(u: Float64Array): number {
        const { d, precision } = this;
        let sum = 0;
        for (let a = 0; a < d; a++) {
            for (let b = 0; b < d; b++) {
                sum -= 0.5 * u[a] * precision[a * d + b] * u[b];
            }
        }
        return sum;
    }

    /** g(u) = log{L(u) φ(u; Σ)} without its constants and tᵀu, where the likelihood depends on the responses through t; sets `score`. */
    withoutStatistic(u: Float64Array): number {
        return this.scoreAt(u, { logConstant: 0, y: this.zeros, second: this.zeros, beside: null });
    }

    /** log{L(u) φ(u; Σ)} without its constants; sets `score` and the rows `at` u. */
    scoreAt(u: Float64Array, statistic: GroupStatistic): number {
        const value = this.logDensity(u, statistic);
        this.setScore(statistic);
        return value;
    }

    /** The same value; sets `gradient`, `hessian` and the rows `at` u. */
    curvatureAt(u: Float64Array, statistic: GroupStatistic): number {
        const value = this.logDensity(u, statistic);
        this.setCurvature(statistic);
        return value;
    }

    private logDensity(u: Float64Array, { y, second, beside }: GroupStatistic): number {
        const { d, precision, v, design, at } = this;
        const { rows, eta, r, size } = design;
        this.evaluations += rows;
        let value = 0;
        for (let a = 0; a < d; a++) {
            let sum = 0;
            for (let b = 0; b < d; b++) {
                sum += precision[a * d + b] * u[b];
            }
            v[a] = sum;
            value -= 0.5 * sum * u[a];
        }
        at.y = y;
        at.second = second;
        at.size = size;
        const etaAt = at.eta;
        for (let k = 0, c = 0; k < rows; k++) {
            let sum = eta[k];
            for (let a = 0; a < d; a++, c++) {
                sum += r[c] * u[a];
            }
            etaAt[k] = sum;
        }
        value += this.response.evaluate(at, rows);
        if (beside) {
            for (let a = 0; a < d; a++) {
                value += beside.t[a] * u[a];
            }
        }
        return value;
    }

    private setScore({ beside }: GroupStatistic): void {
        const { d, p, precision, v, at, score, centred, shift, derivatives } = this;
        const { rows } = this.design;
        const { slope } = at;
        if (beside) {
            for (let i = 0; i < p; i++) {
                score[i] = beside.mean[i];
            }
        } else {
            score.fill(0, 0, p);
        }
        for (let k = 0, c = 0; k < rows; k++) {
            const s = slope[k];
            for (let i = 0; i < p; i++, c++) {
                score[i] += s * centred[c];
            }
        }
        for (let a = 0; a < d; a++) {
            for (let i = 0; i < p; i++) {
                score[i] += shift[a * p + i] * v[a];
            }
        }
        for (let e = 0; e < derivatives.length; e++) {
            const derivative = derivatives[e];
            let slope = 0;
            for (let q = 0; q < derivative.length; q++) {
                const { row: i, column: j, value } = derivative[q];
                const product = value * (v[i] * v[j] - precision[i * d + j]);
                slope += i === j ? 0.5 * product : product;
            }
            score[p + e] = slope;
        }
        if (this.hasPhi) {
            score[this.parameters - 1] = at.phiSlope;
        }
    }

    private setCurvature({ beside }: GroupStatistic): void {
        const { d, precision, v, at, gradient, hessian } = this;
        const { rows, r } = this.design;
        const { slope, information } = at;
        for (let a = 0; a < d; a++) {
            gradient[a] = -v[a];
            for (let b = 0; b < d; b++) {
                hessian[a][b] = precision[a * d + b];
            }
        }
        for (let k = 0; k < rows; k++) {
            for (let a = 0; a < d; a++) {
                const ra = r[k * d + a];
                gradient[a] += slope[k] * ra;
                for (let b = 0; b < d; b++) {
                    hessian[a][b] += information[k] * ra * r[k * d + b];
                }
            }
        }
        if (beside) {
            for (let a = 0; a < d; a++) {
                gradient[a] += beside.t[a];
            }
        }
    }
}
