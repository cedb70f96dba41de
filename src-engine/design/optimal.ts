/**
 * The best design for a budget, or the least cost that reaches a goal: over n and the counts of all groups that cost something.
 *
 * One count, the driver, follows from the others: what the budget is left for, or the least that reaches the goal. The others are searched, first
 * as real numbers, then as whole ones: outwards from the real optimum for as long as the best real design with the same value could still be
 * better than the best whole one. Two at most are searched so, one within the other; further levels of a nesting stay as the file has them.
 */
import { isFailure, noVariance } from '../result/failure.js';
import type { OptimalAnswer } from '../result/design-answers.js';
import type { Accuracy, CostSpec } from '../spec/model-spec.js';
import { costOf } from './cost.js';
import type { Design } from './design.js';
import type { Goal } from './goal.js';
import { leastSize } from './least-size.js';
import { minimum } from '../numeric/minimum.js';
import { PrecisionGoal } from './precision-goal.js';
import { outermostGroup, sizeOf, sizesOfDesign, stepOf, withSize, type Sizes } from '../structure/sizes.js';
import { TestGoal } from './test-goal.js';

/** Of every test and precision that has something to be best at. */
export function optimalAnswers(design: Design): OptimalAnswer[] {
    const { spec } = design;
    const { cost } = spec;
    if (cost === null) {
        return [];
    }
    const tests = spec.tests.map(test => ({
        for: test.name ?? test.hypothesis,
        kind: 'test' as const,
        goal: new TestGoal(test, design.degrees)
    }));
    const precisions = spec.precisions.map(precision => ({
        for: precision.text,
        kind: 'precision' as const,
        goal: new PrecisionGoal(precision)
    }));
    return [...tests, ...precisions]
        .filter(({ goal }) => cost.budget !== null || goal.target !== null)
        .map(one => ({ ...new OptimalDesign(design, cost, one.goal).answer(), for: one.for, kind: one.kind }));
}

type Result = Omit<OptimalAnswer, 'for' | 'kind'>;
/** By quantity: groups, and `n`. */
type Point = Readonly<Record<string, number>>;

const mostFree = 2;
const mostCandidates = 2000;
const mostUnits = 1e9;

class OptimalDesign {
    private readonly accuracies: readonly Accuracy[];
    private accuracy: Accuracy = 'leading';
    /** What is chosen, the driver last. */
    private readonly free: readonly string[];
    private readonly driver: string | null;

