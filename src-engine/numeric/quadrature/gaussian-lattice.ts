/**
 * E f(Z), Z ~ N(0, I), for smooth vector-valued f, by the trapezoidal rule on a lattice, with a certified error.
 *
 * The rule converges exponentially in 1/h. Lattice points are found by flooding from the origin: a point's neighbours are visited while
 * its contribution is not small beside the error that is asked for, so that the lattice follows the integrand wherever its mass lies. Where that is
 * where the density's is, points are farther apart in the tails. Each axis is refined on its own: the sums over every second and every fourth of the
 * lattice's planes, which cost nothing, tell how fast it converges.
 * Source: Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56, sections 2 and 5.
 */
import { integrateManyDimensions } from './kronecker.js';
import { axesOf, steepest } from './lattice-axes.js';
import { LatticeAxis } from './lattice-axis.js';
import { sumsBeyond } from './lattice-edge.js';
import { LatticePoints } from './lattice-points.js';
import { errorAfterHalving, isReached, toleranceOf, type LatticeProblem, type LatticeResult } from './lattice-problem.js';
import { LatticeSums } from './lattice-sums.js';

const farthest = 40;
/** After so many points a part that isn't required is left where two finer lattices have not taken its error to a tenth: it converges to nothing. */
const hopeful = 10_000;
/** No share of the largest contribution matters that is smaller than this. */
const leastShare = 1e-30;
const finest = farthest / 2 ** 12;
/** From this many dimensions on fewer digits are affordable, and a coarser lattice on a smaller ball is where they begin. */
const coarseFrom = 4;
const mostDimensions = 4;

/** In more than four dimensions by quasi-Monte-Carlo. */
export function integrateGaussian(problem: LatticeProblem): LatticeResult {
    if (mostDimensions < problem.dimension) {
        return integrateManyDimensions(problem);
    }
    return new Lattice(problem, true).integrate() ?? new Lattice(problem, false).integrate()!;
}

/** Relative errors across a set of axes, by part. */
interface ErrorsAcross {
    axes: readonly number[];
    errors: number[];
}

class Lattice {
    private readonly axes: LatticeAxis[];
    private readonly points: LatticePoints;
    /** f times the normal density but for its constant. */
    private readonly sums: LatticeSums;
    /** The components of parts of which none is watched. */
    private readonly followed: readonly number[];
    /** By point: the watched and followed components times the density, `stride` numbers. */
    private sizes: Float64Array;
    private readonly stride: number;
    /** The largest size of each watched component. */
    private readonly largest: Float64Array;
    private readonly failed: boolean[];
    private readonly dropped: boolean[];
    private onlyRequired: boolean;
    private readonly z: Float64Array;
    private readonly out: Float64Array;
    private readonly neighbour: Int16Array;
    /** A size is small below this share of the largest, by watched component. */
    private negligible: readonly number[];

    constructor(
        private readonly problem: LatticeProblem,
        stretched: boolean
    ) {
        const { dimension, coarse, tolerance } = problem;
        // What is left out along the way is small beside the error that is asked for; a finer first lattice where the first error is to be small.
        const asked = Math.max(tolerance, 1e-13);
        this.negligible = problem.watched.map(component => {
            if (coarse) {
                return Math.exp(dimension < 3 ? -18 : -12);
            }
            const { slack, required } = problem.parts.find(({ start, end }) => start <= component && component < end)!;
            return (slack * asked) / (required ? 400 : 40);
        });
        const usual = coarse ? (dimension < 3 ? 1 : 1.8) : dimension < coarseFrom ? (asked < 1e-7 ? 0.375 : 0.55) : 0.8;
        this.axes =
            axesOf(problem, this.negligible, stretched) ?? Array.from({ length: dimension }, () => new LatticeAxis(usual, Infinity));
        this.sums = new LatticeSums(dimension, problem.length);
        this.z = new Float64Array(dimension);
        this.out = new Float64Array(problem.length);
        this.neighbour = new Int16Array(dimension);
        this.followed = problem.parts.flatMap(({ start, end }) =>
            problem.watched.some(component => start <= component && component < end)
                ? []
                : Array.from({ length: end - start }, (_, j) => start + j)
        );
        this.stride = problem.watched.length + this.followed.length;
        this.sizes = new Float64Array(256 * this.stride);
        this.largest = new Float64Array(problem.watched.length);
        this.points = new LatticePoints(dimension);
        this.failed = problem.parts.map(() => false);
        this.dropped = problem.watched.map(() => false);
        this.onlyRequired = problem.parts.every(part => part.required);
    }

