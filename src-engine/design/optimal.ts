/**
 * The best design for a budget, or the least cost that reaches a goal, with the power or precision of that design. Where variances take time, the search
 * uses rougher ones; the driver of the design that it finds, and what that design reaches, follow from the variances that every answer uses.
 */
import { isLinear } from '../family/families.js';
import { isFailure, noVariance, roughOnly, type Failure } from '../result/failure.js';
import type { ExactMayDiffer } from '../result/analysis.js';
import type { OptimalAnswer } from '../result/design-answers.js';
import type { Accuracy, CostSpec } from '../spec/model-spec.js';
import { cautionsOfGoal } from './cautions-at.js';
import { costOf } from './cost.js';
import { bestDesign } from './estimates-at-answer.js';
import type { Design } from './design.js';
import type { Goal } from './goal.js';
import { OptimalSearch, type Point } from './optimal-search.js';
import { PrecisionGoal } from './precision-goal.js';
import { leastSteadySize } from './least-steady-size.js';
import { sizeOf, sizesOfDesign, stepOf, withSize, withSizes, type Sizes } from '../structure/sizes.js';
import { TestGoal } from './test-goal.js';
import { mostUnits } from './limits.js';

/** Answers for every test and precision that a budget or a goal is given for. */
export function optimalAnswers(design: Design, { cautions = true }: { cautions?: boolean } = {}): OptimalAnswer[] {
    const { spec } = design;
    const { cost } = spec;
    if (cost === null) {
        return [];
    }
    const tests = spec.tests.map(test => ({
        for: test.name ?? test.hypothesis,
        kind: 'test' as const,
        goal: new TestGoal(test, design.degrees),
        // Degrees of freedom from derivatives of the variances take several times as long as the variances.
        searched: test.reference === 'satterthwaite' ? new TestGoal(test, design.degrees, 't') : null
    }));
    const precisions = spec.precisions.map(precision => ({
        for: precision.text,
        kind: 'precision' as const,
        goal: new PrecisionGoal(precision),
        searched: null
    }));
    return [...tests, ...precisions]
        .filter(({ goal }) => cost.budget !== null || goal.target !== null)
        .map(one => {
            const best = new OptimalDesign(design, cost, one.goal, one.searched).answer();
            const there = cautions ? bestDesign(design, best) : null;
            return { ...best, for: one.for, kind: one.kind, cautions: there && cautionsOfGoal(there, one.goal, best.using) };
        });
}

type Result = Omit<OptimalAnswer, 'for' | 'kind' | 'cautions'>;
class OptimalDesign {
    /** For the search. */
    private readonly design: Design;
    private readonly search: OptimalSearch;
    private readonly searchedGoal: Goal;

    constructor(
        private readonly told: Design,
        private readonly cost: CostSpec,
        private readonly goal: Goal,
        searched: Goal | null
    ) {
        this.design = told.searched;
        const isRough = this.design !== told;
        this.searchedGoal = isRough ? (searched ?? goal) : goal;
        this.search = new OptimalSearch(this.design, cost, this.searchedGoal, isRough);
    }

    answer(): Result {
        const { design, cost } = this;
        const aim = cost.budget === null ? ('goal' as const) : ('budget' as const);
        const none = (failure: Failure): Result => this.none(aim, null, failure);
        if (design.quantity.kind === 'effect') {
            return none(noVariance({ code: 'unknown-value', what: design.quantity.name }));
        }
        if (this.search.driver === null) {
            return none({ code: 'no-price' });
        }
        const start = this.start();
        const fixed = Object.entries(start).find(
            ([quantity, value]) => value === null && !this.search.free.includes(quantity) && quantity !== this.search.driver
        );
        if (fixed) {
            return none(noVariance({ code: 'unknown-value', what: fixed[0] }));
        }
        const { driver } = this.search;
        const probed = this.search.sizesAt(this.search.completed(this.startingPoint(start), 10 * this.search.least(driver)));
        const probe = (accuracy: Accuracy): number | Failure =>
            this.isSearched(accuracy) ? this.searchedGoal.margin(design.variances, accuracy, probed) : noVariance({ code: 'not-computed' });
        const choice = design.choiceFor(this.goal, probe);
        if (choice === null) {
            const failures = design
                .orderFor(this.goal)
                .filter(accuracy => this.isSearched(accuracy))
                .map(probe);
            return none(failures.find(isFailure) ?? noVariance({ code: 'not-computed' }));
        }
        if (choice.isRough) {
            return none(roughOnly(choice, null));
        }
        this.search.accuracy = choice.using;
        this.search.narrow(this.startingPoint(start), start);
        return this.solved(aim, start);
    }

