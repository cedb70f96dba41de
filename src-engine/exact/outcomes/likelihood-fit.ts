/**
 * Maximum likelihood of a model for totals, by Fisher scoring, as `glm` of R does it, until the likelihood no longer changes. An estimate that is infinite then
 * ends far out, with a standard error that is many times larger.
 */
import type { CountLaw } from './count-law.js';
import { factorise, solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import { changeOfDeviance, farEta, leastVarianceOfTotal, mostStepHalvings, mostScoringSteps, roundingOfScoring } from '../limits.js';

/** Rows that have the same terms: a design of `rows` × `columns`, row by row, and an offset for each. */
export interface FitDesign {
    x: Float64Array;
    columns: number;
    offset: Float64Array;
}

export class LikelihoodFit {
    readonly beta: Float64Array;
    /** The lower factor of the information at the estimate. */
    readonly lower: Float64Array;
    readonly means: Float64Array;
    logLikelihood = -Infinity;
    /** Whether the estimate is inside the range of its parameters, with a regular information. */
    isRegular = false;
    private readonly eta: Float64Array;
    private readonly trial: Float64Array;
    private readonly step: Float64Array;
    private readonly information: Float64Array;
    private readonly startsAnew: boolean;

    /** @param start a value inside the range of the parameters, for links that do not take every η */
    constructor(
        private readonly design: FitDesign,
        private readonly law: CountLaw,
        private readonly start: Float64Array
    ) {
        const { columns, offset } = design;
        this.beta = Float64Array.from(start);
        this.trial = new Float64Array(columns);
        this.step = new Float64Array(columns);
        this.information = new Float64Array(columns * columns);
        this.lower = new Float64Array(columns * columns);
        this.eta = new Float64Array(offset.length);
        this.means = new Float64Array(offset.length);
        this.startsAnew = law.domain.min !== -Infinity || law.domain.max !== Infinity;
    }

    /** Fits totals of so many observations in each row. */
    fit(y: Float64Array, size: Float64Array): void {
        const { beta } = this;
        if (this.startsAnew) {
            beta.set(this.start);
        } else if (!this.isNear()) {
            this.startFromData(y, size);
        }
        let now = this.evaluate(beta, y, size);
        if (now === -Infinity) {
            beta.set(this.start);
            now = this.evaluate(beta, y, size);
        }
        this.isRegular = this.design.columns === 0 || this.climb(y, size, now);
        if (this.design.columns === 0) {
            this.logLikelihood = now;
        }
    }

    /** Puts the information at values of the parameters into `lower`. @returns whether it is regular */
    informationAt(beta: Float64Array, size: Float64Array): boolean {
        return this.evaluate(beta, this.means, size) > -Infinity && this.score(this.means, size);
    }

    /** Whether the last estimate is a good start: scoring from far out explodes. */
    private isNear(): boolean {
        if (!this.isRegular) {
            return false;
        }
        for (let k = 0; k < this.eta.length; k++) {
            if (!(Math.abs(this.eta[k]) < farEta)) {
                return false;
            }
        }
        return true;
    }

    /** One step from the data, with means that are pulled away from the ends of their range. */
    private startFromData(y: Float64Array, size: Float64Array): void {
        const { law, design, beta, eta, step } = this;
        const { columns } = design;
        for (let k = 0; k < y.length; k++) {
            const mean = size[k] === 0 ? 0.5 : (y[k] + 0.5) / (size[k] + 1);
            eta[k] = law.link(mean);
        }
        step.fill(0);
        this.information.fill(0);
        for (let k = 0; k < y.length; k++) {
            const weight = size[k] * law.weight(eta[k]);
            this.add(k, weight, weight * (eta[k] - design.offset[k]));
        }
        if (this.solve(columns)) {
            beta.set(step);
        } else {
            beta.set(this.start);
        }
    }

    /** Adds a row to the information and to the right-hand side. */
    private add(k: number, weight: number, right: number): void {
        const { information, step } = this;
        const { x, columns } = this.design;
        const from = k * columns;
        for (let i = 0; i < columns; i++) {
            const xi = x[from + i];
            step[i] += xi * right;
            for (let j = 0; j <= i; j++) {
                information[i * columns + j] += weight * xi * x[from + j];
            }
        }
    }

    /** Solves information · step = step in place. */
    private solve(columns: number): boolean {
        const { information, lower, step } = this;
        if (!factorise(information, columns, columns, lower, 0, 0)) {
            return false;
        }
        solveLowerInPlace(lower, columns, step);
        solveLowerTransposedInPlace(lower, columns, step);
        return true;
    }

    /** log likelihood at β, and the means there; −∞ where an η leaves the domain. */
    private evaluate(beta: Float64Array, y: Float64Array, size: Float64Array): number {
        const { law, eta, means } = this;
        const { x, columns, offset } = this.design;
        let sum = 0;
        for (let k = 0; k < offset.length; k++) {
            let at = offset[k];
            for (let i = 0; i < columns; i++) {
                at += x[k * columns + i] * beta[i];
            }
            if (!(law.domain.min < at && at < law.domain.max)) {
                return -Infinity;
            }
            eta[k] = at;
            const mean = law.mean(at);
            means[k] = mean;
            if (size[k] > 0) {
                sum += law.logLikelihood(y[k], size[k], mean);
            }
        }
        return Number.isNaN(sum) ? -Infinity : sum;
    }

    /** Fisher scoring, with halved steps where the likelihood would fall. @returns whether the estimate is regular */
    private climb(y: Float64Array, size: Float64Array, start: number): boolean {
        const { law, beta, trial, step } = this;
        const { columns } = this.design;
        let now = start;
        let converged = false;
        for (let turn = 0; turn < mostScoringSteps && !converged; turn++) {
            if (!this.score(y, size)) {
                this.logLikelihood = now;
                return false;
            }
            let next = -Infinity;
            for (let halving = 0; halving < mostStepHalvings; halving++) {
                for (let i = 0; i < columns; i++) {
                    trial[i] = beta[i] + step[i];
                    step[i] *= 0.5;
                }
                next = this.evaluate(trial, y, size);
                if (next >= now - roundingOfScoring * (1 + Math.abs(now))) {
                    break;
                }
            }
            if (next === -Infinity || next < now - roundingOfScoring * (1 + Math.abs(now))) {
                this.evaluate(beta, y, size);
                break;
            }
            beta.set(trial);
            converged = Math.abs(next - now) < changeOfDeviance * (Math.abs(next) + 0.1);
            now = next;
        }
        this.logLikelihood = now;
        const isInside = law.domain.min === -Infinity && law.domain.max === Infinity ? true : converged && this.isInside(size);
        return isInside && this.score(y, size);
    }

    /** Whether no total has an estimated law without variance, as it has at the ends of the range of the means. */
    private isInside(size: Float64Array): boolean {
        return this.means.every((mean, k) => size[k] === 0 || size[k] * this.law.variance(mean) > leastVarianceOfTotal);
    }

    /** The step of scoring at the last point, and the factor of the information there. */
    private score(y: Float64Array, size: Float64Array): boolean {
        const { law, eta, means, step } = this;
        step.fill(0);
        this.information.fill(0);
        for (let k = 0; k < eta.length; k++) {
            if (size[k] > 0) {
                const weight = law.weight(eta[k]);
                const variance = law.variance(means[k]);
                // dμ/dη over V(μ): its square is w/V.
                const slope = weight > 0 && variance > 0 ? Math.sqrt(weight / variance) : 0;
                this.add(k, size[k] * weight, (y[k] - size[k] * means[k]) * slope);
            }
        }
        return this.solve(this.design.columns);
    }
}