    /** Null where a stretched lattice gets so far out that it should not be one. */
    integrate(): LatticeResult | null {
        const { tolerance, parts } = this.problem;
        let complete: { value: Float64Array; errors: number[] } | undefined;
        let errorsBefore: number[] | undefined;
        for (;;) {
            const flooded = this.flood();
            if (flooded === 'budget' && !this.problem.coarse) {
                // What lies beyond a flood that was cut off is not known: the lattice before it stands, if there was one.
                const value = complete?.value ?? this.sums.totals(this.volume()).value;
                const errors = complete?.errors ?? parts.map(() => Infinity);
                return { status: 'budget', value, errors, evaluations: this.points.count };
            }
            if (flooded === 'too-stretched') {
                return null;
            }
            if (flooded !== 'done' && flooded !== 'budget') {
                return { status: flooded };
            }
            const { value, across } = this.errors();
            const left = this.problem.coarse ? parts.map(() => 0) : this.leftOut(value);
            const errors = parts.map((_, k) =>
                this.failed[k]
                    ? Infinity
                    : Math.max(
                          across.reduce((sum, one) => sum + one.errors[k], left[k]),
                          1e-14
                      )
            );
            const evaluations = this.points.count;
            // What was dropped stays as it was when it was last complete.
            for (const [k, { start, end }] of parts.entries()) {
                if (this.failed[k] && complete && complete.errors[k] < Infinity) {
                    errors[k] = complete.errors[k];
                    value.set(complete.value.subarray(start, end), start);
                }
            }
            for (const [k, { required }] of parts.entries()) {
                if (!Number.isFinite(errors[k])) {
                    if (required) {
                        return { status: 'not-finite' };
                    }
                    errors[k] = Infinity;
                }
            }
            if (this.problem.coarse || isReached(this.problem, errors, evaluations)) {
                return { status: 'done', value, errors, evaluations };
            }
            const unchanged = (k: number): boolean =>
                hopeful < evaluations && errorsBefore !== undefined && !(errors[k] < 0.1 * errorsBefore[k]);
            const open = parts.flatMap((part, k) =>
                toleranceOf(this.problem, part) < errors[k] && !this.failed[k] && (part.required || !unchanged(k)) ? [k] : []
            );
            if (open.length === 0) {
                return { status: 'done', value, errors, evaluations };
            }
            // A lattice that ends too early goes on; one that is too coarse is refined.
            const short = open.some(k => toleranceOf(this.problem, parts[k]) < 4 * left[k] && left[k] < Infinity);
            if (short && leastShare < Math.min(...this.negligible) && evaluations < this.problem.budget / 2) {
                this.negligible = this.negligible.map(share => share * 1e-3);
                continue;
            }
            const axes = this.tooCoarse(across, own =>
                Math.max(...open.map(k => (own[k] * tolerance) / toleranceOf(this.problem, parts[k])))
            );
            const next = evaluations * 2 ** axes.length;
            const reached = parts.every(({ required }, k) => !required || errors[k] <= tolerance);
            const affordable = reached ? Math.min(this.problem.budget, this.problem.secondaryBudget) : this.problem.budget;
            if (axes.length === 0 || affordable < next || axes.some(axis => this.axes[axis].spacing / 2 < finest)) {
                return { status: reached ? 'done' : 'budget', value, errors, evaluations };
            }
            errorsBefore = complete?.errors;
            complete = { value, errors };
            for (const axis of axes) {
                this.refine(axis);
            }
        }
    }

