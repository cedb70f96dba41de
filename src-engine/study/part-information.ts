/**
 * The information about β in one part, given its random effects U and predictors:
 *
 *     XᵀWX − XᵀWZ (I + ZᵀWZ)⁻¹ ZᵀWX,     W = diag(w(η)·size/φ),  Z the terms of standard normal effects v, U = R v.
 *
 * Units of the chain are eliminated one after the other, the innermost first, as soon as all their cells are added; then the units of the other factors, which the
 * elimination has connected, by Cholesky's method. So the time is linear in the observations, the units of the chain, and the cube of the number of border effects.
 */
import { NotAvailable } from '../result/not-available.js';
import { finiteWeight } from './finite-weight.js';
import { leastPrecision } from './limits.js';
import type { StudyPart } from './study-part.js';
import type { StudyRows } from './study-rows.js';

/** Where a factor's effects stand. */
interface Place {
    /** First feature of the factor, and number of its features. */
    start: number;
    d: number;
    /** First effect in v. */
    offset: number;
    /** First row in the form; −1 for a factor of the chain, whose rows are used by one unit after the other. */
    border: number;
    unitOf: Int32Array;
}

export class PartInformation {
    /** Upper triangle of the form in (effects of one chain unit of each level, innermost first; border effects; β). */
    private readonly form: Float64Array;
    private readonly width: number;
    private readonly places: Place[];
    /** By chain level: its first row, and the number of cells in a unit. */
    private readonly levels: { start: number; d: number; cells: number }[] = [];
    /** The row of each feature in the form, for the present cell. */
    private readonly position: Int32Array;
    /** The random effects of the present cell's units. */
    private readonly etaOfCell: Float64Array;
    private readonly factorCount: number;
    /** The upper triangle of Σ w f fᵀ in a cell, row by row. */
    private readonly sums: Float64Array;
    private readonly weight: (eta: number) => number;
    private readonly perPhi: number;

    constructor(private readonly part: StudyPart) {
        const { plan, chain, border, cells } = part;
        const q = plan.features;
        this.position = new Int32Array(q);
        this.factorCount = q - plan.fixed;
        this.etaOfCell = new Float64Array(this.factorCount);
        this.sums = new Float64Array(q * q);
        this.weight = plan.weight.at;
        this.perPhi = 1 / plan.spec.family.phi;
        let start = 0;
        this.places = [...chain, ...border].map((factor, f): Place => {
            const d = factor.planned.root.length;
            const isBorder = chain.length <= f;
            const place = { start: factor.planned.start, d, offset: factor.offset, border: isBorder ? start : -1, unitOf: factor.unitOf };
            if (!isBorder) {
                this.levels.push({ start, d, cells: cells / factor.units });
                for (let k = 0; k < d; k++) {
                    this.position[place.start + k] = start + k;
                }
            }
            start += isBorder ? d * factor.units : d;
            return place;
        });
        this.width = start + plan.fixed;
        this.form = new Float64Array(this.width * this.width);
        for (let i = 0; i < plan.fixed; i++) {
            this.position[this.factorCount + i] = start + i;
        }
    }

    /** Multiplications of one computation, about. @param rows of the part */
    work(rows: number): number {
        const { plan, chain } = this.part;
        const { width } = this;
        const { features: q } = plan;
        const ownChain = this.levels.reduce((sum, { d }) => sum + d, 0);
        const eliminated = chain.reduce((sum, { units, planned }) => sum + (units * planned.root.length * width * width) / 2, 0);
        return rows * ((q * (q + 1)) / 2 + q) + eliminated + (width - ownChain) ** 3 / 6;
    }

    /**
     * @param v standard normal effects
     * @param out receives the p × p information, added to what is there, times `factor`
     * @throws NotAvailable `not-finite` where a weight is too large, or so large that rounding errors hide the information about a random effect
     */
    add(rows: StudyRows, v: Float64Array, factor: number, out: Float64Array): void {
        const { form, width, levels, part } = this;
        const { cells, plan } = part;
        const p = plan.fixed;
        this.resetBorder();
        for (let cell = 0; cell < cells; cell++) {
            for (const level of levels) {
                if (cell % level.cells === 0) {
                    this.reset(level.start, level.d);
                }
            }
            this.addCell(rows, v, cell);
            for (const level of levels) {
                if ((cell + 1) % level.cells === 0) {
                    this.eliminate(level.start, level.start + level.d);
                }
            }
        }
        this.eliminate(this.firstOfBorder(), width - p);
        for (let i = 0; i < p; i++) {
            for (let j = 0; j < p; j++) {
                const [row, column] = i < j ? [i, j] : [j, i];
                out[i * p + j] += factor * form[(width - p + row) * width + (width - p + column)];
            }
        }
    }

    private firstOfBorder(): number {
        return this.levels.reduce((sum, { d }) => sum + d, 0);
    }

    private resetBorder(): void {
        const first = this.firstOfBorder();
        this.reset(first, this.width - this.part.plan.fixed - first);
        this.form.fill(0, (this.width - this.part.plan.fixed) * this.width);
    }

    /** The prior information of effects, which is I. */
    private reset(start: number, d: number): void {
        const { form, width } = this;
        form.fill(0, start * width, (start + d) * width);
        for (let k = start; k < start + d; k++) {
            form[k * width + k] = 1;
        }
    }

    /** Adds Σ w f fᵀ over a cell's rows. */
    private addCell(rows: StudyRows, v: Float64Array, cell: number): void {
        const { position, sums, form, width, etaOfCell, factorCount } = this;
        const { features, start } = rows;
        const q = position.length;
        const end = start[cell + 1];
        this.place(cell, v);
        for (let row = start[cell]; row < end; row++) {
            const base = row * q;
            let eta = rows.eta[row];
            for (let k = 0; k < factorCount; k++) {
                eta += features[base + k] * etaOfCell[k];
            }
            const w = finiteWeight(this.weight(eta)) * rows.size[row] * this.perPhi;
            for (let a = 0; a < q; a++) {
                const scaled = w * features[base + a];
                for (let b = a; b < q; b++) {
                    sums[a * q + b] += scaled * features[base + b];
                }
            }
        }
        for (let a = 0; a < q; a++) {
            const to = position[a] * width;
            for (let b = a; b < q; b++) {
                form[to + position[b]] += sums[a * q + b];
                sums[a * q + b] = 0;
            }
        }
    }

    /** The random effects of a cell's units, and where border effects stand in the form. */
    private place(cell: number, v: Float64Array): void {
        const { position, etaOfCell, places } = this;
        for (let f = 0; f < places.length; f++) {
            const { start, d, offset, border, unitOf } = places[f];
            const unit = unitOf[cell] * d;
            for (let k = 0; k < d; k++) {
                etaOfCell[start + k] = v[offset + unit + k];
                if (border >= 0) {
                    position[start + k] = border + unit + k;
                }
            }
        }
    }

    /** Gaussian elimination of these rows, in the upper triangle. @throws NotAvailable where rounding errors hide what is left of a row */
    private eliminate(start: number, end: number): void {
        const { form, width } = this;
        for (let k = start; k < end; k++) {
            const pivotRow = k * width;
            const pivot = form[pivotRow + k];
            if (!(leastPrecision <= pivot)) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the information about the random effects' });
            }
            const inverse = 1 / pivot;
            for (let i = k + 1; i < width; i++) {
                const factor = form[pivotRow + i] * inverse;
                if (factor !== 0) {
                    const row = i * width;
                    for (let j = i; j < width; j++) {
                        form[row + j] -= factor * form[pivotRow + j];
                    }
                }
            }
        }
    }
}
