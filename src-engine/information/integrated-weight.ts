/**
 * G(t) = E{w(t + η_F) (1, F, F Fᵀ)} over the folded predictors F, and its Gaussian integrals E{G(μ + s T) Tᵏ}, T ~ N(0, 1), k = 0, 1, 2.
 * These are the integrals over all collapsed normal predictors together. Without folded predictors G is w. With `squares` the same of w² follows, and k goes
 * up to 4. Only the powers are computed that second moments of the features need (fourth moments, with w²).
 *
 * Constant and exponential weights have closed forms. For other weights G is computed on a grid, each value when it is first needed, and read by Lagrange's
 * formula. The Gaussian integrals are trapezoidal sums over the same grid, on the window where w times the normal density is within e⁻⁴⁰ of its
 * maximum. Both converge exponentially in the spacing h. The error of the sums is like exp(−2πd/h + d²/(2s²)) for poles of w at distance d, or exp(−2π²s²/h²)
 * where s is small. At `level` 0 it is below 1e-11, and each level takes a finer step.
 */
import type { FoldedPoints } from '../predictors/predictor-points.js';
import { FoldedSum } from './folded-sum.js';
import { coarseGrid, fineGrid } from './interpolation-grid.js';
import { addMoments, scaleMoments, type MomentsLayout } from './weight-moments.js';
import { weightWindow } from './weight-window.js';
import { NotAvailable } from '../result/not-available.js';
import type { Weight } from '../family/weight.js';
import { logDropAt, manyPoints, mostDirectReads, mostWeightSteps } from './limits.js';

/** The grid reaches from −range to range. Outside, G is computed from its definition each time. */
const range = { ofWeight: 100, ofAll: 400, ofOnePoint: 400 };

export class IntegratedWeight implements MomentsLayout {
    /** Length of G: 1, then F, then the lower triangle of F Fᵀ, row by row. */
    readonly width: number;
    /** Length of what is read at once: `width`, or twice that with squares. */
    readonly stride: number;
    /** The number of folded features. */
    readonly size: number;
    private readonly range: number;
    private readonly directReads: number;
    private reads = 0;
    private readonly direct: FoldedSum;
    /** How many powers of T the integrals have: 3, or 5 with squares. */
    readonly powers: number;
    private readonly spacing: number;
    private readonly barycentric: Float64Array;
    private readonly grid: Float64Array;
    private readonly known: Uint8Array;
    private readonly centre: number;
    private readonly row: Float64Array;
    private readonly scratch: Float64Array;

    /**
     * @param folded null without folded predictors
     * @param level how fine the sums are; 0 is below 1e-11
     * @param logScale exponential weights are divided by its exponential
     * @param squares whether w² is integrated too
     * @param scope whether this is one of many, for one point of the other predictors each
     */
    constructor(
        private readonly weight: Weight,
        private readonly folded: FoldedPoints | null,
        private readonly level: number,
        logScale: number,
        readonly squares: boolean,
        scope: 'ofAll' | 'ofOnePoint' = 'ofAll'
    ) {
        this.range = range[folded ? scope : 'ofWeight'];
        this.directReads = scope === 'ofOnePoint' ? mostDirectReads : 0;
        const size = folded?.size ?? 0;
        this.size = size;
        this.width = 1 + size + (size * (size + 1)) / 2;
        this.stride = squares ? 2 * this.width : this.width;
        this.powers = squares ? 5 : 3;
        this.direct = new FoldedSum(weight, folded, this.width, logScale, squares);
        this.row = new Float64Array(this.stride);
        this.scratch = new Float64Array(this.stride);
        const tabulated = weight.kind === 'general' && weight.poleDistance > 0;
        const { spacing, barycentric } = folded && (manyPoints < folded.count || scope === 'ofOnePoint') ? coarseGrid : fineGrid;
        this.barycentric = barycentric;
        this.spacing = tabulated ? (spacing * weight.poleDistance) / Math.PI / (1 + 0.3 * level) : 1;
        this.centre = tabulated ? Math.ceil(this.range / this.spacing) : 0;
        this.grid = new Float64Array(tabulated ? (2 * this.centre + 1) * this.stride : 0);
        this.known = new Uint8Array(tabulated ? 2 * this.centre + 1 : 0);
        if (weight.kind !== 'general') {
            this.direct.at(0, this.row); // the closed forms scale G(0)
        }
    }