    /** The value, and the errors across every set of axes, from the sums over every fourth, every second and every plane. */
    private errors(): { value: Float64Array; across: ErrorsAcross[] } {
        const { distances } = this.problem;
        const { value, planes } = this.sums.totals(this.volume());
        const between = (a: Float64Array, b: Float64Array): number[] => {
            const difference = a.map((x, i) => x - b[i]);
            return distances(value, difference);
        };
        const across = planes.map(({ axes, second, fourth }) => {
            const first = fourth.map(sum => between(sum, second));
            const errors = between(second, value).map((e, k) => errorAfterHalving(Math.max(...first.map(one => one[k])), e));
            return { axes, errors };
        });
        return { value, across };
    }

    /** The axes to be refined. What errs across several counts for that of them that errs most by itself. */
    private tooCoarse(across: readonly ErrorsAcross[], sizeOf: (errors: readonly number[]) => number): number[] {
        const { dimension, tolerance } = this.problem;
        const alone = this.axes.map((_, axis) => sizeOf(across.find(({ axes }) => axes.length === 1 && axes[0] === axis)!.errors));
        const byAxis = alone.slice();
        for (const { axes, errors } of across) {
            const most = axes.reduce((a, b) => (alone[a] < alone[b] ? b : a));
            byAxis[most] = Math.max(byAxis[most], sizeOf(errors));
        }
        const worst = Math.max(...byAxis);
        // The worst axis always, also where its error is no less than the value; the others if their errors are not small beside it.
        return byAxis.flatMap((e, axis) =>
            e === worst || (tolerance / (2 * dimension) < e && worst * Math.min(1, worst) <= e) ? [axis] : []
        );
    }

    /** What lies beyond the lattice, relatively and by part. */
    private leftOut(value: Float64Array): number[] {
        const { parts, watched, distances } = this.problem;
        const volume = this.volume();
        const beyond = sumsBeyond(this.points, this.sizes, this.stride, point => this.matters(point)).map(sum => volume * sum);
        const difference = new Float64Array(value.length);
        this.followed.forEach((component, f) => (difference[component] = beyond[watched.length + f]));
        const ofFollowed = this.followed.length === 0 ? [] : distances(value, difference);
        return parts.map(({ start, end }, k) => {
            const own = watched.flatMap((component, w) => (start <= component && component < end ? [beyond[w] / value[component]] : []));
            return own.length === 0 ? ofFollowed[k] : Math.max(0, ...own.filter(share => !Number.isNaN(share)));
        });
    }

    /** What a point stands for, with the constant of the normal density. */
    private volume(): number {
        return this.axes.reduce((product, { spacing }) => product * spacing, 1) / (2 * Math.PI) ** (this.problem.dimension / 2);
    }

    private flood(): 'done' | 'budget' | 'infinite' | 'stopped' | 'not-finite' | 'too-stretched' {
        const { dimension, budget, secondaryBudget, shouldStop } = this.problem;
        const { neighbour, points } = this;
        if (points.count === 0) {
            neighbour.fill(0);
            if (!this.visit()) {
                return 'not-finite';
            }
        }
        for (let head = 0; head < points.count; head++) {
            if (!this.matters(head)) {
                continue;
            }
            if ((head & 255) === 0 && shouldStop()) {
                return 'stopped';
            }
            if (budget < points.count) {
                return 'budget';
            }
            // The farthest points cost the most: the parts that go there are left first.
            if (secondaryBudget < points.count && !this.onlyRequired) {
                this.dropSecondary(head);
                if (!this.matters(head)) {
                    continue;
                }
            }
            for (let k = 0; k < dimension; k++) {
                for (let step = -1; step <= 1; step += 2) {
                    for (let l = 0; l < dimension; l++) {
                        neighbour[l] = points.coordinates[head * dimension + l];
                    }
                    neighbour[k] += step;
                    if (points.find(neighbour) >= 0) {
                        continue;
                    }
                    if (steepest < this.axes[k].slope(neighbour[k])) {
                        return 'too-stretched';
                    }
                    if (farthest < Math.abs(this.axes[k].place(neighbour[k]))) {
                        this.dropSecondary(head);
                        if (this.matters(head)) {
                            return 'infinite';
                        }
                        continue;
                    }
                    if (!this.visit()) {
                        return 'not-finite';
                    }
                }
            }
        }
        return 'done';
    }

