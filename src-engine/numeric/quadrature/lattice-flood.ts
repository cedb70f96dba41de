/** The points of a lattice that follow an integrand: found by flooding from the origin. */
import { plannedAxes } from './planned-axes.js';
import { LatticeAxis } from './lattice-axis.js';
import { sumsBeyond } from './lattice-edge.js';
import { LatticePoints } from './lattice-points.js';
import type { LatticeProblem } from './lattice-problem.js';
import { LatticeSums } from './lattice-sums.js';
import {
    farthestPoint,
    leastContribution,
    finestSpacing,
    coarseLatticeFrom,
    steepestStretch,
    leastToleranceOfLattice,
    fewDigits,
    shareOfGoingFarther
} from '../limits.js';

export type FloodEnd = 'done' | 'budget' | 'infinite' | 'stopped' | 'not-finite' | 'too-stretched';

export class LatticeFlood {
    readonly axes: LatticeAxis[];
    readonly points: LatticePoints;
    /** f times the normal density without its constant. */
    readonly sums: LatticeSums;
    /** The components of parts of which none is watched. */
    readonly followed: readonly number[];
    /** By point: the watched and followed components times the density, `stride` numbers. */
    sizes: Float64Array;
    readonly stride: number;
    /** The largest size of each watched component. */
    private readonly largest: Float64Array;
    /** By part: whether it is not followed any more, or not finite. */
    readonly failed: boolean[];
    /** By watched component: whether the lattice does not follow it any more. */
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
        const asked = Math.max(tolerance, leastToleranceOfLattice);
        this.negligible = problem.watched.map(component => {
            if (coarse) {
                return Math.exp(dimension < 3 ? -18 : -12);
            }
            const { slack, required } = problem.parts.find(({ start, end }) => start <= component && component < end)!;
            return (slack * asked) / (required ? 400 : 40);
        });
        const usual = coarse ? (dimension < 3 ? 1 : 1.8) : dimension < coarseLatticeFrom ? (asked < fewDigits ? 0.375 : 0.55) : 0.8;
        this.axes =
            plannedAxes(problem, this.negligible, stretched) ?? Array.from({ length: dimension }, () => new LatticeAxis(usual, Infinity));
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

    /** The weight of a point, with the constant of the normal density. */
    volume(): number {
        return this.axes.reduce((product, { spacing }) => product * spacing, 1) / (2 * Math.PI) ** (this.problem.dimension / 2);
    }

    /** Whether the lattice can end at smaller contributions. */
    canGoFarther(): boolean {
        return leastContribution < Math.min(...this.negligible);
    }

    /** From now on contributions down to a thousandth of the present ones are followed. */
    goFarther(): void {
        this.negligible = this.negligible.map(share => share * shareOfGoingFarther);
    }

    canRefine(axis: number): boolean {
        return finestSpacing <= this.axes[axis].spacing / 2;
    }

    /** Halves the spacing along an axis; all points stay. */
    refine(axis: number): void {
        this.axes[axis] = this.axes[axis].halved();
        this.sums.refine(axis);
        this.points.double(axis);
    }

    /** The contributions beyond the edge of the lattice, of the watched components and then of the followed ones. */
    beyond(): Float64Array {
        const volume = this.volume();
        return sumsBeyond(this.points, this.sizes, this.stride, point => this.matters(point)).map(sum => volume * sum);
    }

    /** Visits the neighbours of every point that matters, until no point is left whose neighbours were not visited. */
    flood(): FloodEnd {
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
            // The farthest points cost the most, so parts that extend there are dropped first.
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
                    if (steepestStretch < this.axes[k].slope(neighbour[k])) {
                        return 'too-stretched';
                    }
                    if (farthestPoint < Math.abs(this.axes[k].place(neighbour[k]))) {
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
            this.lose(k);
        }
        this.onlyRequired = parts.every(({ required }, k) => required || this.failed[k]);
    }

    /** A part is not followed any more. */
    private lose(part: number): void {
        const { parts, watched } = this.problem;
        const { start, end } = parts[part];
        this.failed[part] = true;
        watched.forEach((component, w) => {
            if (start <= component && component < end) {
                this.dropped[w] = true;
            }
        });
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
                        this.lose(k);
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
