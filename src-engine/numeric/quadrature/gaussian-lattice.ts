/**
 * E f(Z), Z ~ N(0, I), for smooth vector-valued f, by the trapezoidal rule on a lattice, with a certified error.
 *
 * The rule converges exponentially in 1/h. Lattice points are found by flooding from the origin: a point's neighbours are visited while
 * its contribution is not small beside the error that is asked for, so that the lattice follows the integrand wherever its mass lies. If the mass is
 * where the density has it, points are farther apart in the tails. Each axis is refined separately. Sums over every second and every fourth plane of the
 * lattice cost nothing and show how fast it converges.
 * Source: Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56, sections 2 and 5.
 */
import { integrateManyDimensions } from './kronecker.js';
import { LatticeFlood, type FloodEnd } from './lattice-flood.js';
import { errorAfterHalving, isReached, toleranceOf, type LatticeProblem, type LatticeResult } from './lattice-problem.js';
import { hopefulPoints, leastLatticeError, mostLatticeDimensions } from '../limits.js';

/** In more than four dimensions by quasi-Monte-Carlo. */
export function integrateGaussian(problem: LatticeProblem): LatticeResult {
    if (mostLatticeDimensions < problem.dimension) {
        return integrateManyDimensions(problem);
    }
    return new Lattice(problem, true).integrate() ?? new Lattice(problem, false).integrate()!;
}

/** Relative errors across a set of axes, by part. */
interface ErrorsAcross {
    axes: readonly number[];
    errors: number[];
}

/** What a lattice gives: the value, its errors by part, and what they consist of. */
interface Estimate {
    value: Float64Array;
    errors: number[];
    across: ErrorsAcross[];
    /** The relative part of the integral beyond the lattice, by part. */
    left: number[];
    evaluations: number;
}

/** Floods, estimates the error, and refines or extends the lattice until the error is small enough. */
class Lattice {
    private readonly flood: LatticeFlood;
    /** The last lattice that was flooded to its end, and the errors of the one before. */
    private complete: { value: Float64Array; errors: number[] } | undefined;
    private errorsBefore: number[] | undefined;

    constructor(
        private readonly problem: LatticeProblem,
        stretched: boolean
    ) {
        this.flood = new LatticeFlood(problem, stretched);
    }

    /** Null if a stretched lattice extends too far for stretching. */
    integrate(): LatticeResult | null {
        const { problem } = this;
        for (;;) {
            const end = this.flood.flood();
            if (end === 'too-stretched') {
                return null;
            }
            const failed = this.unfinished(end);
            if (failed) {
                return failed;
            }
            const estimate = this.estimate();
            if (!this.areFinite(estimate.errors)) {
                return { status: 'not-finite' };
            }
            const { value, errors, evaluations } = estimate;
            if (problem.coarse || isReached(problem, errors, evaluations)) {
                return { status: 'done', value, errors, evaluations };
            }
            const open = this.openParts(errors, evaluations);
            if (open.length === 0) {
                return { status: 'done', value, errors, evaluations };
            }
            if (this.isShort(estimate, open)) {
                this.flood.goFarther();
                continue;
            }
            const status = this.refined(estimate, open);
            if (status) {
                return { status, value, errors, evaluations };
            }
        }
    }

    /** The result of a flood that did not come to its end; null where it did. */
    private unfinished(end: Exclude<FloodEnd, 'too-stretched'>): LatticeResult | null {
        if (end === 'done' || (end === 'budget' && this.problem.coarse)) {
            return null;
        }
        if (end !== 'budget') {
            return { status: end };
        }
        // The part beyond an incomplete flood is unknown, so the previous lattice counts, if there was one.
        const { flood, complete } = this;
        const value = complete?.value ?? flood.sums.totals(flood.volume()).value;
        const errors = complete?.errors ?? this.problem.parts.map(() => Infinity);
        return { status: 'budget', value, errors, evaluations: flood.points.count };
    }

