/** Ω(u) = E{w(η) F Fᵀ | U = u} over the points of a cell and the folded predictors, for chosen features F. */
import { NotAvailable } from '../result/not-available.js';
import { isBounded } from '../family/weight.js';
import { foldedPartAt, type FactorFeatures, type FeatureCell } from './factor-features.js';
import type { ObservationPoints } from '../predictors/predictor-points.js';
import type { FactorModel } from './factor-model.js';

interface ChosenCell {
    cell: FeatureCell;
    /** The chosen features, a row for each point, and their coefficients of ν. */
    values: Float64Array;
    valuesNu: Float64Array;
}

/** The cost of one point in evaluations of w: an integral over normal predictors needs several. */
export const pointCost = ({ model }: FactorModel): number => (model.weight.kind === 'general' && model.collapsed.length > 0 ? 5 : 1);

export class CellInformation {
    readonly size: number;
    /** The number of random effects of all factors. */
    private readonly effects: number;
    /** Points of the predictors that were visited. */
    evaluations = 0;
    private readonly cells: ChosenCell[];
    private readonly moments: Float64Array;
    private readonly direction: Float64Array;
    private readonly along: Float64Array;

    /** @param chosen positions among r̃ and X̃, the folded ones among them last */
    constructor(
        private readonly factorModel: FactorModel,
        features: FactorFeatures,
        chosen: readonly number[]
    ) {
        const { model } = factorModel;
        this.size = chosen.length;
        this.effects = model.randomTerms.length;
        this.moments = new Float64Array(Math.max(...features.cells.map(({ parts: [{ weight }] }) => weight.powers * weight.stride)));
        this.direction = new Float64Array(model.collapsed.length);
        this.along = new Float64Array(this.size);
        const width = features.starts.at(-1)! + features.fixed.length;
        const choose = (from: Float64Array, count: number, stride: number): Float64Array => {
            const out = new Float64Array(count * this.size * stride);
            for (let q = 0; q < count; q++) {
                chosen.forEach((j, c) => {
                    for (let i = 0; i < stride; i++) {
                        out[(q * this.size + c) * stride + i] = from[(q * width + j) * stride + i];
                    }
                });
            }
            return out;
        };
        this.cells = features.cells.map(cell => {
            const { count, collapsed } = cell.points;
            return { cell, values: choose(cell.values, count, 1), valuesNu: choose(cell.valuesNu, count, collapsed) };
        });
    }

