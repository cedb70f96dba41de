/**
 * Means of the derivatives of each row's log-likelihood over N(v, P), by three nodes in η. By Stein's lemma E ℓ''(η) = E ℓ'(η)e/s and E ℓ'''(η) = E ℓ'(η)(e² − 1)/s²,
 * with e = (η − Eη)/s, s² = Var η; E ℓ''''(η) is that of the information, where it does not depend on y.
 */
import type { Response } from '../../family/response.js';
import { leastShareOfCurvature } from '../limits.js';
import type { StudyLikelihood } from './study-likelihood.js';

const none = new Float64Array(0);

/** The nodes at ±√3 have the weight 1/6 each, that at 0 has 2/3: exact for polynomials of degree 5. */
const node = Math.sqrt(3);

export class MeanCurvature {
    /** Means of ℓ''' and ℓ'''', by row; the latter are 0 where the link is not canonical. */
    third = none;
    fourth = none;
    private spread = none;
    private centre = none;
    private slope = none;
    private information = none;
    private derivative = none;

    constructor(
        private readonly likelihood: StudyLikelihood,
        private readonly response: Response
    ) {}

    /**
     * Sets the curvature of the likelihood at v to its mean over N(v, P). Where a response is not canonical the derivatives of slopes depend on y, and only expected information does not.
     *
     * @param inverse P, row-major
     * @param expected whether expected information stands in place of the derivatives
     */
    setAt(v: Float64Array, inverse: Float64Array, expected: boolean): void {
        const { likelihood } = this;
        const { at, rows } = likelihood;
        const { count } = rows;
        likelihood.evaluate(v);
        this.reserve(count);
        const { spread, centre, slope, information, derivative } = this;
        setSpread(likelihood, inverse, spread);
        centre.set(at.eta.subarray(0, count));
        this.begin(count);
        this.addNode(-node, count);
        this.addNode(node, count);
        for (let row = 0; row < count; row++) {
            at.slope[row] = slope[row];
            const derived = -derivative[row] / spread[row];
            // Far out a concave log-likelihood is a line to rounding, and where it is not concave expected information is.
            const isUsable = !expected && leastShareOfCurvature * information[row] < derived && derived < Infinity;
            at.information[row] = isUsable ? derived : information[row];
            // Where the terms of all random effects are 0, η does not vary.
            const perSquare = spread[row] > 0 ? spread[row] ** -2 : 0;
            this.third[row] *= perSquare;
            this.fourth[row] *= perSquare;
        }
        likelihood.setCurvature(v);
    }

    private reserve(count: number): void {
        if (this.spread.length < count) {
            const room = Math.ceil(1.2 * count);
            for (const key of ['third', 'fourth', 'spread', 'centre', 'slope', 'information', 'derivative'] as const) {
                this[key] = new Float64Array(room);
            }
        }
    }

    /** The node in the middle, at which the rows are evaluated. */
    private begin(count: number): void {
        const { likelihood, response, third, fourth, slope, information, derivative } = this;
        const { at } = likelihood;
        for (let row = 0; row < count; row++) {
            slope[row] = at.slope[row] * (2 / 3);
            information[row] = at.information[row] * (2 / 3);
            derivative[row] = 0;
            third[row] = -slope[row];
            fourth[row] = response.canonical ? information[row] : 0;
        }
    }

    private addNode(e: number, count: number): void {
        const { likelihood, response, third, fourth, spread, centre, slope, information, derivative } = this;
        const { at } = likelihood;
        for (let row = 0; row < count; row++) {
            at.eta[row] = centre[row] + e * spread[row];
        }
        likelihood.evaluateRows();
        for (let row = 0; row < count; row++) {
            slope[row] += at.slope[row] / 6;
            information[row] += at.information[row] / 6;
            derivative[row] += (e * at.slope[row]) / 6;
            third[row] += at.slope[row] / 3;
            fourth[row] -= response.canonical ? at.information[row] / 3 : 0;
        }
    }
}

/** Writes the standard deviation of η under N(·, P), by row. */
export function setSpread({ rows, width, positions, effects, features }: StudyLikelihood, inverse: Float64Array, into: Float64Array): void {
    for (let row = 0; row < rows.count; row++) {
        const from = row * width;
        const feature = row * features;
        let sum = 0;
        for (let k = 0; k < width; k++) {
            const base = positions[from + k] * effects;
            for (let l = 0; l < width; l++) {
                sum += rows.features[feature + k] * inverse[base + positions[from + l]] * rows.features[feature + l];
            }
        }
        into[row] = Math.sqrt(sum);
    }
}
