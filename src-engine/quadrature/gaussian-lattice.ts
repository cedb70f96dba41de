/**
 * E f(Z), Z ~ N(0, I), for smooth vector-valued f, by the trapezoidal rule on a lattice, with a certified error.
 *
 * The rule converges exponentially in 1/h. Lattice points are found by flooding from the origin: a point's neighbours are visited while
 * its contribution is within e⁻³⁴ of the largest, so that the lattice follows the integrand wherever its mass lies. Each axis is
 * refined on its own: the sums over every second and every fourth point along the axis, which cost nothing, tell how fast it converges.
 * Source: Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56, sections 2 and 5.
 */
import { integrateManyDimensions } from './kronecker.js';

/** A stretch of f whose error is judged on its own. */
export interface LatticePart {
    start: number;
    end: number;
    /** Others are left where they are when they have cost `secondaryBudget` evaluations, and given up where they are not finite. */
    required: boolean;
}

export interface LatticeProblem {
    dimension: number;
    /** Length of f. */
    length: number;
    parts: readonly LatticePart[];
    /** Components that are not negative (but for rounding): a point matters where one of them does. */
    watched: readonly number[];
    /** Writes f(z) into `out`. */
    evaluate: (z: Float64Array, out: Float64Array) => void;
    /** The relative size of a difference of two values of E f, by part. */
    distances: (value: Float64Array, difference: Float64Array) => number[];
    /** Relative error to reach. */
    tolerance: number;
    /** Only for comparisons: the same few points for every integrand of the same dimension, whatever their error. */
    coarse: boolean;
    /** The most evaluations of f. */
    budget: number;
    secondaryBudget: number;
    shouldStop: () => boolean;
}

export type LatticeResult =
    /** `errors` by part; `budget`: a required one was not reached. */
    | { status: 'done' | 'budget'; value: Float64Array; errors: number[]; evaluations: number }
    /** The mass of a required part lies beyond 40 standard deviations: the expectation is infinite, or as good as. */
    | { status: 'infinite' | 'stopped' | 'not-finite' };

/** Whether the parts that still matter have reached their tolerance. */
export function isReached({ parts, tolerance, secondaryBudget }: LatticeProblem, errors: readonly number[], evaluations: number): boolean {
    return parts.every(({ required }, k) => errors[k] <= tolerance || (!required && (secondaryBudget <= evaluations || errors[k] === Infinity)));
}

/** Bits of a lattice coordinate in a key, and so the finest spacing: 40/2¹². Four coordinates fit into a double. */
const bits = 13;
const centre = 1 << (bits - 1);
const farthest = 40;
const finest = farthest / centre;
/** From this many dimensions on fewer digits are affordable, and a coarser lattice on a smaller ball is where they begin. */
const coarseFrom = 4;
const mostDimensions = 4;

/** In more than four dimensions by quasi-Monte-Carlo. */
export function integrateGaussian(problem: LatticeProblem): LatticeResult {
    return mostDimensions < problem.dimension ? integrateManyDimensions(problem) : new Lattice(problem).integrate();
}

class Lattice {
    private spacing: number[];
    private index = new Map<number, number>();
    private coordinates: Int16Array[] = [];
    private values: Float64Array[] = [];
    /** log of every watched component times the normal density, by point, and the largest of each. */
    private logSizes: Float64Array[] = [];
    private readonly largest: Float64Array;
    private readonly failed: boolean[];
    private readonly dropped: boolean[];
    private onlyRequired: boolean;
    private readonly z: Float64Array;
    private readonly cutoff: number;

    constructor(private readonly problem: LatticeProblem) {
        const { dimension } = problem;
        this.spacing = new Array<number>(dimension).fill(problem.coarse ? 1 : dimension < coarseFrom ? 0.4 : 0.8);
        this.z = new Float64Array(dimension);
        this.largest = new Float64Array(problem.watched.length).fill(-Infinity);
        this.failed = problem.parts.map(() => false);
        this.dropped = problem.watched.map(() => false);
        this.onlyRequired = problem.parts.every(part => part.required);
        this.cutoff = dimension < coarseFrom ? 34 : 24;
    }