    /**
     * Ω(u) of a cell into `out`, size × size, row-major and symmetric.
     * @param u values of all factors' random effects, one after the other
     * @throws NotAvailable where η leaves the domain of the link, or a number is not finite
     */
    at(cellIndex: number, u: Float64Array, out: Float64Array): void {
        const { size, moments } = this;
        const chosen = this.cells[cellIndex];
        const { cell, values } = chosen;
        const { points } = cell;
        const dF = cell.parts[0].differences?.size ?? 0;
        const k = points.collapsed;
        out.fill(0);
        for (let q = 0; q < points.count; q++) {
            const { weight } = foldedPartAt(cell, q);
            const mu = this.etaAt(points, q, u);
            const s2 = this.slopesAt(points, q, u);
            if (k === 0) {
                weight.at(mu, moments);
            } else {
                weight.moments(mu, Math.sqrt(s2), moments);
            }
            const w = points.weight[q];
            if (!Number.isFinite(w * moments[0])) {
                throw this.outside(mu);
            }
            this.addPoint(values, q * size, w, out);
            this.addFolded(values, q * size, dF, w, out);
            if (k > 0) {
                this.alongEta(chosen, q * size, s2);
                this.addNormals(chosen, q * size, w, weight.stride, out);
                this.addFoldedWithNormals(dF, w, weight.stride, out);
            }
        }
        this.evaluations += points.count;
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < i; j++) {
                out[j * size + i] = out[i * size + j];
            }
        }
    }

    /** The mean of η at a point over the collapsed normals ν. */
    private etaAt({ eta, features, count }: ObservationPoints, q: number, u: Float64Array): number {
        const width = features.length / count;
        let mu = eta[q];
        for (let r = 0; r < this.effects; r++) {
            mu += u[r] * features[q * width + r];
        }
        return mu;
    }

    /** The slopes of η in ν at a point, into `direction`. @returns the sum of their squares, which is the variance of η */
    private slopesAt({ etaNu, features, featuresNu, count, collapsed: k }: ObservationPoints, q: number, u: Float64Array): number {
        const width = features.length / count;
        let s2 = 0;
        for (let i = 0; i < k; i++) {
            let slope = etaNu[q * k + i];
            for (let r = 0; r < this.effects; r++) {
                slope += u[r] * featuresNu[(q * width + r) * k + i];
            }
            this.direction[i] = slope;
            s2 += slope * slope;
        }
        return s2;
    }

    /** E w f₀f₀ᵀ of a point into the lower triangle; f₀ are the features at ν = 0, which start at `base`. */
    private addPoint(values: Float64Array, base: number, w: number, out: Float64Array): void {
        const { size } = this;
        const m0 = w * this.moments[0];
        for (let i = 0; i < size; i++) {
            const wf = m0 * values[base + i];
            for (let j = 0; j <= i; j++) {
                out[i * size + j] += wf * values[base + j];
            }
        }
    }

    /** Adds the contribution of the last `dF` features, which vary about their mean together with w. */
    private addFolded(values: Float64Array, base: number, dF: number, w: number, out: Float64Array): void {
        const { size, moments } = this;
        const firstFolded = size - dF;
        for (let a = 0, pair = 1 + dF; a < dF; a++) {
            const i = firstFolded + a;
            const first = w * moments[1 + a];
            for (let j = 0; j <= i; j++) {
                out[i * size + j] += first * values[base + j];
            }
            for (let b = 0; b <= a; b++) {
                out[i * size + firstFolded + b] += w * (moments[1 + b] * values[base + i] + moments[pair++]);
            }
        }
    }

    /**
     * The slopes of the features in ν along the direction in which η varies, into `along`. With f = f₀ + F ν and ν = T e + ν⊥, η varies along
     * e only: the part along e has the moments of w, and the rest is independent of η.
     */
    private alongEta({ cell, valuesNu }: ChosenCell, base: number, s2: number): void {
        const { size, along, direction } = this;
        const k = cell.points.collapsed;
        const inverse = s2 > 0 ? 1 / Math.sqrt(s2) : 0;
        for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let i = 0; i < k; i++) {
                sum += valuesNu[(base + j) * k + i] * direction[i];
            }
            along[j] = sum * inverse;
        }
    }

    /** Adds the contribution of ν to E w f fᵀ of a point. */
    private addNormals({ cell, values, valuesNu }: ChosenCell, base: number, w: number, stride: number, out: Float64Array): void {
        const { size, moments, along } = this;
        const k = cell.points.collapsed;
        const m0 = w * moments[0];
        const m1 = w * moments[stride];
        const excess = w * (moments[2 * stride] - moments[0]);
        for (let i = 0; i < size; i++) {
            for (let j = 0; j <= i; j++) {
                let across = 0;
                for (let l = 0; l < k; l++) {
                    across += valuesNu[(base + i) * k + l] * valuesNu[(base + j) * k + l];
                }
                out[i * size + j] +=
                    m0 * across + m1 * (values[base + i] * along[j] + along[i] * values[base + j]) + excess * along[i] * along[j];
            }
        }
    }

    /** Adds the joint contribution of ν and the last `dF` features. */
    private addFoldedWithNormals(dF: number, w: number, stride: number, out: Float64Array): void {
        const { size, moments, along } = this;
        const firstFolded = size - dF;
        for (let a = 0; a < dF; a++) {
            const i = firstFolded + a;
            const first = w * moments[stride + 1 + a];
            for (let j = 0; j <= i; j++) {
                out[i * size + j] += first * along[j];
            }
            for (let b = 0; b <= a; b++) {
                out[i * size + firstFolded + b] += w * moments[stride + 1 + b] * along[i];
            }
        }
    }

    private outside(eta: number): NotAvailable {
        const { weight, spec } = this.factorModel.model;
        if (!isBounded(weight.domain)) {
            return new NotAvailable({ code: 'not-finite', detail: `the weight at η = ${eta}` });
        }
        return new NotAvailable({ code: 'link-domain', link: spec.family.link, detail: `η = ${Number(eta.toPrecision(3))} is reached` });
    }
}
