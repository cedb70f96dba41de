/**
 * The score of one group's marginal likelihood, S̄ = E{S(U) | y}, S the score of the complete data (y, U), and Louis' information.
 *
 * Parameters: β (p of them, in the order of the spec), the parameters of Σ, φ where there is one; P in all. U is integrated over its law given y.
 * The complete data may as well be (y, U + Cβ) for any C, which changes S but not S̄ [the marginal likelihood is the same integral]: then
 *
 *     S_β = Σ_j ℓ'(y_j; η_j) (x_j − Cᵀ r_j) + Cᵀ Σ⁻¹ U.
 *
 * With C = (Σ⁻¹ + R'WR)⁻¹ R'WX, W the weights at U = 0, S_β hardly varies with U given y: the large parts that cancel in S̄ are never formed.
 * Source: T. A. Louis (1982), JRSS B 44, 226–233.
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { cholesky, inverseSpd, logDet, solveCholesky } from '../numeric/cholesky.js';
import type { SymmetricEntry } from '../structure/covariance/covariance-structure.js';
import { blockCovariance } from '../structure/covariance/structures.js';
import type { RandomEffectsSpec } from '../spec/model-spec.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import type { HermiteRule } from '../numeric/quadrature/gauss-hermite.js';
import type { GroupDesign } from './group-design.js';
import { etaSpacing, logCutoff } from './lattice-limits.js';
import type { Response, ResponseRows } from '../family/response.js';

/** The responses of a group as far as its likelihood goes: log L(U) = logConstant + tᵀU + Σ_k log f(y_k; η_k). */
export interface GroupStatistic {
    logConstant: number;
    /** Totals of the rows, and their second statistics. */
    y: Float64Array;
    second: Float64Array;
    /** What is known of the responses beside y: t = R'y' (d), and the mean of (X − RC)'y' given t (p); null where y says all. */
    beside: { t: Float64Array; mean: Float64Array } | null;
}

const LOG_2PI = 1.8378770664093453;
/** log of a probability (by Laplace's approximation) below which a statistic is left out: of 10⁸ such ones nothing is seen. */
const negligible = -58;
const mostNodes = 500_000;
const none = new Float64Array(0);

export class GroupScore {
    readonly p: number;
    readonly d: number;
    readonly parameters: number;
    /** Of the last integration: log marginal likelihood, S̄, and E(S Sᵀ | y) (P × P, of the lower triangle), E(W_k | y). */
    logMarginal = 0;
    readonly score: Float64Array;
    readonly second: Float64Array;
    weights = new Float64Array(0);
    evaluations = 0;
    /** Rows of X − RC (rows × p) of the design that was prepared. */
    centred = new Float64Array(0);
    /** C (d × p). */
    private readonly shift: Float64Array;
    /** ∂Σ/∂θ by the parameter. */
    private readonly derivatives: readonly (readonly SymmetricEntry[])[];
    private readonly precision: Float64Array;
    /** log of the constant of the random effects' density. */
    readonly logNormaliser: number;
    private readonly hasPhi: boolean;
    private design!: GroupDesign;
    private readonly at: ResponseRows = { y: none, size: none, second: none, eta: none, slope: none, information: none, phiSlope: 0 };
    /** The complete score of the last node but for what t adds to it. */
    readonly completeScore: Float64Array;
    private readonly v: Float64Array;
    private readonly u: Float64Array;
    private readonly mode: Float64Array;
    private readonly root: Float64Array;
    private readonly gradient: Float64Array;
    private readonly hessian: Matrix;
    private zeros = none;
    private sum = 0;
    private atMode = 0;

    /** @throws NotAvailable where Σ is not positive definite */
    constructor(
        random: RandomEffectsSpec,
        fixed: number,
        private readonly response: Response
    ) {
        const { sigma, parameters: components } = blockCovariance(random);
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
        const { d, p, parameters } = this;
        this.score = new Float64Array(parameters);
        this.second = new Float64Array(parameters * parameters);
        this.completeScore = new Float64Array(parameters);
        this.shift = new Float64Array(d * p);
        this.v = new Float64Array(d);
        this.u = new Float64Array(d);
        this.mode = new Float64Array(d);
        this.root = new Float64Array(d * d);
        this.gradient = new Float64Array(d);
        this.hessian = sigma.map(row => row.map(() => 0));
    }

