/**
 * The joint information about β, the variance components θ, and φ of a linear model, given a shrunk mode v̂ (standardised effects; N_a as in `component-parameters.ts`):
 *
 *     I_ab = ½ tr(N_a N_b) − v̂ᵀN_a P̃ N_b v̂ − ½ tr(N_a P̃ N_b P̃),    I_βa = XᵀW̃Z P̃ N_a v̂,    I_ββ = XᵀW̃X − XᵀW̃Z P̃ ZᵀW̃X,
 *     linear: I_φφ = {N − K + tr P̃²}/(2φ²),    I_aφ = tr{N_a (P̃ − P̃²)}/(2φ).
 */
import { isLinear } from '../family/families.js';
import type { ComponentParameter } from './component-parameters.js';
import type { ShrunkPosterior } from './shrunk-posterior.js';
import type { StudyPart } from './study-part.js';
import type { StudyRows } from './study-rows.js';
import type { TakenByUnits } from './unit-controls.js';

export class JointInformation {
    /** β, θ, and φ where it is estimated with them. */
    readonly size: number;
    private readonly linear: boolean;
    /** N_a v̂ and P̃ N_a v̂ of each parameter. */
    private readonly moved: Float64Array[];
    private readonly pulled: Float64Array[];
    /** P̄ N_a v̂. */
    private readonly steady: Float64Array[];
    /** XᵀW̃Z, p × K, and the same times P̃. */
    private readonly cross: Float64Array;
    private readonly crossPulled: Float64Array;
    /** Of the last draw, the pairs of parameters of one factor: v̂ᵀN_a (P̃ − P̄) N_b v̂ + ½ tr(N_a P̃ N_b P̃) by unit. */
    readonly taken: TakenByUnits[];

    constructor(
        private readonly part: StudyPart,
        private readonly parameters: readonly ComponentParameter[],
        private readonly posterior: ShrunkPosterior
    ) {
        const { plan, effects } = part;
        this.linear = isLinear(plan.spec.family);
        this.size = plan.fixed + parameters.length + (this.linear ? 1 : 0);
        this.moved = parameters.map(() => new Float64Array(effects));
        this.pulled = parameters.map(() => new Float64Array(effects));
        this.steady = parameters.map(() => new Float64Array(effects));
        this.cross = new Float64Array(plan.fixed * effects);
        this.crossPulled = new Float64Array(plan.fixed * effects);
        this.taken = parameters.flatMap(({ factor }, a) =>
            parameters
                .slice(0, a + 1)
                .flatMap((other, b) => (other.factor === factor ? [{ a, b, factor, units: new Float64Array(factor.units) }] : []))
        );
    }

    /**
     * Adds the information times `factor`. The posterior must be that of v̂.
     *
     * The mean of v̂ᵀN_a P̄ N_b v̂ over v̂ ~ N(0, I − P̄) is known, so only the rest with P̃ − P̄ is left to the draws, which is far less noisy.
     *
     * @param mean P̄
     */
    add(rows: StudyRows, v: Float64Array, mean: Float64Array, factor: number, out: Float64Array): void {
        this.move(v, mean);
        this.addFixed(rows, factor, out);
        this.addComponents(factor, out);
        if (this.linear) {
            this.addDispersion(rows, factor, out);
        }
    }

    private move(v: Float64Array, mean: Float64Array): void {
        const { effects } = this.part;
        const { covariance } = this.posterior;
        this.parameters.forEach(({ factor, form }, a) => {
            const [moved, pulled, steady] = [this.moved[a], this.pulled[a], this.steady[a]];
            const d = form.length;
            for (let unit = 0; unit < factor.units; unit++) {
                const base = factor.offset + unit * d;
                for (let i = 0; i < d; i++) {
                    moved[base + i] = form[i].reduce((sum, x, j) => sum + x * v[base + j], 0);
                }
            }
            const [first, end] = [factor.offset, factor.offset + factor.units * d];
            for (let i = 0; i < effects; i++) {
                let sum = 0;
                let usual = 0;
                for (let j = first; j < end; j++) {
                    sum += covariance[i * effects + j] * moved[j];
                    usual += mean[i * effects + j] * moved[j];
                }
                pulled[i] = sum;
                steady[i] = usual;
            }
        });
    }