    private estimate(): Estimate {
        const { flood, complete } = this;
        const { parts, coarse } = this.problem;
        const { value, across } = this.errors();
        const left = coarse ? parts.map(() => 0) : this.leftOut(value);
        const errors = parts.map((_, k) =>
            flood.failed[k]
                ? Infinity
                : Math.max(
                      across.reduce((sum, one) => sum + one.errors[k], left[k]),
                      leastLatticeError
                  )
        );
        // A part that was dropped keeps the value of the last lattice that followed it.
        for (const [k, { start, end }] of parts.entries()) {
            if (flood.failed[k] && complete && complete.errors[k] < Infinity) {
                errors[k] = complete.errors[k];
                value.set(complete.value.subarray(start, end), start);
            }
        }
        return { value, errors, across, left, evaluations: flood.points.count };
    }

    /** Sets the errors of parts that are not finite to infinity. @returns false where a required part is not finite */
    private areFinite(errors: number[]): boolean {
        for (const [k, { required }] of this.problem.parts.entries()) {
            if (!Number.isFinite(errors[k])) {
                if (required) {
                    return false;
                }
                errors[k] = Infinity;
            }
        }
        return true;
    }

    /** The parts whose errors are still too large, without those that are given up. */
    private openParts(errors: readonly number[], evaluations: number): number[] {
        const { errorsBefore, problem, flood } = this;
        const unchanged = (k: number): boolean =>
            hopefulPoints < evaluations && errorsBefore !== undefined && !(errors[k] < 0.1 * errorsBefore[k]);
        return problem.parts.flatMap((part, k) =>
            toleranceOf(problem, part) < errors[k] && !flood.failed[k] && (part.required || !unchanged(k)) ? [k] : []
        );
    }

    /** Whether the lattice ends too early, and has to go on before it is refined. */
    private isShort({ left, evaluations }: Estimate, open: readonly number[]): boolean {
        const { problem } = this;
        const short = open.some(k => toleranceOf(problem, problem.parts[k]) < 4 * left[k] && left[k] < Infinity);
        return short && this.flood.canGoFarther() && evaluations < problem.budget / 2;
    }

    /** Refines the axes that err most. @returns why the lattice can't be refined, or null */
    private refined({ value, errors, across, evaluations }: Estimate, open: readonly number[]): 'done' | 'budget' | null {
        const { problem, flood } = this;
        const { tolerance, parts, budget, secondaryBudget } = problem;
        const axes = this.tooCoarse(across, own => Math.max(...open.map(k => (own[k] * tolerance) / toleranceOf(problem, parts[k]))));
        const next = evaluations * 2 ** axes.length;
        const reached = parts.every(({ required }, k) => !required || errors[k] <= tolerance);
        const affordable = reached ? Math.min(budget, secondaryBudget) : budget;
        if (axes.length === 0 || affordable < next || !axes.every(axis => flood.canRefine(axis))) {
            return reached ? 'done' : 'budget';
        }
        this.errorsBefore = this.complete?.errors;
        this.complete = { value, errors };
        for (const axis of axes) {
            flood.refine(axis);
        }
        return null;
    }

    /** The value, and the errors across every set of axes, from the sums over every fourth, every second and every plane. */
    private errors(): { value: Float64Array; across: ErrorsAcross[] } {
        const { distances } = this.problem;
        const { value, planes } = this.flood.sums.totals(this.flood.volume());
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

    /** The axes to refine. An error across several axes counts for the one with the largest error by itself. */
    private tooCoarse(across: readonly ErrorsAcross[], sizeOf: (errors: readonly number[]) => number): number[] {
        const { dimension, tolerance } = this.problem;
        const alone = this.flood.axes.map((_, axis) => sizeOf(across.find(({ axes }) => axes.length === 1 && axes[0] === axis)!.errors));
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

    /** The relative part of the integral beyond the lattice, by part. */
    private leftOut(value: Float64Array): number[] {
        const { parts, watched, distances } = this.problem;
        const { followed } = this.flood;
        const beyond = this.flood.beyond();
        const difference = new Float64Array(value.length);
        followed.forEach((component, f) => (difference[component] = beyond[watched.length + f]));
        const ofFollowed = followed.length === 0 ? [] : distances(value, difference);
        return parts.map(({ start, end }, k) => {
            const own = watched.flatMap((component, w) => (start <= component && component < end ? [beyond[w] / value[component]] : []));
            return own.length === 0 ? ofFollowed[k] : Math.max(0, ...own.filter(share => !Number.isNaN(share)));
        });
    }
}