    /** A sum or a simulation for every n takes too long, so another accuracy replaces the exact one there. */
    private isSearched(accuracy: Accuracy): boolean {
        return accuracy !== 'exact' || isLinear(this.design.spec.family);
    }

    private none(aim: 'budget' | 'goal', using: Accuracy | null, failure: Failure): Result {
        const nothing = {
            n: null,
            groups: {},
            cost: null,
            power: null,
            reached: null,
            continuous: { n: null, groups: {} },
            efficiency: null
        };
        return { aim, using, ...nothing, atBound: null, atBounds: [], kept: [], exactMayDiffer: null, failure };
    }

    private solved(aim: 'budget' | 'goal', start: Readonly<Record<string, number | null>>): Result {
        const { goal, design } = this;
        const continuous = this.search.continuous(this.startingPoint(start), this.cost.budget);
        const found = this.settled(this.search.whole(continuous.point, this.cost.budget));
        const whole = found.value === Infinity ? null : found.point;
        const budgetText = { aim, using: this.search.accuracy, continuous: this.shown(continuous.point) };
        if (whole === null) {
            return this.none(aim, this.search.accuracy, this.notFound(continuous.point));
        }
        const { sizes, told, using } = this.summedOver(aim, this.search.sizesAt(whole));
        const value = isFailure(told) ? null : told;
        const { n, groups } = this.shown({ ...whole, ...(sizes.n?.kind === 'fixed' && { n: sizes.n.n }) });
        const cost = costOf(design.spec, this.cost, sizes);
        const atBounds = this.bounds(whole, continuous.atBound);
        if (cost === Infinity) {
            return this.none(aim, this.search.accuracy, { code: 'too-large' });
        }
        return {
            ...budgetText,
            using,
            n,
            groups,
            cost,
            power: goal instanceof TestGoal ? value : null,
            reached: goal instanceof TestGoal ? null : value,
            efficiency: this.efficiency(continuous.point),
            atBound: atBounds[0] ?? null,
            atBounds,
            kept: this.search.kept,
            exactMayDiffer: value === null ? null : this.exactMayDiffer(sizes),
            failure: isFailure(told) ? told : null
        };
    }

    /** A design without groups whose outcomes can be summed over has the power that the sum gives, and where it is to reach a goal, the least n that does by the sum. */
    private summedOver(aim: 'budget' | 'goal', sizes: Sizes): { sizes: Sizes; told: number | Failure; using: Accuracy } {
        const { goal } = this;
        const { variances, spec } = this.told;
        const { accuracy } = this.search;
        const usual = { sizes, told: goal.told(variances, accuracy, sizes), using: accuracy };
        if (!(goal instanceof TestGoal && goal.countsOutcomes(variances)) || this.told.orderFor(goal)[0] !== 'exact') {
            return usual;
        }
        const least = aim === 'budget' ? sizeOf(sizes, 'n') : leastSteadySize((n, evaluations) => goal.marginOfSum(variances, withSize(sizes, 'n', n), evaluations), stepOf(spec, 'n'), sizeOf(sizes, 'n')); // prettier-ignore
        if (least === null || isFailure(least)) {
            return usual;
        }
        const there = withSize(sizes, 'n', least);
        const told = goal.told(variances, 'exact', there);
        return isFailure(told) ? usual : { sizes: there, told, using: 'exact' };
    }

