/**
 * The search for the best design: over n and the counts of all groups that cost something.
 *
 * One count, the driver, follows from the others: what the budget pays for, or the least that reaches the goal. The others are searched, first
 * as real numbers, then as whole ones: outwards from the real optimum, as long as the best real design with the same value could still be
 * better than the best whole one. At most two are searched like this, one within the other; others stay as the file has them.
 */
import { isFailure, type Failure } from '../result/failure.js';
import type { Accuracy, CostSpec } from '../spec/model-spec.js';
import { costOf } from './cost.js';
import type { Design } from './design.js';
import type { Goal } from './goal.js';
import { leastSize } from './least-size.js';
import { unidentified } from '../analysis/unidentified.js';
import { minimum } from '../numeric/minimum.js';
import { outermostGroup, sizesOfDesign, stepOf, withSize, withSizes, type Sizes } from '../structure/sizes.js';
import { mostFree, mostCandidates, mostUnits, roundingOfBudget } from './limits.js';

/** By quantity: groups, and `n`. */
export type Point = Readonly<Record<string, number>>;

export class OptimalSearch {
    accuracy: Accuracy = 'leading';
    /** The first design that has no number, which the search counts as useless. */
    failure: Failure | null = null;
    /** The quantities that are chosen, the driver last. */
    free: readonly string[];
    /** The quantities that have a price, too, but stay as the file has them: a search over more takes too long, and more of what costs nothing would always be better. */
    kept: readonly string[];
    readonly driver: string | null;
    private readonly leastKnown = new Map<string, number>();

    /** What the goal needed last: at the next point of a search it is near. */
    private lastNeeded: number | null = null;

    /** @param isRough whether the variances have errors, so that the real optimum needs few digits */
    constructor(
        private readonly design: Design,
        private readonly cost: CostSpec,
        private readonly goal: Goal,
        private readonly isRough = false
    ) {
        const { spec, sizes } = design;
        const perObservation = cost.prices.some(({ unit, price }) => unit === null && price > 0);
        const groups = spec.random.map(({ group }) => group);
        const priced = groups.filter(
            group => perObservation || cost.prices.some(({ unit, price }) => unit !== null && price > 0 && this.isAround(group, unit))
        );
        const outermost = outermostGroup(spec);
        const canChooseN = perObservation && (sizes.n === null || sizes.n.kind === 'fixed' || sizes.n.kind === 'unknown');
        const others = priced.filter(group => group !== outermost);
        this.driver = outermost !== null && priced.includes(outermost) ? outermost : canChooseN ? 'n' : null;
        // n last: it is searched within the others.
        this.free = [...others, ...(canChooseN && this.driver !== 'n' ? ['n'] : [])];
        const costsNothing = (unit: string | null): boolean => cost.prices.some(one => one.unit === unit && one.price === 0);
        this.kept = [...groups.filter(group => costsNothing(group) && !priced.includes(group)), ...(costsNothing(null) ? ['n'] : [])];
    }

    /** Whether units of `inner` lie in units of `outer`, or are the same. */
    private isAround(outer: string, inner: string): boolean {
        const { random } = this.design.spec;
        for (let at: string | null = inner; at !== null; at = random.find(({ group }) => group === at)?.within ?? null) {
            if (at === outer) {
                return true;
            }
        }
        return false;
    }

    /** The smallest count that makes sense: with fewer units than effects of block A nothing can be estimated, and one observation may leave a variance open. */
    least(quantity: string): number {
        const known = this.leastKnown.get(quantity) ?? this.leastOf(quantity);
        this.leastKnown.set(quantity, known);
        return known;
    }

    private leastOf(quantity: string): number {
        const { spec } = this.design;
        const step = stepOf(spec, quantity);
        if (quantity === 'n' || spec.random.find(({ group }) => group === quantity)?.within != null) {
            const open = unidentified(withSizes(spec, withSize(sizesOfDesign(spec), quantity, step)));
            const isOpen = this.goal.positions(this.design.variances).some(position => open.has(position));
            return isOpen ? Math.ceil(2 / step) * step : step;
        }
        const needed = spec.fixed.filter(({ block }) => block === 'A').length + 1;
        return Math.ceil(needed / step) * step;
    }

    /**
     * Leaves as many quantities free as can be searched: those that the file does not give, then those that lower what remains of the variance the most.
     *
     * @param given the sizes of the file; null for those that it does not give
     */
    narrow(start: Point, given: Readonly<Record<string, number | null>>): void {
        if (this.free.length <= mostFree) {
            return;
        }
        const gain = (quantity: string): number => {
            const marginOf = (factor: number): number =>
                this.marginAt(this.completed({ ...start, [quantity]: factor * start[quantity] }, mostUnits));
            const before = marginOf(1);
            // A design without a margin tells nothing of what helps.
            return given[quantity] === null ? Infinity : before > 0 ? marginOf(2) / before : 1;
        };
        const gains = new Map(this.free.map(quantity => [quantity, gain(quantity)]));
        const chosen = [...this.free].sort((a, b) => gains.get(b)! - gains.get(a)!).slice(0, mostFree);
        this.kept = [...this.kept, ...this.free.filter(quantity => !chosen.includes(quantity))];
        this.free = this.free.filter(quantity => chosen.includes(quantity));
    }