    integrate(): LatticeResult {
        const { dimension, tolerance, parts } = this.problem;
        let complete: { value: Float64Array; errors: number[] } | undefined;
        for (;;) {
            const flooded = this.flood();
            if (flooded === 'budget' && !this.problem.coarse) {
                // What lies beyond a flood that was cut off is not known: the lattice before it stands, if there was one.
                const value = complete?.value ?? this.sum(() => true, 1);
                const errors = complete?.errors ?? parts.map(() => Infinity);
                return { status: 'budget', value, errors, evaluations: this.values.length };
            }
            if (flooded !== 'done' && flooded !== 'budget') return { status: flooded };
            const value = this.sum(() => true, 1);
            const byAxis = this.spacing.map((_, axis) => this.axisErrors(value, axis));
            const errors = parts.map((_, k) =>
                this.failed[k]
                    ? Infinity
                    : Math.max(
                          byAxis.reduce((sum, axis) => sum + axis[k], 0),
                          1e-14
                      )
            );
            const evaluations = this.values.length;
            // What was dropped stays as it was when it was last complete.
            for (const [k, { start, end }] of parts.entries())
                if (this.failed[k] && complete && complete.errors[k] < Infinity) {
                    errors[k] = complete.errors[k];
                    value.set(complete.value.subarray(start, end), start);
                }
            for (const [k, { required }] of parts.entries())
                if (!Number.isFinite(errors[k])) {
                    if (required) return { status: 'not-finite' };
                    errors[k] = Infinity;
                }
            if (this.problem.coarse || isReached(this.problem, errors, evaluations)) return { status: 'done', value, errors, evaluations };
            const open = parts.flatMap((_, k) => (tolerance < errors[k] && !this.failed[k] ? [k] : []));
            const axisError = byAxis.map(axis => Math.max(...open.map(k => axis[k])));
            const worst = Math.max(...axisError);
            // The worst axis always, also where its error is no less than the value; the others if their errors are not small beside it.
            const axes = axisError.flatMap((e, axis) =>
                tolerance / (2 * dimension) < e && Math.min(1, worst) * worst <= e ? [axis] : []
            );
            const next = evaluations * 2 ** axes.length;
            const reached = parts.every(({ required }, k) => !required || errors[k] <= tolerance);
            const affordable = reached ? Math.min(this.problem.budget, this.problem.secondaryBudget) : this.problem.budget;
            if (affordable < next || axes.some(axis => this.spacing[axis] / 2 < finest)) {
                return { status: reached ? 'done' : 'budget', value, errors, evaluations };
            }
            complete = { value, errors };
            for (const axis of axes) this.refine(axis);
        }
    }

