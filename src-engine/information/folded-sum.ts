/** G(t) = E{w(t + η_F) (1, F, F Fᵀ)} as a sum over the points of the folded predictors F, and the same of w². */
import type { Weight } from '../family/weight.js';
import type { FoldedPoints } from '../predictors/predictor-points.js';
import { negligibleProduct } from './limits.js';

export class FoldedSum {
    /** How many values of w have been computed for the sums. */
    summed = 0;
    /** e^η_F of all points, and (1, F, F Fᵀ); made at the first sum. */
    private exponentials: Float64Array | undefined;
    private products: Float64Array | undefined;

    /**
     * @param folded null without folded predictors: then G is w
     * @param width length of G
     * @param logScale exponential weights are divided by its exponential
     * @param squares whether the same of w² follows
     */
    constructor(
        private readonly weight: Weight,
        private readonly folded: FoldedPoints | null,
        private readonly width: number,
        private readonly logScale: number,
        private readonly squares: boolean
    ) {}

    /** Writes G(t); NaN where t leaves the domain of w. */
    at(t: number, out: Float64Array): void {
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
        out.fill(0, 0, squares ? 2 * width : width);
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
            if (once < negligibleProduct) {
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
