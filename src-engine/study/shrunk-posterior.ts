/**
 * The posterior of the random effects in one part, as its Gaussian approximation around a shrunk mode v̂ (standardised effects, prior I):
 *
 *     W̃ = E w(η(v̂) + zᵀε),  ε ~ N(0, P̃),   P̃ = (I + ZᵀW̃Z)⁻¹,
 *
 * two passes from the weights at v̂ itself. All matrices are dense and row-major.
 */
import { EnvelopeInverse } from '../numeric/envelope-inverse.js';
import { gaussHermite } from '../numeric/quadrature/gauss-hermite.js';
import { NotAvailable } from '../result/not-available.js';
import { finiteWeight } from './finite-weight.js';
import { posteriorPasses, posteriorPoints } from './limits.js';
import { factorsOf, type PartFactor, type StudyPart } from './study-part.js';
import type { StudyRows } from './study-rows.js';

export class ShrunkPosterior {
    /** P̃, K × K. */
    readonly covariance: Float64Array;
    /** W̃ of each row, with sizes and 1/φ. */
    weights = new Float64Array(0);
    private readonly lower: Float64Array;
    private readonly inverse: EnvelopeInverse;
    private readonly factors: PartFactor[];
    private readonly rule = gaussHermite(posteriorPoints);
    private etaHat = new Float64Array(0);

    constructor(private readonly part: StudyPart) {
        const { effects } = part;
        this.covariance = new Float64Array(effects * effects);
        this.lower = new Float64Array(effects * effects);
        this.inverse = new EnvelopeInverse(effects);
        this.factors = factorsOf(part);
    }

    /** The positions in v of a cell's features of random effects, in their order. */
    positionsOf(cell: number, out: Int32Array): void {
        let at = 0;
        for (const { planned, unitOf, offset } of this.factors) {
            const d = planned.root.length;
            for (let k = 0; k < d; k++) {
                out[at++] = offset + unitOf[cell] * d + k;
            }
        }
    }

    /** @throws NotAvailable where a weight is not finite */
    compute(rows: StudyRows, v: Float64Array): void {
        if (this.weights.length < rows.count) {
            this.weights = new Float64Array(2 * rows.count);
            this.etaHat = new Float64Array(2 * rows.count);
        }
        this.weighAt(rows, v);
        this.invert(rows);
        if (this.part.plan.weight.kind === 'constant') {
            return;
        }
        for (let pass = 0; pass < posteriorPasses; pass++) {
            this.average(rows);
            this.invert(rows);
        }
    }

    private weighAt(rows: StudyRows, v: Float64Array): void {
        const { plan, cells } = this.part;
        const { features: q, fixed: p, weight, spec } = plan;
        const at = new Int32Array(q - p);
        for (let cell = 0; cell < cells; cell++) {
            this.positionsOf(cell, at);
            for (let row = rows.start[cell]; row < rows.start[cell + 1]; row++) {
                let eta = rows.eta[row];
                for (let k = 0; k < at.length; k++) {
                    eta += rows.features[row * q + k] * v[at[k]];
                }
                this.etaHat[row] = eta;
                this.weights[row] = (finiteWeight(weight.at(eta)) * rows.size[row]) / spec.family.phi;
            }
        }
    }

    /** W̃ at the present P̃. */
    private average(rows: StudyRows): void {
        const { part, covariance, rule, etaHat } = this;
        const { plan, cells, effects } = part;
        const { features: q, fixed: p, weight, spec } = plan;
        const at = new Int32Array(q - p);
        for (let cell = 0; cell < cells; cell++) {
            this.positionsOf(cell, at);
            for (let row = rows.start[cell]; row < rows.start[cell + 1]; row++) {
                let variance = 0;
                for (let k = 0; k < at.length; k++) {
                    for (let l = 0; l < at.length; l++) {
                        variance += rows.features[row * q + k] * rows.features[row * q + l] * covariance[at[k] * effects + at[l]];
                    }
                }
                let mean = 0;
                if (weight.kind === 'exponential') {
                    mean = weight.at(etaHat[row] + 0.5 * weight.rate * variance);
                } else {
                    const sd = Math.sqrt(Math.max(variance, 0));
                    for (let i = 0; i < rule.nodes.length; i++) {
                        mean += rule.weights[i] * weight.at(etaHat[row] + sd * rule.nodes[i]);
                    }
                }
                this.weights[row] = (finiteWeight(mean) * rows.size[row]) / spec.family.phi;
            }
        }
    }

    /** P̃ from the present weights: L Lᵀ = I + ZᵀW̃Z, P̃ = L⁻ᵀL⁻¹. */
    private invert(rows: StudyRows): void {
        const { part, covariance, lower } = this;
        const { plan, cells, effects: size } = part;
        const { features: q, fixed: p } = plan;
        const at = new Int32Array(q - p);
        lower.fill(0);
        for (let i = 0; i < size; i++) {
            lower[i * size + i] = 1;
        }
        for (let cell = 0; cell < cells; cell++) {
            this.positionsOf(cell, at);
            for (let row = rows.start[cell]; row < rows.start[cell + 1]; row++) {
                const base = row * q;
                for (let k = 0; k < at.length; k++) {
                    const scaled = this.weights[row] * rows.features[base + k];
                    for (let l = 0; l < at.length; l++) {
                        if (at[l] <= at[k]) {
                            lower[at[k] * size + at[l]] += scaled * rows.features[base + l];
                        }
                    }
                }
            }
        }
        if (!this.inverse.invert(lower, covariance)) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the information at some value of the random effects' });
        }
    }
}
