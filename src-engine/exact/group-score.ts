/** The score of one group's marginal likelihood, S̄ = E{S(U) | y}: S is the score of the complete data, `CompleteLikelihood`; U is integrated over its law given y. */
import type { RandomEffectsSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import type { HermiteRule } from '../numeric/quadrature/gauss-hermite.js';
import { CompleteLikelihood, type GroupStatistic } from './complete-likelihood.js';
import { LOG_2PI } from '../numeric/special/log-two-pi.js';
import type { GroupDesign } from './row-table.js';
import { ModeSearch } from './mode-search.js';
import type { Response } from '../family/response.js';
import { etaSpacing, logCutoff, negligibleLogProbability, mostScoreNodes, leastSlope } from './limits.js';

export class GroupScore {
    readonly likelihood: CompleteLikelihood;
    /** Of the last integration: log marginal likelihood, S̄, and E(S Sᵀ | y) (P × P, of the lower triangle), E(W_k | y). */
    logMarginal = 0;
    readonly score: Float64Array;
    readonly second: Float64Array;
    weights = new Float64Array(0);
    private readonly search: ModeSearch;
    private readonly u: Float64Array;
    /** Spacing of the lattice along its axes, in standard deviations. */
    private readonly spacing: Float64Array;
    private sum = 0;
    private atMode = 0;
    private best = 0;
    private nodes = 0;
    private withSecond = false;

    /** @throws NotAvailable where Σ is not positive definite */
    constructor(random: RandomEffectsSpec, fixed: number, response: Response, weightRate = 0) {
        this.likelihood = new CompleteLikelihood(random, fixed, response, weightRate);
        this.search = new ModeSearch(this.likelihood);
        const { d, parameters } = this.likelihood;
        this.score = new Float64Array(parameters);
        this.second = new Float64Array(parameters * parameters);
        this.u = new Float64Array(d);
        this.spacing = new Float64Array(d);
    }

    /** Prepares a design. The next search for a mode begins at 0. @throws NotAvailable where weights are not finite */
    prepare(design: GroupDesign): void {
        if (this.weights.length !== design.rows) {
            this.weights = new Float64Array(design.rows);
        }
        this.likelihood.prepare(design);
        this.search.mode.fill(0);
    }

    /** The random effects at which the next search for a mode begins. */
    startAt(u: ArrayLike<number>): void {
        this.search.startAt(u);
    }

    /**
     * S̄ and the marginal likelihood by the trapezoidal rule about the mode, for one or two random effects, until what is left out is below
     * e⁻³⁸ of the largest value.
     * @param fineness the largest spacing in standard deviations, and the spacing of η in units of `etaSpacing` times the distance of the poles
     * @param withSecond whether E(S Sᵀ | y) and E(W_k | y) are computed, too
     * @returns whether the statistic matters: the least probable bounded totals are left out. Counts are never left out, because larger counts
     * have more weight
     */
    lattice(statistic: GroupStatistic, fineness: number, withSecond = false): boolean {
        const { likelihood, spacing } = this;
        const { d, response } = likelihood;
        this.atMode = this.search.run(statistic);
        const logLaplace = statistic.logConstant + this.atMode + likelihood.logNormaliser + (d / 2) * LOG_2PI + this.logRoot();
        if (!withSecond && response.totals === 'bounded' && logLaplace < negligibleLogProbability) {
            return false;
        }
        this.setSpacing(fineness);
        this.begin();
        this.withSecond = withSecond;
        this.best = this.atMode;
        this.nodes = 0;
        const centre = this.addLine(statistic, 0, 0) ?? 0;
        if (d === 2) {
            for (const direction of [1, -1]) {
                let start: number | null = centre;
                for (let j = direction; start !== null; j += direction) {
                    start = this.addLine(statistic, j, start);
                }
            }
        }
        let logVolume = 0;
        for (let c = 0; c < d; c++) {
            logVolume += Math.log(spacing[c]);
        }
        this.finish(statistic, logVolume, withSecond);
        return true;
    }

    private setSpacing(fineness: number): void {
        const { root } = this.search;
        const { d, design, response } = this.likelihood;
        for (let c = 0; c < d; c++) {
            let steepest = 0;
            for (let k = 0; k < design.rows; k++) {
                let slope = 0;
                for (let a = 0; a < d; a++) {
                    slope += design.r[k * d + a] * root[a * d + c];
                }
                steepest = Math.max(steepest, Math.abs(slope));
            }
            this.spacing[c] = fineness * Math.min(1, (etaSpacing * response.poleDistance) / Math.max(steepest, leastSlope));
        }
    }

    /**
     * Adds a line of nodes from `start` outwards, as long as values rise or matter.
     * @returns the place of the largest value, or null where nothing matters
     */
    private addLine(statistic: GroupStatistic, j: number, start: number): number | null {
        let bestValue = -Infinity;
        let bestAt = start;
        for (let direction = 1; direction >= -1; direction -= 2) {
            let before = -Infinity;
            for (let i = direction === 1 ? start : start - 1; ; i += direction) {
                const value = this.addNode(statistic, i, j);
                if (bestValue < value) {
                    bestValue = value;
                    bestAt = i;
                }
                if (value < this.best + logCutoff && value <= before) {
                    break;
                }
                before = value;
            }
        }
        return bestValue < this.best + logCutoff ? null : bestAt;
    }

    /** @returns the value at the node. @throws NotAvailable where there are too many nodes */
    private addNode(statistic: GroupStatistic, i: number, j: number): number {
        const { u, spacing } = this;
        const { mode, root } = this.search;
        const d = u.length;
        if (mostScoreNodes < ++this.nodes) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        for (let a = 0; a < d; a++) {
            u[a] = mode[a] + root[a * d] * (i + 0.5) * spacing[0] + (d < 2 ? 0 : root[a * d + 1] * (j + 0.5) * spacing[1]);
        }
        const value = this.likelihood.scoreAt(u, statistic);
        const factor = Math.exp(value - this.atMode);
        this.best = Math.max(this.best, value);
        if (factor > 0) {
            this.add(factor, this.withSecond);
        }
        return value;
    }

    /** S̄, E(S Sᵀ | y) and E(W_k | y) by the product Gauss–Hermite rule about the mode. */
    hermite(statistic: GroupStatistic, { nodes, weights }: HermiteRule): void {
        const { u } = this;
        const { mode, root } = this.search;
        const { d } = this.likelihood;
        this.atMode = this.search.run(statistic);
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
            const value = this.likelihood.scoreAt(u, statistic);
            const factor = weight * Math.exp(value - this.atMode + 0.5 * squares);
            if (factor > 0) {
                this.add(factor, true);
            }
        }
        this.finish(statistic, (d / 2) * LOG_2PI, true);
    }

    private begin(): void {
        this.sum = 0;
        this.score.fill(0);
        this.second.fill(0);
        this.weights.fill(0);
    }

    /** Adds a node; `factor` is its weight against exp(value at the mode). */
    private add(factor: number, withSecond: boolean): void {
        const { score, second, weights } = this;
        const { parameters, score: complete, at } = this.likelihood;
        const { information } = at;
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
        const { sum, score, second, weights } = this;
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
        this.logMarginal = statistic.logConstant + this.atMode + Math.log(sum) + logVolume + this.logRoot() + this.likelihood.logNormaliser;
        if (!Number.isFinite(this.logMarginal)) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the likelihood of a group' });
        }
    }

    /** log det of the root of the inverse curvature at the mode. */
    private logRoot(): number {
        const { root } = this.search;
        const d = this.u.length;
        let sum = 0;
        for (let a = 0; a < d; a++) {
            sum += Math.log(root[a * d + a]);
        }
        return sum;
    }
}