    /** How many values of w have been computed in sums over folded predictors. */
    get summed(): number {
        return this.direct.summed;
    }

    /** Writes G(t); NaN where t leaves the domain of w. */
    at(t: number, out: Float64Array): void {
        const { weight, width, stride, folded, spacing, grid } = this;
        if (weight.kind === 'exponential') {
            const factor = Math.exp(weight.rate * t);
            for (let l = 0; l < width; l++) {
                out[l] = factor * this.row[l];
            }
            for (let l = width; l < stride; l++) {
                out[l] = factor * (factor * this.row[l]);
            }
            return;
        }
        if (weight.kind === 'constant') {
            out.set(this.row);
            return;
        }
        const { barycentric } = this;
        const stencil = barycentric.length;
        const position = t / spacing + this.centre - (stencil / 2 - 1);
        const first = Math.floor(position);
        if (
            folded === null ||
            this.known.length === 0 ||
            this.reads++ < this.directReads ||
            !(first >= 0 && first + stencil <= this.known.length)
        ) {
            this.direct.at(t, out);
            return;
        }
        const offset = position - first + stencil / 2 - 1;
        let total = 0;
        for (let l = 0; l < stride; l++) {
            out[l] = 0;
        }
        for (let j = 0; j < stencil; j++) {
            const base = this.ensure(first + j) * stride;
            const distance = offset - j;
            if (distance === 0) {
                for (let l = 0; l < stride; l++) {
                    out[l] = grid[base + l];
                }
                return;
            }
            const b = barycentric[j] / distance;
            total += b;
            for (let l = 0; l < stride; l++) {
                out[l] += b * grid[base + l];
            }
        }
        for (let l = 0; l < stride; l++) {
            out[l] /= total;
        }
    }

    /**
     * Writes E{G(μ + s T) Tᵏ} for k = 0, 1, …, `stride` numbers for each k; NaN where η leaves the domain of w.
     * @throws NotAvailable where that takes too many steps
     */
    moments(mu: number, s: number, out: Float64Array): void {
        const { weight } = this;
        if (s === 0 || weight.kind !== 'general') {
            const tilt = weight.kind === 'exponential' ? weight.rate * s : 0;
            this.tilted(mu, s, tilt, 0, this.width, out);
            if (this.squares) {
                this.tilted(mu, s, 2 * tilt, this.width, this.stride, out);
            }
            return;
        }
        if (this.known.length === 0) {
            out.fill(NaN); // a link that holds on a half-line only
            return;
        }
        this.trapezoid(mu, s, out);
    }

    /** The integrals of an exponential or constant G: under the tilted law T is normal with mean `tilt`. */
    private tilted(mu: number, s: number, tilt: number, from: number, to: number, out: Float64Array): void {
        this.at(mu + 0.5 * tilt * s, this.scratch); // one exponential, because one of two could overflow where the product does not
        const square = tilt * tilt;
        for (let l = from; l < to; l++) {
            const value = this.scratch[l];
            for (let k = 0; k < this.powers; k++) {
                const moment =
                    k === 0 ? 1 : k === 1 ? tilt : k === 2 ? 1 + square : k === 3 ? tilt * (3 + square) : 3 + square * (6 + square);
                out[k * this.stride + l] = value * moment;
            }
        }
    }