    /** From here on the lattice does not follow those parts that aren't required and matter at a point; they are lost. */
    private dropSecondary(point: number): void {
        const { parts, watched } = this.problem;
        const { largest, sizes, negligible } = this;
        for (const [k, { start, end, required }] of parts.entries()) {
            if (required || this.failed[k]) {
                continue;
            }
            const own = watched.flatMap((component, w) => (start <= component && component < end ? [w] : []));
            const matters = own.some(w => largest[w] * negligible[w] <= sizes[point * this.stride + w]);
            if (!matters) {
                continue;
            }
            this.failed[k] = true;
            for (const w of own) {
                this.dropped[w] = true;
            }
        }
        this.onlyRequired = parts.every(({ required }, k) => required || this.failed[k]);
    }

    private matters(point: number): boolean {
        const { largest, dropped, sizes, negligible } = this;
        const from = point * this.stride;
        for (let k = 0; k < largest.length; k++) {
            if (!dropped[k] && largest[k] * negligible[k] <= sizes[from + k]) {
                return true;
            }
        }
        return false;
    }

    /** Evaluates f at `neighbour`; false where a required part is not finite. */
    private visit(): boolean {
        const { out, neighbour, z, followed } = this;
        const { dimension, evaluate, parts, watched } = this.problem;
        let squares = 0;
        let slopes = 1;
        for (let k = 0; k < dimension; k++) {
            z[k] = this.axes[k].place(neighbour[k]);
            slopes *= this.axes[k].slope(neighbour[k]);
            squares += z[k] ** 2;
        }
        evaluate(z, out);
        if (!isFinite(out)) {
            for (let k = 0; k < parts.length; k++) {
                for (let j = parts[k].start; j < parts[k].end; j++) {
                    if (!Number.isFinite(out[j])) {
                        if (parts[k].required) {
                            return false;
                        }
                        this.failed[k] = true;
                        out[j] = 0;
                    }
                }
            }
        }
        const density = slopes * Math.exp(-0.5 * squares);
        this.sums.add(neighbour, out, density);
        const at = this.points.add(neighbour) * this.stride;
        if (this.sizes.length <= at) {
            const longer = new Float64Array(2 * this.sizes.length);
            longer.set(this.sizes);
            this.sizes = longer;
        }
        for (let k = 0; k < watched.length; k++) {
            const component = Math.abs(out[watched[k]]);
            const size = squares < 1000 ? component * density : slopes * Math.exp(Math.log(component) - 0.5 * squares);
            this.sizes[at + k] = size;
            if (this.largest[k] < size) {
                this.largest[k] = size;
            }
        }
        for (let f = 0; f < followed.length; f++) {
            this.sizes[at + watched.length + f] = Math.abs(out[followed[f]]) * density;
        }
        return true;
    }

    /** Halves the spacing along an axis; all points stay. */
    private refine(axis: number): void {
        this.axes[axis] = this.axes[axis].halved();
        this.sums.refine(axis);
        this.points.double(axis);
    }
}

/** Whether all numbers are finite and their sum too; four sums, since an addition waits for the one before. */
function isFinite(values: Float64Array): boolean {
    const { length } = values;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let j = 3;
    for (; j < length; j += 4) {
        a += values[j - 3];
        b += values[j - 2];
        c += values[j - 1];
        d += values[j];
    }
    for (j -= 3; j < length; j++) {
        a += values[j];
    }
    return Number.isFinite(a + b + c + d);
}