    /** Takes up a design: finds C and X − RC. */
    prepare(design: GroupDesign): void {
        const { d, p, precision, shift, at } = this;
        const { rows, eta, x, r, size } = design;
        this.design = design;
        if (this.weights.length !== rows) {
            this.weights = new Float64Array(rows);
            at.eta = new Float64Array(rows);
            this.zeros = new Float64Array(rows);
            at.slope = new Float64Array(rows);
            at.information = new Float64Array(rows);
        }
        at.y = at.size = at.second = size;
        at.eta.set(eta);
        this.response.evaluate(at, rows);
        const total: Matrix = Array.from({ length: d }, (_, a) => Array.from({ length: d }, (_, b) => precision[a * d + b]));
        const cross: Matrix = Array.from({ length: p }, () => new Array<number>(d).fill(0));
        for (let k = 0; k < rows; k++) {
            const w = Math.min(at.information[k], 1e100);
            for (let a = 0; a < d; a++) {
                const wr = w * r[k * d + a];
                for (let b = 0; b < d; b++) {
                    total[a][b] += wr * r[k * d + b];
                }
                for (let i = 0; i < p; i++) {
                    cross[i][a] += wr * x[k * p + i];
                }
            }
        }
        const factor = cholesky(total);
        if (!factor.ok) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the weights of a group' });
        }
        for (let i = 0; i < p; i++) {
            const solution = solveCholesky(factor.lower, cross[i]);
            for (let a = 0; a < d; a++) {
                shift[a * p + i] = solution[a];
            }
        }
        this.centred = Float64Array.from(x);
        for (let k = 0; k < rows; k++) {
            for (let a = 0; a < d; a++) {
                const ra = r[k * d + a];
                if (ra !== 0) {
                    for (let i = 0; i < p; i++) {
                        this.centred[k * p + i] -= ra * shift[a * p + i];
                    }
                }
            }
        }
        this.mode.fill(0);
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

    /** g(u) = log{L(u) φ(u; Σ)} but for its constants and tᵀu, where the likelihood depends on the responses through t; sets `completeScore`. */
    completeAt(u: Float64Array): number {
        return this.evaluateAt(u, { logConstant: 0, y: this.zeros, second: this.zeros, beside: null }, true);
    }

    /** The random effects at which the next search for a mode begins. */
    startAt(u: ArrayLike<number>): void {
        for (let a = 0; a < this.d; a++) {
            this.mode[a] = u[a];
        }
    }

    /** log{L(u) φ(u; Σ)}; with `deep` also the complete score, else the gradient and Hessian in u. */
    private evaluateAt(u: Float64Array, statistic: GroupStatistic, deep: boolean): number {
        const { d, p, precision, v, design, at, response, completeScore: complete, gradient, hessian, centred, shift } = this;
        const { rows, eta, r, size } = design;
        const { beside } = statistic;
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
        at.y = statistic.y;
        at.second = statistic.second;
        at.size = size;
        const { eta: etaAt, slope, information } = at;
        for (let k = 0, c = 0; k < rows; k++) {
            let sum = eta[k];
            for (let a = 0; a < d; a++, c++) {
                sum += r[c] * u[a];
            }
            etaAt[k] = sum;
        }
        value += response.evaluate(at, rows);
        if (deep) {
            if (beside) {
                for (let i = 0; i < p; i++) {
                    complete[i] = beside.mean[i];
                }
            } else {
                complete.fill(0, 0, p);
            }
            for (let k = 0, c = 0; k < rows; k++) {
                const s = slope[k];
                for (let i = 0; i < p; i++, c++) {
                    complete[i] += s * centred[c];
                }
            }
        } else {
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
        }
        if (beside) {
            for (let a = 0; a < d; a++) {
                value += beside.t[a] * u[a];
                if (!deep) {
                    gradient[a] += beside.t[a];
                }
            }
        }
        if (deep) {
            for (let a = 0; a < d; a++) {
                for (let i = 0; i < p; i++) {
                    complete[i] += shift[a * p + i] * v[a];
                }
            }
            for (let e = 0; e < this.derivatives.length; e++) {
                const derivative = this.derivatives[e];
                let slope = 0;
                for (let q = 0; q < derivative.length; q++) {
                    const { row: i, column: j, value: direction } = derivative[q];
                    const product = direction * (v[i] * v[j] - precision[i * d + j]);
                    slope += i === j ? 0.5 * product : product;
                }
                complete[p + e] = slope;
            }
            if (this.hasPhi) {
                complete[this.parameters - 1] = at.phiSlope;
            }
        }
        return value;
    }