    private trapezoid(mu: number, s: number, out: Float64Array): void {
        const { weight, width, stride: length, powers, grid, spacing, centre, folded } = this;
        const reach = folded === null ? 0 : folded.spread;
        const [low, high] = weightWindow(weight, mu, s, reach, logDropAt(this.level));
        const wanted = Math.min(0.62 * s, (0.5 * weight.poleDistance) / Math.PI) / (1 + 0.25 * this.level);
        if (mostWeightSteps * wanted < high - low) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        out.fill(0, 0, powers * length);
        const inverse = 1 / s;
        const stride = Math.floor(wanted / spacing);
        // The steps may be wider than the grid's, so that the sum ends beyond the window: its ends must be on the grid, too.
        const step = stride * spacing;
        const start = Math.floor(low / step) * stride;
        const end = Math.ceil(high / step) * stride;
        if (stride >= 1 && -centre <= start && end <= centre) {
            if (width === 1) {
                this.scalarSum(mu * inverse, spacing * inverse, start, end, stride, out);
                scaleMoments(out, powers * length, step * inverse);
                return;
            }
            // As in `scalarSum`, the density takes two multiplications a point, from the middle outwards.
            const unit = step * inverse;
            const ratio = Math.exp(-unit * unit);
            const middle = start + stride * Math.min(Math.max(Math.round((mu / spacing - start) / stride), 0), (end - start) / stride);
            const first = (middle * spacing - mu) * inverse;
            for (let sign = 1; sign >= -1; sign -= 2) {
                let t = first;
                let density = Math.exp(-0.5 * first * first);
                let factor = Math.exp(-unit * (sign * first + 0.5 * unit));
                for (let i = middle; start <= i && i <= end; i += sign * stride) {
                    if (sign === 1 || i !== middle) {
                        addMoments(this, grid, this.ensure(i + centre) * length, density, t, out);
                    }
                    density *= factor;
                    factor *= ratio;
                    t += sign * unit;
                }
            }
            scaleMoments(out, powers * length, step * inverse);
            return;
        }
        const count = Math.ceil((high - low) / wanted);
        for (let i = 0; i <= count; i++) {
            const eta = low + i * wanted;
            const t = (eta - mu) * inverse;
            this.at(eta, this.scratch);
            addMoments(this, this.scratch, 0, Math.exp(-0.5 * t * t), t, out);
        }
        scaleMoments(out, powers * length, wanted * inverse);
    }

    /**
     * The sums for a G of length 1. The normal density on equidistant points takes two multiplications a point, from the middle outwards.
     * Rounding errors grow with the square of the number of points, but the density falls faster.
     */
    private scalarSum(mean: number, unit: number, start: number, end: number, stride: number, out: Float64Array): void {
        const { grid, known, centre, squares } = this;
        const length = this.stride;
        const step = stride * unit;
        const ratio = Math.exp(-step * step);
        const middle = start + stride * Math.min(Math.max(Math.round((mean / unit - start) / stride), 0), (end - start) / stride);
        const first = middle * unit - mean;
        const peak = Math.exp(-0.5 * first * first);
        let m0 = 0;
        let m1 = 0;
        let m2 = 0;
        let q0 = 0;
        let q1 = 0;
        let q2 = 0;
        let q3 = 0;
        let q4 = 0;
        for (let sign = 1; sign >= -1; sign -= 2) {
            let t = first;
            let density = peak;
            let factor = Math.exp(-step * (sign * t + 0.5 * step));
            for (let i = middle; start <= i && i <= end; i += sign * stride) {
                if (sign === 1 || i !== middle) {
                    if (known[i + centre] === 0) {
                        this.ensure(i + centre);
                    }
                    const at = (i + centre) * length;
                    const product = density * grid[at];
                    const t2 = t * t;
                    m0 += product;
                    m1 += product * t;
                    m2 += product * t2;
                    if (squares) {
                        const square = density * grid[at + 1];
                        const second = square * t2;
                        q0 += square;
                        q1 += square * t;
                        q2 += second;
                        q3 += second * t;
                        q4 += second * t2;
                    }
                }
                density *= factor;
                factor *= ratio;
                t += sign * step;
            }
        }
        out[0] = m0;
        out[length] = m1;
        out[2 * length] = m2;
        if (!squares) {
            return;
        }
        out[1] = q0;
        out[3] = q1;
        out[5] = q2;
        out[7] = q3; // powers 3 and 4 of w itself are not needed
        out[9] = q4;
    }

    /** Computes a row of the grid if it is not known yet. @returns the index */
    private ensure(index: number): number {
        if (this.known[index] === 0) {
            this.direct.at((index - this.centre) * this.spacing, this.row);
            this.grid.set(this.row, index * this.stride);
            this.known[index] = 1;
        }
        return index;
    }
}
