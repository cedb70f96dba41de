/**
 * E f(Z), Z ~ N(0, I), for smooth vector-valued f, by the trapezoidal rule on a lattice, with a certified error.
 *
 * The rule converges exponentially in 1/h. Lattice points are found by flooding from the origin: a point's neighbours are visited while
 * its contribution is within e⁻³⁴ of the largest, so that the lattice follows the integrand wherever its mass lies. Each axis is
 * refined on its own: the sums over every second and every fourth point along the axis, which cost nothing, tell how fast it converges.
 * Source: Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56, sections 2 and 5.
 */
import { integrateManyDimensions } from './kronecker.js';

export interface LatticeProblem {
    dimension: number;
    /** Length of f. */
    length: number;
    /** Writes f(z) into `out` and returns a size of it that is not negative: where it is small, f does not matter. */
    evaluate: (z: Float64Array, out: Float64Array) => number;
    /** The relative size of a difference of two values of E f. */
    distance: (value: Float64Array, difference: Float64Array) => number;
    /** Relative error to reach. */
    tolerance: number;
    /** Only for comparisons: the same few points for every integrand of the same dimension, whatever their error. */
    coarse: boolean;
    /** The most evaluations of f. */
    budget: number;
    shouldStop: () => boolean;
}

export type LatticeResult =
    | { status: 'done' | 'budget'; value: Float64Array; error: number; evaluations: number }
    /** The mass lies beyond 40 standard deviations: the expectation is infinite, or as good as. */
    | { status: 'infinite' | 'stopped' | 'not-finite' };

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
    private logSizes: number[] = [];
    private largest = -Infinity;
    private readonly z: Float64Array;
    private readonly cutoff: number;

    constructor(private readonly problem: LatticeProblem) {
        const { dimension } = problem;
        this.spacing = new Array<number>(dimension).fill(problem.coarse ? 1 : dimension < coarseFrom ? 0.4 : 0.8);
        this.z = new Float64Array(dimension);
        this.cutoff = dimension < coarseFrom ? 34 : 24;
    }

    integrate(): LatticeResult {
        const { dimension, tolerance } = this.problem;
        let complete: { value: Float64Array; error: number } | undefined;
        for (;;) {
            const flooded = this.flood();
            if (flooded === 'budget' && !this.problem.coarse) {
                // What lies beyond a flood that was cut off is not known: the lattice before it stands, if there was one.
                const value = complete?.value ?? this.sum(() => true, 1);
                return { status: 'budget', value, error: complete?.error ?? Infinity, evaluations: this.values.length };
            }
            if (flooded !== 'done' && flooded !== 'budget') return { status: flooded };
            const value = this.sum(() => true, 1);
            const errors = this.spacing.map((_, axis) => this.axisError(value, axis));
            const error = Math.max(
                errors.reduce((a, b) => a + b, 0),
                1e-14
            );
            const evaluations = this.values.length;
            if (!Number.isFinite(error)) return { status: 'not-finite' };
            if (error <= tolerance || this.problem.coarse) return { status: 'done', value, error, evaluations };
            const worst = Math.max(...errors);
            // The worst axis always, also where its error is no less than the value; the others if their errors are not small beside it.
            const axes = errors.flatMap((e, axis) => (tolerance / (2 * dimension) < e && Math.min(1, worst) * worst <= e ? [axis] : []));
            const next = evaluations * 2 ** axes.length;
            if (this.problem.budget < next || axes.some(axis => this.spacing[axis] / 2 < finest))
                return { status: 'budget', value, error, evaluations };
            complete = { value, error };
            for (const axis of axes) this.refine(axis);
        }
    }

    /** The error along one axis, from the sums over every fourth, every second and every point. */
    private axisError(value: Float64Array, axis: number): number {
        const { distance } = this.problem;
        const second = this.sum(c => (c[axis] & 1) === 0, 2);
        const fourth = this.sum(c => (c[axis] & 3) === 0, 4);
        const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i]);
        const coarse = distance(value, minus(fourth, second));
        const fine = distance(value, minus(second, value));
        // Halving the spacing of an exponentially convergent rule squares its error. Where the last halving was seen to raise the error to
        // the power 1.5 at least, the next one is granted the power 1.5, and a factor for integrands of which a small part converges more slowly.
        return coarse < 1 && fine <= coarse ** 1.5 ? Math.min(fine, 8 * fine ** 1.5) : fine;
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
        const { dimension, budget, shouldStop } = this.problem;
        if (this.values.length === 0 && !this.visit(new Int16Array(dimension))) return 'not-finite';
        const queue = this.values.map((_, i) => i);
        for (let head = 0; head < queue.length; head++) {
            const at = queue[head];
            if (this.logSizes[at] < this.largest - this.cutoff) continue;
            if ((head & 255) === 0 && shouldStop()) return 'stopped';
            if (budget < this.values.length) return 'budget';
            for (let k = 0; k < dimension; k++)
                for (const step of [-1, 1]) {
                    const neighbour = this.coordinates[at].slice();
                    neighbour[k] += step;
                    if (this.index.has(this.key(neighbour))) continue;
                    if (farthest < Math.abs(neighbour[k] * this.spacing[k])) return 'infinite';
                    if (!this.visit(neighbour)) return 'not-finite';
                    queue.push(this.values.length - 1);
                }
        }
        return 'done';
    }

    private visit(coordinate: Int16Array): boolean {
        const { dimension, length, evaluate } = this.problem;
        let squares = 0;
        for (let k = 0; k < dimension; k++) {
            this.z[k] = coordinate[k] * this.spacing[k];
            squares += this.z[k] ** 2;
        }
        const value = new Float64Array(length);
        const size = evaluate(this.z, value);
        if (!Number.isFinite(size)) return false;
        const logSize = 0 < size ? Math.log(size) - 0.5 * squares : -Infinity; // rounding can make a size of 0 negative
        this.largest = Math.max(this.largest, logSize);
        this.index.set(this.key(coordinate), this.values.length);
        this.coordinates.push(coordinate);
        this.values.push(value);
        this.logSizes.push(logSize);
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