    /** The errors along one axis, from the sums over every fourth, every second and every point. */
    private axisErrors(value: Float64Array, axis: number): number[] {
        const { distances } = this.problem;
        const second = this.sum(c => (c[axis] & 1) === 0, 2);
        const fourth = this.sum(c => (c[axis] & 3) === 0, 4);
        const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i]);
        const coarse = distances(value, minus(fourth, second));
        const fine = distances(value, minus(second, value));
        // Halving the spacing of an exponentially convergent rule squares its error. Where the last halving was seen to raise the error to
        // the power 1.5 at least, the next one is granted the power 1.5, and a factor for integrands of which a small part converges more slowly.
        return fine.map((e, k) => (coarse[k] < 1 && e <= coarse[k] ** 1.5 ? Math.min(e, 8 * e ** 1.5) : e));
    }

    private sum(included: (coordinate: Int16Array) => boolean, factor: number): Float64Array {
        const { length, dimension } = this.problem;
        const total = new Float64Array(length);
        for (let i = 0; i < this.values.length; i++) {
            const coordinate = this.coordinates[i];
            if (!included(coordinate)) continue;
            let squares = 0;
            for (let k = 0; k < dimension; k++) squares += (coordinate[k] * this.spacing[k]) ** 2;
            const weight = Math.exp(-0.5 * squares);
            const value = this.values[i];
            for (let j = 0; j < length; j++) total[j] += weight * value[j];
        }
        const volume = this.spacing.reduce((product, h) => product * h, factor) / (2 * Math.PI) ** (dimension / 2);
        for (let j = 0; j < length; j++) total[j] *= volume;
        return total;
    }

    private flood(): 'done' | 'budget' | 'infinite' | 'stopped' | 'not-finite' {
        const { dimension, budget, secondaryBudget, shouldStop } = this.problem;
        if (this.values.length === 0 && !this.visit(new Int16Array(dimension))) return 'not-finite';
        const queue = this.values.map((_, i) => i);
        for (let head = 0; head < queue.length; head++) {
            const at = queue[head];
            if (!this.matters(at)) continue;
            if ((head & 255) === 0 && shouldStop()) return 'stopped';
            if (budget < this.values.length) return 'budget';
            if (secondaryBudget < this.values.length && !this.onlyRequired) this.dropSecondary();
            for (let k = 0; k < dimension; k++)
                for (const step of [-1, 1]) {
                    const neighbour = this.coordinates[at].slice();
                    neighbour[k] += step;
                    if (this.index.has(this.key(neighbour))) continue;
                    if (farthest < Math.abs(neighbour[k] * this.spacing[k])) {
                        if (this.onlyRequired) return 'infinite';
                        this.dropSecondary();
                        if (this.matters(at)) return 'infinite';
                        continue;
                    }
                    if (!this.visit(neighbour)) return 'not-finite';
                    queue.push(this.values.length - 1);
                }
        }
        return 'done';
    }

    /** From here on the lattice follows the required parts only; the others are lost. */
    private dropSecondary(): void {
        this.onlyRequired = true;
        const { parts, watched } = this.problem;
        for (const [k, { start, end, required }] of parts.entries()) {
            if (required) continue;
            this.failed[k] = true;
            for (const [w, component] of watched.entries()) if (start <= component && component < end) this.dropped[w] = true;
        }
    }

    private matters(point: number): boolean {
        const sizes = this.logSizes[point];
        for (let k = 0; k < sizes.length; k++) if (!this.dropped[k] && this.largest[k] - this.cutoff <= sizes[k]) return true;
        return false;
    }

    /** False where a required part is not finite. */
    private visit(coordinate: Int16Array): boolean {
        const { dimension, length, evaluate, parts, watched } = this.problem;
        let squares = 0;
        for (let k = 0; k < dimension; k++) {
            this.z[k] = coordinate[k] * this.spacing[k];
            squares += this.z[k] ** 2;
        }
        const value = new Float64Array(length);
        evaluate(this.z, value);
        for (const [k, { start, end, required }] of parts.entries())
            for (let j = start; j < end; j++)
                if (!Number.isFinite(value[j])) {
                    if (required) return false;
                    this.failed[k] = true;
                    value[j] = 0;
                }
        const sizes = new Float64Array(watched.length);
        for (let k = 0; k < watched.length; k++) {
            const size = value[watched[k]];
            sizes[k] = 0 < size ? Math.log(size) - 0.5 * squares : -Infinity; // rounding can make a size of 0 negative
            this.largest[k] = Math.max(this.largest[k], sizes[k]);
        }
        this.index.set(this.key(coordinate), this.values.length);
        this.coordinates.push(coordinate);
        this.values.push(value);
        this.logSizes.push(sizes);
        return true;
    }

    /** Halves the spacing along an axis; all points stay. */
    private refine(axis: number): void {
        this.spacing[axis] /= 2;
        this.index.clear();
        this.coordinates.forEach((coordinate, i) => {
            coordinate[axis] *= 2;
            this.index.set(this.key(coordinate), i);
        });
    }

    private key(coordinate: Int16Array): number {
        let key = 0;
        for (let k = 0; k < coordinate.length; k++) key = key * (1 << bits) + coordinate[k] + centre;
        return key;
    }
}