    sizesAt(point: Point): Sizes {
        return Object.entries(point).reduce(
            (sizes, [quantity, value]) => withSize(sizes, quantity, value),
            sizesOfDesign(this.design.spec)
        );
    }

    completed(point: Point, driver: number): Point {
        return { ...point, [this.driver!]: driver };
    }

    private costAt(point: Point): number {
        return costOf(this.design.spec, this.cost, this.sizesAt(point)) ?? Infinity;
    }

    marginAt(point: Point): number {
        const margin = this.margin(point);
        return isFailure(margin) ? 0 : margin;
    }

    private margin(point: Point): number | Failure {
        const margin = this.goal.margin(this.design.variances, this.accuracy, this.sizesAt(point));
        if (isFailure(margin)) {
            this.failure ??= margin;
        }
        return margin;
    }

    /** What one more unit of the driver costs, and what everything else does. */
    private affine(point: Point): { base: number; each: number } {
        const [one, two] = [1, 2].map(driver => this.costAt(this.completed(point, driver)));
        return { base: 2 * one - two, each: two - one };
    }

    /** The value of the driver that the budget leaves, or that the goal needs; null if there is none. */
    private driven(point: Point, budget: number | null, whole: boolean): number | null {
        const driver = this.driver!;
        const step = stepOf(this.design.spec, driver);
        if (budget !== null) {
            const { base, each } = this.affine(point);
            const most = (budget - base) / each;
            const count = whole ? Math.floor((most * (1 + roundingOfBudget)) / step) * step : most;
            return this.least(driver) <= count * (1 + roundingOfBudget) ? count : null;
        }
        const { size, real } = leastSize(value => this.margin(this.completed(point, value)), step, {
            guess: this.lastNeeded,
            real: !whole
        });
        if (size === null) {
            return null;
        }
        this.lastNeeded = size;
        return whole ? Math.max(size, this.least(driver)) : Math.max(real ?? size, this.least(driver));
    }

    /** The whole design with these values of the free quantities: the driver follows anew from the variances of this search. */
    settled(point: Point, budget: number | null): { value: number; point: Point } {
        return this.objective(point, budget, true);
    }

    /** The objective to minimise: the log of the variance for a budget (by the margin), the log of the cost for a goal. */
    private objective(point: Point, budget: number | null, whole: boolean): { value: number; point: Point } {
        const driver = this.driven(point, budget, whole);
        if (driver === null) {
            return { value: Infinity, point };
        }
        const there = this.completed(point, driver);
        const value = budget === null ? Math.log(this.costAt(there)) : -2 * Math.log(this.marginAt(there));
        return { value: Number.isNaN(value) ? Infinity : value, point: there };
    }

    /** The best real design, over the free quantities from the one numbered `from` on. */
    continuous(start: Point, budget: number | null, from = 0): { value: number; point: Point; atBound: string | null } {
        if (from === this.free.length) {
            return { ...this.objective(start, budget, false), atBound: null };
        }
        const quantity = this.free[from];
        const [low, high] = [this.least(quantity), this.most(quantity, from, start, budget)];
        const at = (value: number): ReturnType<typeof this.continuous> =>
            this.continuous({ ...start, [quantity]: value }, budget, from + 1);
        if (!(low < high)) {
            return { ...at(low), atBound: quantity };
        }
        const { x, atEnd } = minimum(log => at(Math.exp(log)).value, Math.log(low), Math.log(high), this.isRough);
        const best = at(atEnd === 'lower' ? low : Math.exp(x));
        return { ...best, atBound: atEnd === null ? best.atBound : atEnd === 'lower' ? quantity : this.driver };
    }

    /** The largest value of a quantity that leaves the smallest possible values of the driver and of the quantities searched within it. */
    private most(quantity: string, from: number, point: Point, budget: number | null): number {
        if (budget === null) {
            return mostUnits;
        }
        const inner = Object.fromEntries(this.free.slice(from + 1).map(other => [other, this.least(other)]));
        const at = (value: number): number =>
            this.costAt(this.completed({ ...point, ...inner, [quantity]: value }, this.least(this.driver!)));
        const [one, two] = [at(1), at(2)];
        return Math.min(mostUnits, (budget - (2 * one - two)) / (two - one));
    }

    /** The best whole design, from the real one with the same values of the quantities before `from`. */
    whole(real: Point, budget: number | null, from = 0): { value: number; point: Point } {
        if (from === this.free.length) {
            return this.objective(real, budget, true);
        }
        const quantity = this.free[from];
        const { spec } = this.design;
        const step = stepOf(spec, quantity);
        const least = this.least(quantity);
        const centre = Math.max(least, Math.round(real[quantity] / step) * step);
        let best = this.whole(this.continuous({ ...real, [quantity]: centre }, budget, from + 1).point, budget, from + 1);
        for (const direction of [-1, 1]) {
            for (let k = 1; k < mostCandidates; k++) {
                const value = centre + direction * k * step;
                if (value < least) {
                    break;
                }
                const bound = this.continuous({ ...real, [quantity]: value }, budget, from + 1);
                // If real numbers are no better here, whole numbers are not either; and farther out the value only gets worse.
                if (best.value <= bound.value) {
                    break;
                }
                const candidate = this.whole(bound.point, budget, from + 1);
                if (candidate.value < best.value) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