    private exactMayDiffer(sizes: Sizes): ExactMayDiffer | null {
        const { design, goal, search } = this;
        const there = design.with(withSizes(design.spec, sizes));
        const choice = there.choiceFor(goal, accuracy => (accuracy === search.accuracy ? null : noVariance({ code: 'not-computed' })), sizes); // prettier-ignore
        return choice?.exactMayDiffer ?? null;
    }

    private settled(found: { value: number; point: Point }): { value: number; point: Point } {
        if (this.told === this.design || found.value === Infinity) {
            return found;
        }
        const precise = new OptimalSearch(this.told, this.cost, this.goal);
        precise.free = this.search.free;
        precise.accuracy = this.search.accuracy;
        return precise.settled(found.point, this.cost.budget);
    }

    /** The sizes of the file's design, as far as it gives them. */
    private start(): Readonly<Record<string, number | null>> {
        const sizes = sizesOfDesign(this.design.spec);
        const n = sizeOf(sizes, 'n');
        return sizes.n === null || sizes.n.kind === 'fixed' || sizes.n.kind === 'unknown' ? { ...sizes.counts, n } : { ...sizes.counts };
    }

    private startingPoint(start: Readonly<Record<string, number | null>>): Point {
        const { search } = this;
        return Object.fromEntries(
            Object.entries(start).map(([quantity, value]) => {
                const least = search.least(quantity);
                return [quantity, search.free.includes(quantity) ? Math.max(value ?? 10 * least, least) : (value ?? 10 * least)];
            })
        );
    }

    /** Variance of the best real design at the cost of the file's, over that of the file's. */
    private efficiency(point: Point): number | null {
        const { design } = this;
        const cost = costOf(design.spec, this.cost, design.sizes);
        const own = this.searchedGoal.margin(design.variances, this.search.accuracy, design.sizes);
        if (cost === null || design.quantity.asked || isFailure(own)) {
            return null;
        }
        const best = this.search.continuous(point, cost);
        return best.value === Infinity ? null : Math.min(1, own ** 2 * Math.exp(best.value));
    }

    /** What ends the search of the real optimum, then what is at its least value in the whole design. */
    private bounds(whole: Point, continuous: string | null): string[] {
        const low = [...this.search.free, this.search.driver!].filter(quantity => whole[quantity] <= this.search.least(quantity));
        return [...new Set([...(continuous === null ? [] : [continuous]), ...low])];
    }

    /** Why there is no whole design: it costs too much, it does not reach the goal, or its variances are missing. */
    private notFound(real: Point): Failure {
        const { searchedGoal: goal, search } = this;
        const { budget } = this.cost;
        if (budget !== null) {
            const best = this.cheapest();
            return budget < best || search.failure === null ? { code: 'unreachable', best, stays: null } : search.failure;
        }
        // Without variances of large designs nothing is known of what they reach.
        const there = goal.margin(this.design.variances, search.accuracy, search.sizesAt(search.completed(real, mostUnits)));
        if (isFailure(there)) {
            return there;
        }
        return search.failure && there >= 1 ? search.failure : { code: 'unreachable', best: this.limit(real), stays: search.driver };
    }

    /** The cost of the smallest design. */
    private cheapest(): number {
        const { spec } = this.design;
        const point = Object.fromEntries(
            Object.keys(this.start()).map(quantity => [quantity, this.start()[quantity] ?? this.search.least(quantity)])
        );
        for (const quantity of this.search.free) {
            point[quantity] = this.search.least(quantity);
        }
        return costOf(spec, this.cost, this.search.sizesAt(this.search.completed(point, this.search.least(this.search.driver!)))) ?? NaN;
    }

    /** The power or precision with the largest allowed number of units. */
    private limit(point: Point): number {
        const farthest = this.search.completed(point, mostUnits);
        return this.searchedGoal.toldAtMargin(this.search.marginAt(farthest), this.design.variances, this.search.sizesAt(farthest));
    }

    private shown(point: Point): { n: number | null; groups: Record<string, number> } {
        const { n, ...groups } = point;
        const law = this.design.sizes.n;
        return { n: n ?? (law?.kind === 'fixed' ? law.n : null), groups };
    }
}
