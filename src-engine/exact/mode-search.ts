/** The mode of a group's random effects given its responses, and the scale of their law about it. */
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import type { CompleteLikelihood, GroupStatistic } from './complete-likelihood.js';
import { leastGain, mostModeSteps, furthestMove, roundingOfLikelihood, leastStepShare, leastSpreadOfMode } from './limits.js';

export class ModeSearch {
    /** Where the last search ended, and where the next one begins. */
    readonly mode: Float64Array;
    /** An upper triangular root of the inverse curvature there (d × d): u = mode + root·z. */
    readonly root: Float64Array;
    private readonly u: Float64Array;

    constructor(private readonly likelihood: CompleteLikelihood) {
        const { d } = likelihood;
        this.mode = new Float64Array(d);
        this.root = new Float64Array(d * d);
        this.u = new Float64Array(d);
    }

    /** The random effects at which the next search begins. */
    startAt(u: ArrayLike<number>): void {
        for (let a = 0; a < this.mode.length; a++) {
            this.mode[a] = u[a];
        }
    }

    /** Finds the mode and the root by Fisher's scoring. @returns log{L φ} at the mode. @throws NotAvailable where a likelihood is not finite */
    run(statistic: GroupStatistic): number {
        const { likelihood, mode } = this;
        const { d, gradient, hessian } = likelihood;
        let value = likelihood.curvatureAt(mode, statistic);
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
            if (decrement < leastGain || iteration === mostModeSteps) {
                this.setRoot(factor.lower);
                this.mustBeResolved();
                return value;
            }
            value = this.moved(step, statistic, value);
        }
    }

    /** @throws NotAvailable where the law about the mode is so narrow that rounding blurs it: a group has about 10²⁴ events */
    private mustBeResolved(): void {
        const { mode, root } = this;
        const d = mode.length;
        for (let a = 0; a < d; a++) {
            if (root[a * d + a] < leastSpreadOfMode * Math.abs(mode[a])) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
        }
    }

    /** Moves the mode along a step, halved until the value does not fall. @returns the value there */
    private moved(step: readonly number[], statistic: GroupStatistic, value: number): number {
        const { likelihood, mode, u } = this;
        let share = Math.min(1, furthestMove / this.furthest(step));
        for (;;) {
            for (let a = 0; a < u.length; a++) {
                u[a] = mode[a] + share * step[a];
            }
            const next = likelihood.curvatureAt(u, statistic);
            if (value <= next + roundingOfLikelihood * Math.abs(value)) {
                mode.set(u);
                return next;
            }
            share /= 2;
            if (share < leastStepShare) {
                const last = likelihood.curvatureAt(mode, statistic);
                likelihood.gradient.fill(0);
                return last;
            }
        }
    }

    /** How far a step moves the linear predictor that it moves most. */
    private furthest(step: readonly number[]): number {
        const { d, design } = this.likelihood;
        let furthest = 0;
        for (let k = 0; k < design.rows; k++) {
            let move = 0;
            for (let a = 0; a < d; a++) {
                move += design.r[k * d + a] * step[a];
            }
            furthest = Math.max(furthest, Math.abs(move));
        }
        return furthest;
    }

    /** L⁻ᵀ by back substitution, column by column. */
    private setRoot(lower: Matrix): void {
        const { root } = this;
        const d = lower.length;
        for (let c = 0; c < d; c++) {
            for (let a = d - 1; a >= 0; a--) {
                let sum = a === c ? 1 : 0;
                for (let b = a + 1; b < d; b++) {
                    sum -= lower[b][a] * root[b * d + c];
                }
                root[a * d + c] = a <= c ? sum / lower[a][a] : 0;
            }
        }
    }
}
