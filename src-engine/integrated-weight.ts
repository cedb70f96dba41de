/**
 * G(t) = E{w(t + η_F) (1, F, F Fᵀ)} over the folded predictors F, and its Gaussian integrals E{G(μ + s T) Tᵏ}, T ~ N(0, 1), k = 0, 1, 2,
 * which are those over all collapsed normal predictors together. Without folded predictors G is w.
 *
 * Constant and exponential weights are closed. For others G is computed once on a grid, where it is needed, and read by Lagrange's formula;
 * the Gaussian integrals are trapezoidal sums over the same grid on the window where w times the normal density is within e⁻⁴⁰ of its
 * maximum. Both converge exponentially in the spacing, the sums like exp(−2πd/h + d²/(2s²)) for poles at distance d, or exp(−2π²s²/h²)
 * where s is small; at `level` 0 they are below 1e-11, and each level takes a finer step.
 */
import type { FoldedPoints } from './predictor-rule.js';
import { NotAvailable } from './not-available.js';
import type { Weight } from './weight.js';

const negligible = 40;

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
    for (let j = 0, binomial = 1; j < points; binomial *= (points - 1 - j) / (j + 1), j++)
        barycentric[j] = j % 2 === 0 ? binomial : -binomial;
    return { spacing, barycentric };
}

/** The grid reaches from −range to range; beyond, G is computed where it is asked for. */
const range = 400;
/** A weight that does not fall off, over a normal law many times wider than its bend, is left alone beyond so many steps. */
const mostSteps = 20_000;

export class IntegratedWeight {
    /** Length of G: 1, then F, then the lower triangle of F Fᵀ, row by row. */
    readonly width: number;
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
        private readonly logScale: number
    ) {
        const size = folded?.size ?? 0;
        this.width = 1 + size + (size * (size + 1)) / 2;
        this.row = new Float64Array(this.width);
        this.scratch = new Float64Array(this.width);
        const tabulated = weight.kind === 'general' && 0 < weight.poleDistance;
        const { spacing, barycentric } = folded && manyPoints < folded.count ? coarseGrid : fineGrid;
        this.barycentric = barycentric;
        this.spacing = tabulated ? (spacing * weight.poleDistance) / Math.PI / (1 + 0.3 * level) : 1;
        this.centre = tabulated ? Math.ceil(range / this.spacing) : 0;
        this.grid = new Float64Array(tabulated ? (2 * this.centre + 1) * this.width : 0);
        this.known = new Uint8Array(tabulated ? 2 * this.centre + 1 : 0);
        if (weight.kind !== 'general') this.sum(0, this.row); // the closed forms scale G(0)
    }

    /** G(t); NaN where t leaves the domain of w. */
    at(t: number, out: Float64Array): void {
        const { weight, width, folded, spacing, grid } = this;
        if (weight.kind === 'exponential') {
            const factor = Math.exp(weight.rate * t);
            for (let l = 0; l < width; l++) out[l] = factor * this.row[l];
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
        if (folded === null || this.known.length === 0 || !(0 <= first && first + stencil <= this.known.length)) {
            this.sum(t, out);
            return;
        }
        const offset = position - first + stencil / 2 - 1;
        let total = 0;
        for (let l = 0; l < width; l++) out[l] = 0;
        for (let j = 0; j < stencil; j++) {
            const base = this.ensure(first + j) * width;
            const distance = offset - j;
            if (distance === 0) {
                for (let l = 0; l < width; l++) out[l] = grid[base + l];
                return;
            }
            const b = barycentric[j] / distance;
            total += b;
            for (let l = 0; l < width; l++) out[l] += b * grid[base + l];
        }
        for (let l = 0; l < width; l++) out[l] /= total;
    }

    /**
     * Writes E{G(μ + s T)}, E{G(μ + s T) T}, E{G(μ + s T) T²}, one after the other; NaN where η leaves the domain of w.
     * @throws NotAvailable where that takes too many steps
     */
    moments(mu: number, s: number, out: Float64Array): void {
        const { weight, width } = this;
        if (s === 0 || weight.kind !== 'general') {
            const gaussian = weight.kind === 'exponential' ? weight.rate * s : 0;
            this.at(mu + 0.5 * gaussian * s, this.scratch); // one exponential: of two, one could overflow where the product does not
            for (let l = 0; l < width; l++) {
                const value = this.scratch[l];
                out[l] = value;
                out[width + l] = gaussian * value;
                out[2 * width + l] = (1 + gaussian * gaussian) * value;
            }
            return;
        }
        if (this.known.length === 0) {
            out.fill(NaN); // a link that holds on a half-line only
            return;
        }
        this.trapezoid(mu, s, out);
    }

    private trapezoid(mu: number, s: number, out: Float64Array): void {
        const { weight, width, grid, spacing, centre, folded } = this;
        const reach = folded === null ? 0 : folded.spread;
        const [low, high] = window(weight, mu, s, reach);
        const wanted = Math.min(0.62 * s, (0.5 * weight.poleDistance) / Math.PI) / (1 + 0.25 * this.level);
        if (mostSteps * wanted < high - low) throw new NotAvailable({ code: 'accuracy', reached: null });
        out.fill(0, 0, 3 * width);
        const inverse = 1 / s;
        const stride = Math.floor(wanted / spacing);
        if (1 <= stride && -range < low && high < range) {
            const step = stride * spacing;
            const start = Math.floor(low / step) * stride;
            const end = Math.ceil(high / step) * stride;
            if (width === 1) {
                this.scalarSum(mu * inverse, spacing * inverse, start, end, stride, out);
                scale(out, 3, step * inverse);
                return;
            }
            for (let i = start; i <= end; i += stride) {
                const base = this.ensure(i + centre) * width;
                const t = (i * spacing - mu) * inverse;
                const density = Math.exp(-0.5 * t * t);
                for (let l = 0; l < width; l++) {
                    const product = density * grid[base + l];
                    out[l] += product;
                    out[width + l] += product * t;
                    out[2 * width + l] += product * t * t;
                }
            }
            scale(out, 3 * width, step * inverse);
            return;
        }
        const count = Math.ceil((high - low) / wanted);
        for (let i = 0; i <= count; i++) {
            const eta = low + i * wanted;
            const t = (eta - mu) * inverse;
            const density = Math.exp(-0.5 * t * t);
            this.at(eta, this.scratch);
            for (let l = 0; l < width; l++) {
                const product = density * this.scratch[l];
                out[l] += product;
                out[width + l] += product * t;
                out[2 * width + l] += product * t * t;
            }
        }
        scale(out, 3 * width, wanted * inverse);
    }

    /**
     * The sums for a G of length 1. The normal density on equidistant points follows from two multiplications a point, outwards from its
     * middle, where rounding errors grow with the square of the number of points but the density falls faster.
     */
    private scalarSum(mean: number, unit: number, start: number, end: number, stride: number, out: Float64Array): void {
        const { grid, known, centre } = this;
        const step = stride * unit;
        const ratio = Math.exp(-step * step);
        const middle = start + stride * Math.min(Math.max(Math.round((mean / unit - start) / stride), 0), (end - start) / stride);
        const first = middle * unit - mean;
        const peak = Math.exp(-0.5 * first * first);
        let m0 = 0;
        let m1 = 0;
        let m2 = 0;
        for (let sign = 1; -1 <= sign; sign -= 2) {
            let t = first;
            let density = peak;
            let factor = Math.exp(-step * (sign * t + 0.5 * step));
            for (let i = middle; start <= i && i <= end; i += sign * stride) {
                if (sign === 1 || i !== middle) {
                    if (known[i + centre] === 0) this.ensure(i + centre);
                    const product = density * grid[i + centre];
                    m0 += product;
                    m1 += product * t;
                    m2 += product * t * t;
                }
                density *= factor;
                factor *= ratio;
                t += sign * step;
            }
        }
        out[0] = m0;
        out[1] = m1;
        out[2] = m2;
    }

    /** Computes a row of the grid if it is not there. */
    private ensure(index: number): number {
        if (this.known[index] === 0) {
            this.sum((index - this.centre) * this.spacing, this.row);
            this.grid.set(this.row, index * this.width);
            this.known[index] = 1;
        }
        return index;
    }

    /** G(t) from its definition. */
    private sum(t: number, out: Float64Array): void {
        const { weight, folded } = this;
        const shift = weight.kind === 'exponential' ? this.logScale / weight.rate : 0;
        if (folded === null) {
            out[0] = weight.at(t - shift);
            return;
        }
        const { size, features } = folded;
        out.fill(0, 0, this.width);
        for (let q = 0; q < folded.count; q++) {
            const w = folded.weight[q] * weight.at(t + folded.eta[q] - shift);
            out[0] += w;
            let at = 1 + size;
            for (let a = 0; a < size; a++) {
                const wf = w * features[q * size + a];
                out[1 + a] += wf;
                for (let b = 0; b <= a; b++) out[at++] += wf * features[q * size + b];
            }
        }
    }
}

