/**
 * G(t) = E{w(t + η_F) (1, F, F Fᵀ)} over the folded predictors F, and its Gaussian integrals E{G(μ + s T) Tᵏ}, T ~ N(0, 1), k = 0, 1, 2,
 * which are those over all collapsed normal predictors together. Without folded predictors G is w. With `squares` the same of w² follows, and k goes to 4.
 * Only those powers are computed that second moments of the features (fourth ones, with w²) take.
 *
 * Constant and exponential weights are closed. For others G is computed once on a grid, where it is needed, and read by Lagrange's formula;
 * the Gaussian integrals are trapezoidal sums over the same grid on the window where w times the normal density is within e⁻⁴⁰ of its
 * maximum. Both converge exponentially in the spacing, the sums like exp(−2πd/h + d²/(2s²)) for poles at distance d, or exp(−2π²s²/h²)
 * where s is small; at `level` 0 they are below 1e-11, and each level takes a finer step.
 */
import type { FoldedPoints } from '../predictors/predictor-points.js';
import { NotAvailable } from '../result/not-available.js';
import type { Weight } from '../family/weight.js';

/** By how much a log integrand may be below its maximum: at coarse levels only few digits are asked for. */
const negligibleAt = (level: number): number => (level < 0 ? 22 : 40);

/** A way to read G: Lagrange's formula on so many points at this spacing (for a pole at distance π), both good to about 3e-14. */
interface Grid {
    spacing: number;
    /** (−1)ʲ C(points − 1, j): the barycentric weights of equidistant points. */
    barycentric: Float64Array;
}

/** Quick to read. */
const fineGrid = gridOf(8, 1 / 32);
/** Quick to make, for G that takes many points. */
const coarseGrid = gridOf(14, 1 / 8);
const manyPoints = 300;

function gridOf(points: number, spacing: number): Grid {
    const barycentric = new Float64Array(points);
    for (let j = 0, binomial = 1; j < points; binomial *= (points - 1 - j) / (j + 1), j++) {
        barycentric[j] = j % 2 === 0 ? binomial : -binomial;
    }
    return { spacing, barycentric };
}

/** The grid reaches from −range to range; beyond, G is computed where it is asked for. That of one of many points is shorter. */
const range = { ofWeight: 100, ofAll: 400, ofOnePoint: 400 };
/** For one of many points a grid is worth its while only after so many values: on a coarse lattice each of them would make a whole stencil of it. */
const mostDirectReads = 300;
/** A weight that does not fall off, over a normal law many times wider than its bend, is left alone beyond so many steps. */
const mostSteps = 20_000;

export class IntegratedWeight {
    /** Length of G: 1, then F, then the lower triangle of F Fᵀ, row by row. */
    readonly width: number;
    /** Length of what is read at once: `width`, or twice that with squares. */
    readonly stride: number;
    private readonly size: number;
    private readonly range: number;
    private readonly directReads: number;
    private reads = 0;
    /** How many values of w its sums over folded predictors have taken. */
    summed = 0;
    private exponentials: Float64Array | undefined;
    private products: Float64Array | undefined;
    /** How many powers of T the integrals take: 3, or 5 with squares. */
    readonly powers: number;
    private readonly spacing: number;
    private readonly barycentric: Float64Array;
    private readonly grid: Float64Array;
    private readonly known: Uint8Array;
    private readonly centre: number;
    private readonly row: Float64Array;
    private readonly scratch: Float64Array;

