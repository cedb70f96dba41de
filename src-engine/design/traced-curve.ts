/** A goal along one quantity of a design: power, half-width or factor at spread values of a count, of n, or of an effect. */
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import { byAccuracy } from '../result/by-accuracy.js';
import type { Curve, GoalReference } from '../result/curve-data.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { type Design } from './design.js';
import type { Goal } from './goal.js';
import { PrecisionGoal } from './precision-goal.js';
import { requiredIn } from './required.js';
import { sizeOf, stepOf, withSize } from '../structure/sizes.js';
import { TestGoal } from './test-goal.js';
import { farthestOnCurve, farBeyondGoal } from './limits.js';

export interface GoalCurveOptions {
    points: number;
    accuracies: readonly Accuracy[];
    range?: { from: number; to: number };
}

/** A goal of the model; null where it has none there. */
export function goalAt(design: Design, { kind, index }: GoalReference): Goal | null {
    const { tests, precisions } = design.spec;
    if (kind === 'test') {
        return index < tests.length ? new TestGoal(tests[index], design.degrees) : null;
    }
    return index < precisions.length ? new PrecisionGoal(precisions[index]) : null;
}

/** Null where the design does not have the quantity, the goal does not depend on it, or no accuracy has a number anywhere. */
export function goalCurve(design: Design, reference: GoalReference, quantity: string, options: GoalCurveOptions): Curve | null {
    const goal = goalAt(design, reference);
    const kind = kindOf(design.spec, quantity);
    if (goal === null || kind === null) {
        return null;
    }
    const range = options.range ?? (kind === 'effect' ? effectRange(design, goal, quantity) : sizeRange(design, goal, quantity));
    if (range === null) {
        return null;
    }
    const at = kind === 'effect' ? evenly(range.from, range.to, options.points) : multiples(design.spec, quantity, range, options.points);
    if (kind === 'n' && options.accuracies.includes('refined')) {
        design.variances.prepare(at);
    }
    const failures = byAccuracy<Failure | null>(() => null);
    const values = byAccuracy(accuracy =>
        at.map(x => {
            if (!options.accuracies.includes(accuracy)) {
                return null;
            }
            const told =
                kind === 'effect'
                    ? goal.told(design.variancesOf(quantity, x), accuracy, design.sizes)
                    : goal.told(design.variances, accuracy, withSize(design.sizes, quantity, x));
            failures[accuracy] ??= isFailure(told) ? told : null;
            return isFailure(told) ? null : told;
        })
    );
    const choice = design.choiceFor(goal, accuracy =>
        values[accuracy].some(value => value !== null) ? null : (failures[accuracy] ?? noVariance({ code: 'not-computed' }))
    );
    if (choice === null || choice.isRough) {
        return null;
    }
    const { using } = choice;
    const { tests, precisions } = design.spec;
    const measure = reference.kind === 'test' ? 'power' : 'halfwidth' in precisions[reference.index].goal ? 'halfwidth' : 'factor';
    return {
        goal: reference,
        measure,
        quantity,
        kind,
        at,
        values,
        using,
        target: reference.kind === 'test' ? tests[reference.index].power : goal.target,
        here: valueOf(design, quantity, kind)
    };
}

function kindOf({ design, random, fixed }: ModelSpec, quantity: string): Curve['kind'] | null {
    if (random.some(({ group }) => group === quantity)) {
        return 'count';
    }
    if (quantity === 'n') {
        return design.n === null || design.n.kind === 'fixed' || design.n.kind === 'unknown' ? 'n' : null;
    }
    return fixed.some(({ name }) => name === quantity) ? 'effect' : null;
}

function valueOf({ spec, sizes }: Design, quantity: string, kind: Curve['kind']): number | null {
    return kind === 'effect' ? (spec.fixed.find(({ name }) => name === quantity)?.value ?? null) : sizeOf(sizes, quantity);
}

/** The range of sizes: from few to twice the design's number, or twice what the goal needs unless that is far larger. */
function sizeRange(design: Design, goal: Goal, quantity: string): { from: number; to: number } | null {
    const step = stepOf(design.spec, quantity);
    const here = sizeOf(design.sizes, quantity);
    const needed = neededSize(design, goal, quantity);
    const most = mostShown(here, needed);
    if (most === null) {
        return null;
    }
    const least = Math.min(here ?? Infinity, needed ?? Infinity);
    const from = Math.max(step, Math.floor(Math.min(least / 4, most / 8) / step) * step);
    return { from, to: Math.max(most * 2, from + 6 * step) };
}

function mostShown(here: number | null, needed: number | null): number | null {
    if (here === null || needed === null) {
        return here ?? needed;
    }
    return needed <= farthestOnCurve * here && here <= farBeyondGoal * needed ? Math.max(here, needed) : Math.min(here, needed);
}

function neededSize(design: Design, goal: Goal, quantity: string): number | null {
    if (goal.target === null) {
        return null;
    }
    const own = design.quantity;
    // Searches along a quantity as if the model asked for it.
    const asking = own.name === quantity ? design : design.asking({ name: quantity, kind: quantity === 'n' ? 'n' : 'count', asked: true });
    for (const accuracy of design.orderFor(goal)) {
        const size = requiredIn(asking, goal, goal instanceof TestGoal ? goal : null, accuracy === 'exact' ? 'twoTerm' : accuracy, null);
        if (size !== null) {
            return size;
        }
    }
    return null;
}

/** The range of effects: from the null to twice the distance of the value. */
function effectRange({ spec }: Design, goal: Goal, effect: string): { from: number; to: number } | null {
    const value = spec.fixed.find(({ name }) => name === effect)?.value ?? null;
    if (!(goal instanceof TestGoal) || value === null) {
        return null;
    }
    const origin = goal.nullValueOf(spec, effect)?.value ?? null;
    if (origin === null || origin === value) {
        return null;
    }
    const far = origin + 2 * (value - origin);
    return { from: Math.min(origin, far), to: Math.max(origin, far) };
}

const evenly = (from: number, to: number, points: number): number[] =>
    Array.from({ length: points }, (_, i) => (i === points - 1 ? to : from + ((to - from) * i) / (points - 1)));

/** Whole numbers that the design can have, evenly spread; the design's own is among them. */
function multiples(
    { design, predictors, random, ...rest }: ModelSpec,
    quantity: string,
    { from, to }: { from: number; to: number },
    points: number
): number[] {
    const spec = { design, predictors, random, ...rest };
    const step = stepOf(spec, quantity);
    const here =
        quantity === 'n'
            ? design.n?.kind === 'fixed'
                ? design.n.n
                : null
            : (design.counts.find(({ group }) => group === quantity)?.count ?? null);
    const [first, last] = [Math.max(1, Math.ceil(from / step)), Math.max(1, Math.floor(to / step))];
    const spread = last - first < points ? evenly(first, last, last - first + 1) : evenly(first, last, points);
    const own = here !== null && from <= here && here <= to ? [here] : [];
    return [...new Set([...spread.map(k => Math.round(k) * step), ...own])].sort((a, b) => a - b);
}