    private addFixed(rows: StudyRows, factor: number, out: Float64Array): void {
        const { part, posterior, cross, crossPulled, size } = this;
        const { plan, cells, effects } = part;
        const { features: q, fixed: p } = plan;
        const at = new Int32Array(q - p);
        cross.fill(0);
        for (let cell = 0; cell < cells; cell++) {
            posterior.positionsOf(cell, at);
            for (let row = rows.start[cell]; row < rows.start[cell + 1]; row++) {
                for (let i = 0; i < p; i++) {
                    const scaled = posterior.weights[row] * rows.features[row * q + (q - p) + i];
                    for (let k = 0; k < at.length; k++) {
                        cross[i * effects + at[k]] += scaled * rows.features[row * q + k];
                    }
                    for (let j = 0; j < p; j++) {
                        out[i * size + j] += factor * scaled * rows.features[row * q + (q - p) + j];
                    }
                }
            }
        }
        for (let i = 0; i < p; i++) {
            for (let k = 0; k < effects; k++) {
                let sum = 0;
                for (let l = 0; l < effects; l++) {
                    sum += cross[i * effects + l] * posterior.covariance[l * effects + k];
                }
                crossPulled[i * effects + k] = sum;
            }
            for (let j = 0; j < p; j++) {
                out[i * size + j] -= factor * dot(crossPulled, i * effects, cross, j * effects, effects);
            }
            // The effects and the components of a linear model are orthogonal.
            const parameters = this.linear ? [] : this.moved;
            parameters.forEach((moved, a) => {
                const x = factor * dot(crossPulled, i * effects, moved, 0, effects);
                out[i * size + p + a] += x;
                out[(p + a) * size + i] += x;
            });
        }
    }

    private addComponents(factor: number, out: Float64Array): void {
        const { parameters, taken } = this;
        parameters.forEach((one, a) => {
            for (let b = 0; b <= a; b++) {
                const other = parameters[b];
                if (one.factor !== other.factor) {
                    this.addPair(a, b, -factor * this.take(a, b, null), out);
                }
            }
        });
        for (const { a, b, units } of taken) {
            const all = this.take(a, b, units);
            const [one, other] = [parameters[a], parameters[b]];
            const prior = 0.5 * one.factor.units * traceOf(one.form, other.form);
            this.addPair(a, b, factor * (prior - all), out);
        }
    }

    /** What the units of the first parameter's factor take from the information about a pair. @param units receives what each takes @returns their sum */
    private take(a: number, b: number, units: Float64Array | null): number {
        const { parameters, moved, pulled, steady, posterior, part } = this;
        const { factor, form } = parameters[a];
        const d = form.length;
        let sum = 0;
        for (let unit = 0; unit < factor.units; unit++) {
            const from = factor.offset + unit * d;
            const varying = dot(moved[a], from, pulled[b], from, d) - dot(moved[a], from, steady[b], from, d);
            const own = varying + 0.5 * traceAcross(parameters[a], unit, parameters[b], posterior.covariance, part.effects);
            sum += own;
            if (units !== null) {
                units[unit] = own;
            }
        }
        return sum;
    }

    private addPair(a: number, b: number, x: number, out: Float64Array): void {
        const { size, part } = this;
        const p = part.plan.fixed;
        out[(p + a) * size + p + b] += x;
        if (a !== b) {
            out[(p + b) * size + p + a] += x;
        }
    }

    /** Adds what the mean draw has taken too much. @param excess by pair of parameters */
    giveBack(excess: readonly { a: number; b: number; excess: number }[], factor: number, out: Float64Array): void {
        excess.forEach(({ a, b, excess: x }) => this.addPair(a, b, factor * x, out));
    }