    /** @param logScale weights are divided by its exponential */
    constructor(
        private readonly weight: Weight,
        private readonly folded: FoldedPoints | null,
        private readonly level: number,
        private readonly logScale: number,
        private readonly squares: boolean,
        scope: 'ofAll' | 'ofOnePoint' = 'ofAll'
    ) {
        this.range = range[folded ? scope : 'ofWeight'];
        this.directReads = scope === 'ofOnePoint' ? mostDirectReads : 0;
        const size = folded?.size ?? 0;
        this.size = size;
        this.width = 1 + size + (size * (size + 1)) / 2;
        this.stride = squares ? 2 * this.width : this.width;
        this.powers = squares ? 5 : 3;
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
            this.sum(0, this.row);
        } // the closed forms scale G(0)
    }

    /** G(t); NaN where t leaves the domain of w. */
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
            this.sum(t, out);
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
     * Writes E{G(μ + s T) Tᵏ} for k = 0, 1, …, one after the other; NaN where η leaves the domain of w.
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

    /** The integrals of exponential (or constant) G: T is normal with mean `tilt` under the tilted law. */
    private tilted(mu: number, s: number, tilt: number, from: number, to: number, out: Float64Array): void {
        this.at(mu + 0.5 * tilt * s, this.scratch); // one exponential: of two, one could overflow where the product does not
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
        const [low, high] = window(weight, mu, s, reach, negligibleAt(this.level));
        const wanted = Math.min(0.62 * s, (0.5 * weight.poleDistance) / Math.PI) / (1 + 0.25 * this.level);
        if (mostSteps * wanted < high - low) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        out.fill(0, 0, powers * length);
        const inverse = 1 / s;
        const stride = Math.floor(wanted / spacing);
        if (stride >= 1 && -this.range < low && high < this.range) {
            const step = stride * spacing;
            const start = Math.floor(low / step) * stride;
            const end = Math.ceil(high / step) * stride;
            if (width === 1) {
                this.scalarSum(mu * inverse, spacing * inverse, start, end, stride, out);
                scale(out, powers * length, step * inverse);
                return;
            }
            // As in `scalarSum`, the density by two multiplications a point, outwards from its middle.
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
                        this.addMoments(grid, this.ensure(i + centre) * length, density, t, out);
                    }
                    density *= factor;
                    factor *= ratio;
                    t += sign * unit;
                }
            }
            scale(out, powers * length, step * inverse);
            return;
        }
        const count = Math.ceil((high - low) / wanted);
        for (let i = 0; i <= count; i++) {
            const eta = low + i * wanted;
            const t = (eta - mu) * inverse;
            this.at(eta, this.scratch);
            this.addMoments(this.scratch, 0, Math.exp(-0.5 * t * t), t, out);
        }
        scale(out, powers * length, wanted * inverse);
    }

    /** Adds density·tᵏ·G for those powers that are read: up to 2 for w, 1 with F and 0 with F Fᵀ; for w² up to 4, 3 and 2. */
    private addMoments(values: Float64Array, from: number, density: number, t: number, out: Float64Array): void {
        const { width, stride, size, squares } = this;
        const d1 = density * t;
        const d2 = d1 * t;
        const g = values[from];
        out[0] += density * g;
        out[stride] += d1 * g;
        out[2 * stride] += d2 * g;
        for (let l = 1; l <= size; l++) {
            const f = values[from + l];
            out[l] += density * f;
            out[stride + l] += d1 * f;
        }
        for (let l = 1 + size; l < width; l++) {
            out[l] += density * values[from + l];
        }
        if (!squares) {
            return;
        }
        const d3 = d2 * t;
        const square = values[from + width];
        out[width] += density * square;
        out[stride + width] += d1 * square;
        out[2 * stride + width] += d2 * square;
        out[3 * stride + width] += d3 * square;
        out[4 * stride + width] += d3 * t * square;
        for (let l = width + 1; l <= width + size; l++) {
            const f = values[from + l];
            out[l] += density * f;
            out[stride + l] += d1 * f;
            out[2 * stride + l] += d2 * f;
            out[3 * stride + l] += d3 * f;
        }
        for (let l = width + 1 + size; l < stride; l++) {
            const f = values[from + l];
            out[l] += density * f;
            out[stride + l] += d1 * f;
            out[2 * stride + l] += d2 * f;
        }
    }

    /**
     * The sums for a G of length 1. The normal density on equidistant points follows from two multiplications a point, outwards from its
     * middle, where rounding errors grow with the square of the number of points but the density falls faster.
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
        out[7] = q3; // of w itself the powers 3 and 4 are not needed
        out[9] = q4;
    }

    /** Computes a row of the grid if it is not there. */
    private ensure(index: number): number {
        if (this.known[index] === 0) {
            this.sum((index - this.centre) * this.spacing, this.row);
            this.grid.set(this.row, index * this.stride);
            this.known[index] = 1;
        }
        return index;
    }

    /** G(t) from its definition. */
    private sum(t: number, out: Float64Array): void {
        const { weight, folded, width, squares } = this;
        const shift = weight.kind === 'exponential' ? this.logScale / weight.rate : 0;
        if (folded === null) {
            out[0] = weight.at(t - shift);
            if (squares) {
                out[1] = out[0] * out[0];
            }
            return;
        }
        this.summed += folded.count;
        out.fill(0, 0, this.stride);
        const { ofExponential } = weight;
        // One exponential for all points, unless some product would leave the range of doubles.
        const quick = ofExponential !== undefined && Math.abs(t) + folded.spread < 700;
        if (quick) {
            this.exponentials ??= folded.eta.map(Math.exp);
        }
        const factor = quick ? Math.exp(t) : 0;
        const products = (this.products ??= featureProducts(folded, width));
        for (let q = 0, from = 0; q < folded.count; q++, from += width) {
            const w = quick ? ofExponential(factor * this.exponentials![q]) : weight.at(t + folded.eta[q] - shift);
            const once = folded.weight[q] * w;
            if (once < 1e-280) {
                continue;
            }
            for (let l = 0; l < width; l++) {
                out[l] += once * products[from + l];
            }
            if (!squares) {
                continue;
            }
            const twice = folded.weightSquared[q] * w * w;
            for (let l = 0; l < width; l++) {
                out[width + l] += twice * products[from + l];
            }
        }
    }
}