function scale(out: Float64Array, length: number, factor: number): void {
    for (let l = 0; l < length; l++) out[l] *= factor * 0.3989422804014327;
}

/** Where the normal density times w(η + η_F), |η_F| ≤ spread, matters. */
function window({ tails }: Weight, mu: number, s: number, spread: number): [number, number] {
    if (tails.kind === 'gaussian') {
        const shrink = 1 / (1 + s * s);
        const half = Math.sqrt(2 * negligible * shrink) * s + 1 + spread;
        // The normal density alone, against w at μ: what bounds the window where s is small.
        const reach = Math.sqrt(2 * negligible + 4 + (Math.abs(mu) + spread) ** 2) * s;
        return [Math.max(mu * shrink - half, mu - reach), Math.min(mu * shrink + half, mu + reach)];
    }
    // 2s² log of the product is at most centre² − (η − centre)², with one centre above 0 and another below it.
    const width = 2 * s * s * negligible;
    const right = mu - tails.right * s * s;
    const left = mu + tails.left * s * s;
    const top = 0 < right ? right * right : left < 0 ? left * left : 0;
    const half = Math.sqrt(width);
    let high = left + half <= 0 ? left + half : right + Math.sqrt(right * right - top + width);
    let low = 0 <= right - half ? right - half : left - Math.sqrt(left * left - top + width);
    // Folded predictors move the tails' corner by up to `spread` either way; the normal density alone bounds what that can add.
    high = Math.min(high + spread, Math.max(high, mu + half));
    low = Math.max(low - spread, Math.min(low, mu - half));
    if (tails.max + spread < high) high = Math.max(tails.max + spread, low);
    return [low, high];
}