    /** Adds the known part, −tr{N_a P̄ N_b (I − P̄)}, times `factor`. @param mean P̄ */
    addKnown(mean: Float64Array, factor: number, out: Float64Array): void {
        const { parameters, size, part } = this;
        const p = part.plan.fixed;
        parameters.forEach((one, a) =>
            parameters.forEach((other, b) => {
                let across = 0;
                for (let unit = 0; unit < one.factor.units; unit++) {
                    across += traceAcross(one, unit, other, mean, part.effects);
                }
                out[(p + a) * size + p + b] -= factor * (traceWithin(one, other, mean, part.effects) - across);
            })
        );
    }

    private addDispersion(rows: StudyRows, factor: number, out: Float64Array): void {
        const { parameters, posterior, size, part } = this;
        const { effects, plan } = part;
        const { covariance } = posterior;
        const { phi } = plan.spec.family;
        const last = size - 1;
        let observations = 0;
        for (let row = 0; row < rows.count; row++) {
            observations += rows.size[row];
        }
        const square = covariance.reduce((sum, x) => sum + x * x, 0);
        out[last * size + last] += (factor * (observations - effects + square)) / (2 * phi * phi);
        parameters.forEach(({ factor: f, form }, a) => {
            const d = form.length;
            let sum = 0;
            for (let unit = 0; unit < f.units; unit++) {
                const base = f.offset + unit * d;
                for (let i = 0; i < d; i++) {
                    for (let j = 0; j < d; j++) {
                        const squared = dot(covariance, (base + j) * effects, covariance, (base + i) * effects, effects);
                        sum += form[i][j] * (covariance[(base + j) * effects + base + i] - squared);
                    }
                }
            }
            const x = (factor * sum) / (2 * phi);
            out[(plan.fixed + a) * size + last] += x;
            out[last * size + plan.fixed + a] += x;
        });
    }
}

function dot(a: Float64Array, fromA: number, b: Float64Array, fromB: number, length: number): number {
    let sum = 0;
    for (let k = 0; k < length; k++) {
        sum += a[fromA + k] * b[fromB + k];
    }
    return sum;
}

/** tr(a·b). */
function traceOf(a: readonly number[][], b: readonly number[][]): number {
    return a.reduce((sum, row, i) => sum + row.reduce((own, x, j) => own + x * b[j][i], 0), 0);
}

/** The part of one unit of the first factor in tr(N_a A N_b A), A K × K. */
function traceAcross(one: ComponentParameter, unit: number, other: ComponentParameter, a: Float64Array, effects: number): number {
    const [d, e] = [one.form.length, other.form.length];
    const from = one.factor.offset + unit * d;
    let sum = 0;
    for (let to = 0; to < other.factor.units; to++) {
        const base = other.factor.offset + to * e;
        for (let i = 0; i < d; i++) {
            for (let j = 0; j < d; j++) {
                for (let k = 0; k < e; k++) {
                    for (let l = 0; l < e; l++) {
                        sum += one.form[i][j] * a[(from + j) * effects + base + k] * other.form[k][l] * a[(base + l) * effects + from + i];
                    }
                }
            }
        }
    }
    return sum;
}

/** tr(N_a A N_b): 0 for parameters of different factors. */
function traceWithin(one: ComponentParameter, other: ComponentParameter, a: Float64Array, effects: number): number {
    if (one.factor !== other.factor) {
        return 0;
    }
    const d = one.form.length;
    let sum = 0;
    for (let unit = 0; unit < one.factor.units; unit++) {
        const from = one.factor.offset + unit * d;
        for (let i = 0; i < d; i++) {
            for (let j = 0; j < d; j++) {
                for (let k = 0; k < d; k++) {
                    sum += one.form[i][j] * a[(from + j) * effects + from + k] * other.form[k][i];
                }
            }
        }
    }
    return sum;
}