/** (1, F, F Fᵀ) of all points. */
function featureProducts({ count, size, features }: FoldedPoints, width: number): Float64Array {
    const products = new Float64Array(count * width);
    for (let q = 0, at = 0; q < count; q++) {
        products[at++] = 1;
        for (let a = 0; a < size; a++) {
            products[at++] = features[q * size + a];
        }
        for (let a = 0; a < size; a++) {
            for (let b = 0; b <= a; b++) {
                products[at++] = features[q * size + a] * features[q * size + b];
            }
        }
    }
    return products;
}

function scale(out: Float64Array, length: number, factor: number): void {
    for (let l = 0; l < length; l++) {
        out[l] *= factor * 0.3989422804014327;
    }
}

/** Where the normal density times w(η + η_F), |η_F| ≤ spread, matters. */
function window({ tails }: Weight, mu: number, s: number, spread: number, negligible: number): [number, number] {
    if (tails.kind === 'gaussian') {
        const shrink = 1 / (1 + s * s);
        const half = Math.sqrt(2 * negligible * shrink) * s + 1 + spread;
        // The normal density alone, against w at μ: what bounds the window where s is small.
        const reach = Math.sqrt(2 * negligible + 4 + (Math.abs(mu) + spread) ** 2) * s;
        return [Math.max(mu * shrink - half, mu - reach), Math.min(mu * shrink + half, mu + reach)];
    }
    // 2s² log of the product is at most centre² − (η − centre)² − μ², with one centre above 0 and another below it.
    const right = mu - tails.right * s * s;
    const left = mu + tails.left * s * s;
    const top = right > 0 ? right * right : left < 0 ? left * left : 0;
    const excess = tails.max < Infinity ? Math.max(0, (top - mu * mu) / (2 * s * s) - greatestBeforeFall(mu + spread, s)) : 0;
    const width = 2 * s * s * (negligible + excess);
    const half = Math.sqrt(width);
    let high = left + half <= 0 ? left + half : right + Math.sqrt(right * right - top + width);
    let low = right - half >= 0 ? right - half : left - Math.sqrt(left * left - top + width);
    // Folded predictors move the tails' corner by up to `spread` either way; the normal density alone bounds what that can add.
    high = Math.min(high + spread, Math.max(high, mu + half));
    low = Math.max(low - spread, Math.min(low, mu - half));
    if (tails.max + spread < high) {
        high = Math.max(tails.max + spread, low);
    }
    return [low, high];
}

/** The maximum of 2η − e^η − (η − μ)²/(2s²): the log of a weight that falls off like exp(−e^η), times the normal density. */
function greatestBeforeFall(mu: number, s: number): number {
    let low = Math.min(mu, 0);
    let high = mu + 2 * s * s;
    for (let step = 0; step < 60; step++) {
        const eta = 0.5 * (low + high);
        if (2 - Math.exp(eta) - (eta - mu) / (s * s) > 0) {
            low = eta;
        } else {
            high = eta;
        }
    }
    return 2 * low - Math.exp(low) - (low - mu) ** 2 / (2 * s * s);
}