    /** Finds the mode of U given y and the root of its inverse curvature there, by Fisher's scoring. @returns log{L φ} at the mode */
    private findMode(statistic: GroupStatistic): number {
        const { d, mode, gradient, hessian, u, root } = this;
        let value = this.evaluateAt(mode, statistic, false);
        for (let iteration = 0; ; iteration++) {
            const factor = cholesky(hessian);
            if (!factor.ok || !Number.isFinite(value)) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the likelihood of a group' });
            }
            const step = solveCholesky(factor.lower, Array.from(gradient));
            let decrement = 0;
            for (let a = 0; a < d; a++) {
                decrement += step[a] * gradient[a];
            }
            // Near enough: nodes are placed about the mode, not at it.
            if (decrement < 1e-3 || iteration === 60) {
                // u = mode + L⁻ᵀ z, columns of L⁻ᵀ by back substitution.
                for (let c = 0; c < d; c++) {
                    for (let a = d - 1; a >= 0; a--) {
                        let sum = a === c ? 1 : 0;
                        for (let b = a + 1; b < d; b++) {
                            sum -= factor.lower[b][a] * root[b * d + c];
                        }
                        root[a * d + c] = a <= c ? sum / factor.lower[a][a] : 0;
                    }
                }
                return value;
            }
            // A linear predictor is moved by no more than 3 at once: curvatures tell nothing further off.
            let furthest = 0;
            for (let k = 0; k < this.design.rows; k++) {
                let move = 0;
                for (let a = 0; a < d; a++) {
                    move += this.design.r[k * d + a] * step[a];
                }
                furthest = Math.max(furthest, Math.abs(move));
            }
            let share = Math.min(1, 3 / furthest);
            for (;;) {
                for (let a = 0; a < d; a++) {
                    u[a] = mode[a] + share * step[a];
                }
                const next = this.evaluateAt(u, statistic, false);
                if (value <= next + 1e-9 * Math.abs(value)) {
                    value = next;
                    mode.set(u);
                    break;
                }
                share /= 2;
                if (share < 1e-10) {
                    value = this.evaluateAt(mode, statistic, false);
                    gradient.fill(0);
                    break;
                }
            }
        }
    }

    private begin(): void {
        this.sum = 0;
        this.score.fill(0);
        this.second.fill(0);
        this.weights.fill(0);
    }

    /** Adds a node; `factor` is its weight against exp(value at the mode). */
    private add(factor: number, withSecond: boolean): void {
        const { parameters, score, second, completeScore: complete, weights } = this;
        const { information } = this.at;
        this.sum += factor;
        for (let i = 0; i < parameters; i++) {
            const s = factor * complete[i];
            score[i] += s;
            if (withSecond) {
                for (let j = 0, c = i * parameters; j <= i; j++, c++) {
                    second[c] += s * complete[j];
                }
            }
        }
        if (withSecond) {
            for (let k = 0; k < weights.length; k++) {
                weights[k] += factor * information[k];
            }
        }
    }

    private finish(statistic: GroupStatistic, logVolume: number, withSecond: boolean): void {
        const { d, root, sum, score, second, weights } = this;
        let logRoot = 0;
        for (let a = 0; a < d; a++) {
            logRoot += Math.log(root[a * d + a]);
        }
        for (let i = 0; i < score.length; i++) {
            score[i] /= sum;
        }
        if (withSecond) {
            for (let i = 0; i < second.length; i++) {
                second[i] /= sum;
            }
            for (let k = 0; k < weights.length; k++) {
                weights[k] /= sum;
            }
        }
        this.logMarginal = statistic.logConstant + this.atMode + Math.log(sum) + logVolume + logRoot + this.logNormaliser;
        if (!Number.isFinite(this.logMarginal)) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the likelihood of a group' });
        }
    }

    /**
     * S̄ and the marginal likelihood by the trapezoidal rule about the mode, one or two random effects, until what is left out is below e⁻³⁸ of the
     * largest value. @returns whether it matters at all: the least probable bounded totals are left out, not so counts, which weigh the more the larger they are.
     * @param fineness the spacing in standard deviations at most, and the spacing of η in units of `etaSpacing`
     */
    lattice(statistic: GroupStatistic, fineness: number): boolean {
        const { d, mode, root, u, design } = this;
        this.atMode = this.findMode(statistic);
        let logLaplace = statistic.logConstant + this.atMode + this.logNormaliser + (d / 2) * LOG_2PI;
        for (let a = 0; a < d; a++) {
            logLaplace += Math.log(root[a * d + a]);
        }
        if (this.response.totals === 'bounded' && logLaplace < negligible) {
            return false;
        }
        const spacing: number[] = [];
        for (let c = 0; c < d; c++) {
            let steepest = 0;
            for (let k = 0; k < design.rows; k++) {
                let slope = 0;
                for (let a = 0; a < d; a++) {
                    slope += design.r[k * d + a] * root[a * d + c];
                }
                steepest = Math.max(steepest, Math.abs(slope));
            }
            spacing.push(fineness * Math.min(1, etaSpacing(this.response.poleDistance) / Math.max(steepest, 1e-300)));
        }
        this.begin();
        let best = this.atMode;
        let nodes = 0;
        const visit = (i: number, j: number): number => {
            if (mostNodes < ++nodes) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
            for (let a = 0; a < d; a++) {
                u[a] = mode[a] + root[a * d] * (i + 0.5) * spacing[0] + (d < 2 ? 0 : root[a * d + 1] * (j + 0.5) * spacing[1]);
            }
            const value = this.evaluateAt(u, statistic, true);
            const factor = Math.exp(value - this.atMode);
            best = Math.max(best, value);
            if (factor > 0) {
                this.add(factor, false);
            }
            return value;
        };
        /** A line of nodes from `start` outwards, as long as values rise or matter; its best place, or null where nothing matters. */
        const line = (j: number, start: number): number | null => {
            let bestValue = -Infinity;
            let bestAt = start;
            for (const direction of [1, -1]) {
                let before = -Infinity;
                for (let i = direction === 1 ? start : start - 1; ; i += direction) {
                    const value = visit(i, j);
                    if (bestValue < value) {
                        bestValue = value;
                        bestAt = i;
                    }
                    if (value < best + logCutoff && value <= before) {
                        break;
                    }
                    before = value;
                }
            }
            return bestValue < best + logCutoff ? null : bestAt;
        };
        const centre = line(0, 0) ?? 0;
        if (d === 2) {
            for (const direction of [1, -1]) {
                let start: number | null = centre;
                for (let j = direction; start !== null; j += direction) {
                    start = line(j, start);
                }
            }
        }
        this.finish(statistic, spacing.reduce((sum, h) => sum + Math.log(h), 0), false); // prettier-ignore
        return true;
    }

    /** S̄, E(S Sᵀ | y) and E(W_k | y) by the product Gauss–Hermite rule about the mode. */
    hermite(statistic: GroupStatistic, { nodes, weights }: HermiteRule): void {
        const { d, mode, root, u } = this;
        this.atMode = this.findMode(statistic);
        this.begin();
        const q = nodes.length;
        const count = q ** d;
        for (let index = 0; index < count; index++) {
            let rest = index;
            let weight = 1;
            let squares = 0;
            u.set(mode);
            for (let c = 0; c < d; c++) {
                const i = rest % q;
                rest = (rest - i) / q;
                weight *= weights[i];
                const z = nodes[i];
                squares += z * z;
                for (let a = 0; a < d; a++) {
                    u[a] += root[a * d + c] * z;
                }
            }
            const value = this.evaluateAt(u, statistic, true);
            const factor = weight * Math.exp(value - this.atMode + 0.5 * squares);
            if (factor > 0) {
                this.add(factor, true);
            }
        }
        this.finish(statistic, (this.d / 2) * LOG_2PI, true);
    }

    /** Louis' information −∂² log L/∂θ² of the last `hermite`, where the link is canonical; else of the same expectation. Lower and upper. */
    louis(into: Float64Array): void {
        const { d, p, parameters, design, precision, shift, centred, weights, second, score, derivatives } = this;
        const { rows, size } = design;
        into.fill(0);
        for (let k = 0; k < rows; k++) {
            const w = weights[k];
            for (let i = 0; i < p; i++) {
                const wx = w * centred[k * p + i];
                for (let j = 0; j <= i; j++) {
                    into[i * parameters + j] += wx * centred[k * p + j];
                }
            }
        }
        for (let i = 0; i < p; i++) {
            for (let j = 0; j <= i; j++) {
                for (let a = 0; a < d; a++) {
                    for (let b = 0; b < d; b++) {
                        into[i * parameters + j] += shift[a * p + i] * precision[a * d + b] * shift[b * p + j];
                    }
                }
            }
        }
        derivatives.forEach((first, e) =>
            derivatives.slice(0, e + 1).forEach((other, f) => {
                // tr(Σ⁻¹Σ_e Σ⁻¹Σ_f)/2
                let sum = 0;
                for (const { row: i, column: j, value } of first) {
                    for (const { row: k, column: l, value: otherValue } of other) {
                        const both = precision[i * d + k] * precision[j * d + l] + precision[i * d + l] * precision[j * d + k];
                        sum += value * otherValue * (both * (i === j ? 0.5 : 1) * (k === l ? 0.5 : 1));
                    }
                }
                into[(p + e) * parameters + p + f] = sum;
            })
        );
        if (this.hasPhi) {
            let observations = 0;
            for (let k = 0; k < rows; k++) {
                observations += size[k];
            }
            into[parameters * parameters - 1] = observations * this.response.phiInformation;
        }
        for (let i = 0; i < parameters; i++) {
            for (let j = 0; j <= i; j++) {
                const at = i * parameters + j;
                into[at] -= second[at] - score[i] * score[j];
                into[j * parameters + i] = into[at];
            }
        }
    }
}