    constructor(
        private readonly design: Design,
        private readonly cost: CostSpec,
        private readonly goal: Goal
    ) {
        const { spec, sizes } = design;
        // A sum or a simulation for every n takes too long: there two terms stand for the exact variance.
        this.accuracies = design.fallbacks.filter(accuracy => accuracy !== 'exact');
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
        this.free = [...others, ...(canChooseN && this.driver !== 'n' ? ['n'] : [])].slice(-mostFree);
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

    answer(): Result {
        const { design, cost } = this;
        const aim = cost.budget === null ? ('goal' as const) : ('budget' as const);
        const none = (failure: NonNullable<OptimalAnswer['failure']>): Result => this.none(aim, null, failure);
        if (design.quantity.kind === 'effect') {
            return none(noVariance({ code: 'unknown-value', what: design.quantity.name }));
        }
        if (this.driver === null) {
            return none({ code: 'no-price' });
        }
        const start = this.start();
        const fixed = Object.entries(start).find(
            ([quantity, value]) => value === null && !this.free.includes(quantity) && quantity !== this.driver
        );
        if (fixed) {
            return none(noVariance({ code: 'unknown-value', what: fixed[0] }));
        }
        let failure: OptimalAnswer['failure'] = null;
        for (const accuracy of this.accuracies) {
            this.accuracy = accuracy;
            const probe = this.goal.margin(
                design.variances,
                accuracy,
                this.sizesAt(this.completed(this.startingPoint(start), 10 * this.least(this.driver)))
            );
            if (isFailure(probe) && probe.code === 'no-variance') {
                failure ??= probe;
                continue;
            }
            return this.solved(aim, start);
        }
        return none(failure ?? noVariance({ code: 'not-computed' }));
    }

    private none(aim: 'budget' | 'goal', using: Accuracy | null, failure: NonNullable<OptimalAnswer['failure']>): Result {
        const nothing = {
            n: null,
            groups: {},
            cost: null,
            power: null,
            reached: null,
            continuous: { n: null, groups: {} },
            efficiency: null
        };
        return { aim, using, ...nothing, atBound: null, failure };
    }

    private solved(aim: 'budget' | 'goal', start: Readonly<Record<string, number | null>>): Result {
        const { goal, design } = this;
        const continuous = this.continuous(this.startingPoint(start), this.cost.budget);
        const found = this.whole(continuous.point, this.cost.budget);
        const whole = found.value === Infinity ? null : found.point;
        const budgetText = { aim, using: this.accuracy, continuous: this.shown(continuous.point) };
        if (whole === null) {
            const failure: NonNullable<OptimalAnswer['failure']> =
                aim === 'budget'
                    ? { code: 'unreachable', best: this.cheapest(), stays: null }
                    : { code: 'unreachable', best: this.limit(continuous.point), stays: this.driver };
            return this.none(aim, this.accuracy, failure);
        }
        const sizes = this.sizesAt(whole);
        const told = goal.told(design.variances, this.accuracy, sizes);
        const value = isFailure(told) ? null : told;
        const { n, groups } = this.shown(whole);
        return {
            ...budgetText,
            n,
            groups,
            cost: costOf(design.spec, this.cost, sizes),
            power: goal instanceof TestGoal ? value : null,
            reached: goal instanceof TestGoal ? null : value,
            efficiency: this.efficiency(continuous.point),
            atBound: this.bound(whole, continuous.atBound),
            failure: null
        };
    }

    /** What the file has, where it has it. */
    private start(): Readonly<Record<string, number | null>> {
        const sizes = sizesOfDesign(this.design.spec);
        const n = sizeOf(sizes, 'n');
        return sizes.n === null || sizes.n.kind === 'fixed' || sizes.n.kind === 'unknown' ? { ...sizes.counts, n } : { ...sizes.counts };
    }

    private startingPoint(start: Readonly<Record<string, number | null>>): Point {
        return Object.fromEntries(Object.entries(start).map(([quantity, value]) => [quantity, value ?? 10 * this.least(quantity)]));
    }

    /** The smallest count that makes sense: with fewer units than effects of block A nothing can be estimated. */
    private least(quantity: string): number {
        const { spec } = this.design;
        const step = stepOf(spec, quantity);
        if (quantity === 'n' || spec.random.find(({ group }) => group === quantity)?.within != null) {
            return step;
        }
        const needed = spec.fixed.filter(({ block }) => block === 'A').length + 1;
        return Math.ceil(needed / step) * step;
    }

    private sizesAt(point: Point): Sizes {
        return Object.entries(point).reduce(
            (sizes, [quantity, value]) => withSize(sizes, quantity, value),
            sizesOfDesign(this.design.spec)
        );
    }

    private completed(point: Point, driver: number): Point {
        return { ...point, [this.driver!]: driver };
    }

    private costAt(point: Point): number {
        return costOf(this.design.spec, this.cost, this.sizesAt(point)) ?? Infinity;
    }

    private marginAt(point: Point): number {
        const margin = this.goal.margin(this.design.variances, this.accuracy, this.sizesAt(point));
        return isFailure(margin) ? 0 : margin;
    }

    /** What one more unit of the driver costs, and what everything else does. */
    private affine(point: Point): { base: number; each: number } {
        const [one, two] = [1, 2].map(driver => this.costAt(this.completed(point, driver)));
        return { base: 2 * one - two, each: two - one };
    }

    /** The driver that the budget leaves, or that the goal takes; null where there is none. */
    private driven(point: Point, budget: number | null, whole: boolean): number | null {
        const driver = this.driver!;
        const step = stepOf(this.design.spec, driver);
        if (budget !== null) {
            const { base, each } = this.affine(point);
            const most = (budget - base) / each;
            const count = whole ? Math.floor((most * (1 + 1e-12)) / step) * step : most;
            return this.least(driver) <= count * (1 + 1e-12) ? count : null;
        }
        const { size, real } = leastSize(
            value => this.goal.margin(this.design.variances, this.accuracy, this.sizesAt(this.completed(point, value))),
            step
        );
        if (size === null) {
            return null;
        }
        return whole ? Math.max(size, this.least(driver)) : Math.max(real ?? size, this.least(driver));
    }

    /** What is made least: the log of the variance for a budget (by the margin), of the cost for a goal. */
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
    private continuous(start: Point, budget: number | null, from = 0): { value: number; point: Point; atBound: string | null } {
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
        const { x, atEnd } = minimum(log => at(Math.exp(log)).value, Math.log(low), Math.log(high));
        const best = at(atEnd === 'lower' ? low : Math.exp(x));
        return { ...best, atBound: atEnd === null ? best.atBound : atEnd === 'lower' ? quantity : this.driver };
    }

    /** The most of a quantity that leaves the least of the driver and of what is searched within it. */
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
    private whole(real: Point, budget: number | null, from = 0): { value: number; point: Point } {
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
                // What real numbers can't do better, whole ones can't; and farther out it only gets worse.
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

    /** Variance of the best real design at the cost of the file's, over that of the file's. */
    private efficiency(point: Point): number | null {
        const { design } = this;
        const cost = costOf(design.spec, this.cost, design.sizes);
        const own = this.goal.margin(design.variances, this.accuracy, design.sizes);
        if (cost === null || design.quantity.asked || isFailure(own)) {
            return null;
        }
        const best = this.continuous(point, cost);
        return best.value === Infinity ? null : Math.min(1, own ** 2 * Math.exp(best.value));
    }

    private bound(whole: Point, continuous: string | null): string | null {
        if (continuous !== null) {
            return continuous;
        }
        const low = [...this.free, this.driver!].find(quantity => whole[quantity] <= this.least(quantity));
        return low ?? null;
    }

    /** The cost of the smallest design. */
    private cheapest(): number {
        const { spec } = this.design;
        const point = Object.fromEntries(
            Object.keys(this.start()).map(quantity => [quantity, this.start()[quantity] ?? this.least(quantity)])
        );
        for (const quantity of this.free) {
            point[quantity] = this.least(quantity);
        }
        return costOf(spec, this.cost, this.sizesAt(this.completed(point, this.least(this.driver!)))) ?? NaN;
    }

    /** What is reached with as many units as there may be. */
    private limit(point: Point): number {
        const farthest = this.completed(point, mostUnits);
        return this.goal.toldAtMargin(this.marginAt(farthest), this.sizesAt(farthest));
    }

    private shown(point: Point): { n: number | null; groups: Record<string, number> } {
        const { n, ...groups } = point;
        const law = this.design.sizes.n;
        return { n: n ?? (law?.kind === 'fixed' ? law.n : null), groups };
    }
}
