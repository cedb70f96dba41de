/** Solves for a `?`: the least size, or the nearest effect, that reaches a goal, in every accuracy, with its sensitivities. */
import { isLinear } from '../family/families.js';
import { isReason } from '../result/reason.js';
import { isFailure, noVariance, roughAccuracies, roughOnly, type Failure } from '../result/failure.js';
import { byAccuracy } from '../result/by-accuracy.js';
import { recruited } from '../structure/recruited.js';
import type { CurvePoint, Required } from '../result/design-answers.js';
import type { Accuracy } from '../spec/model-spec.js';
import { cautionsOfGoal } from './cautions-at.js';
import { type Design } from './design.js';
import { detectableEffect } from './detectable-effect.js';
import type { Goal } from './goal.js';
import { leastSize } from './least-size.js';
import { leastSteadySize } from './least-steady-size.js';
import { outermostGroup, sizeOf, stepOf, withSize, type Sizes } from '../structure/sizes.js';
import type { TestGoal } from './test-goal.js';
import type { NotIdentified } from '../analysis/unidentified.js';
import { largestSize, leastHelp, leastMargin, lessVariance, manyObservations, moreVariance, firstDistance } from './limits.js';

interface Found {
    value: number | null;
    continuous: number | null;
    otherSide: number | null;
    failure: Failure | null;
}

/** The additions to an answer: sensitivities and a curve; none in a sweep. */
export type Surroundings = 'around' | 'alone';

/** What is computed besides the answer. */
interface Also {
    surroundings: Surroundings;
    /** Whether to look for what makes the numbers at the answer rough. */
    cautions: boolean;
    /** Whether a `?` is answered by this goal, so that cautions are told of the whole design. */
    answersFirst?: boolean;
}

const bestFirst: readonly Accuracy[] = ['exact', 'refined', 'twoTerm', 'leading'];

/** The exact search needs an answer to start from. The others use the results of those before. */
const refinedFirst: readonly Accuracy[] = ['refined', 'exact', 'twoTerm', 'leading'];

/** @param test the goal as a test, for what only tests know; null for a precision */
export function required(design: Design, goal: Goal, test: TestGoal | null, also: Also): Required {
    const { quantity, spec, least } = design;
    const { surroundings, cautions, answersFirst = true } = also;
    const isToldOfDesign = quantity.asked && answersFirst;
    const search = searchOf(design, goal, test, least);
    const found = byAccuracy<Found>(() => without(noVariance({ code: 'not-computed' })));
    const failureIn = (accuracy: Accuracy): Failure | null => found[accuracy].failure;
    let near: number | null = null;
    // Which accuracy is in use may follow from the answer: from the best one that is known.
    const bestKnown = (): number | null => bestFirst.map(accuracy => found[accuracy].value).find(value => value !== null) ?? null;
    const there = (): Design => {
        const best = bestKnown();
        return best === null || quantity.kind === 'count' ? design : design.solvedAt(best);
    };
    for (const accuracy of quantity.kind === 'count' ? design.accuraciesOf(goal) : refinedFirst) {
        if (!there().isLeftOut(accuracy, goal, failureIn)) {
            found[accuracy] = search(accuracy, near, 'all');
            near = found[accuracy].value ?? near;
        }
    }
    const answer = bestKnown();
    const choice = there().choiceFor(goal, failureIn, answer === null ? null : design.solvedAt(answer).sizes);
    const using = choice === null || choice.isRough ? null : choice.using;
    if (choice?.isRough) {
        const rough = roughOnly(choice, failureIn('exact'));
        for (const accuracy of roughAccuracies(choice.using)) {
            found[accuracy] = found[accuracy].failure?.code === 'no-variance' ? found[accuracy] : without(rough);
        }
    }
    const isOutermost = quantity.kind === 'count' && quantity.name === outermostGroup(spec);
    const step = quantity.kind === 'effect' ? 1 : stepOf(spec, quantity.name);
    const value = byAccuracy(accuracy => found[accuracy].value);
    const best = using === null ? null : value[using];
    const isRandom = spec.random.some(({ effects }) => effects.length > 0);
    const around = surroundings === 'around' && best !== null;
    // What data can tell does not depend on how large the variances are.
    const scaled = (factor: number): number | null =>
        searchOf(design.withVariancesTimes(factor), goal, test, least)(using!, best, 'value').value;
    return {
        quantity: quantity.name,
        kind: quantity.kind,
        asked: quantity.asked,
        target: goal.target!,
        using,
        value,
        continuous: byAccuracy(accuracy => found[accuracy].continuous),
        recruit: byAccuracy(accuracy => {
            const count = value[accuracy];
            return isOutermost && count !== null ? recruited(count, spec.design.attrition) : null;
        }),
        failure: byAccuracy(accuracy => found[accuracy].failure),
        exactMayDiffer: choice?.exactMayDiffer ?? null,
        awaitsExact: (choice?.awaitsExact ?? false) && design.canSearch('exact', goal, null),
        otherSide: quantity.kind === 'effect' && test?.isTwoSided ? byAccuracy(accuracy => found[accuracy].otherSide) : null,
        step,
        least: isReason(least) ? null : least,
        atSmallest: least !== null && best === least,
        cautions:
            cautions && !isToldOfDesign && quantity.kind !== 'effect' && best !== null
                ? cautionsOfGoal(design.solvedAt(best), goal, using)
                : null,
        sensitivity: around && isRandom ? { smaller: scaled(lessVariance), larger: scaled(moreVariance) } : null,
        curve: around ? curve(design, goal, test, using!, best, step) : []
    };
}

/** The answer in one accuracy alone. @param near an answer that is not far */
export function requiredIn(design: Design, goal: Goal, test: TestGoal | null, accuracy: Accuracy, near: number | null): number | null {
    return searchOf(design, goal, test, design.least)(accuracy, near, 'value').value;
}

/**
 * @param near a number that may be near the answer, where one is known
 * @param wanted the answer alone, or also the real root and the other side
 */
type Search = (accuracy: Accuracy, near: number | null, wanted: 'value' | 'all') => Found;

const without = (failure: Failure): Found => ({ value: null, continuous: null, otherSide: null, failure });

/** @param least the smallest study that may be answered; null where an effect is searched for */
function searchOf(design: Design, goal: Goal, test: TestGoal | null, least: number | NotIdentified | null): Search {
    return least === null ? effectSearch(design, test) : sizeSearch(design, goal, test, least);
}

function sizeSearch(design: Design, goal: Goal, test: TestGoal | null, least: number | NotIdentified): Search {
    const { quantity, spec, sizes } = design;
    const { variances } = design;
    const step = stepOf(spec, quantity.name);
    const hopeless = test?.hopeless(variances) ?? null;
    const farthest = Math.ceil((quantity.kind === 'n' ? manyObservations : largestSize) / step) * step;
    return (accuracy, near, wanted) => {
        if (!design.canSearch(accuracy, goal, near)) {
            return without(noVariance({ code: 'not-computed' }));
        }
        const at = (size: number): Sizes => withSize(sizes, quantity.name, size);
        if (isReason(least)) {
            const there = goal.margin(variances, accuracy, at(step * (spec.fixed.length + 1)));
            return without(isFailure(there) ? there : { code: 'stays-open', reason: least });
        }
        // A study that leaves a parameter of its model open can't be analysed, whatever its formulas say about the others.
        const marginAt = (size: number): number | Failure => (size < least ? 0 : goal.margin(variances, accuracy, at(size)));
        if (accuracy === 'exact' && test?.countsOutcomes(variances)) {
            const found =
                hopeless ?? leastSteadySize((size, evaluations) => test.marginOfSum(variances, at(size), evaluations), step, near);
            return isFailure(found) ? without(found) : { value: found, continuous: null, otherSide: null, failure: null };
        }
        if (hopeless) {
            const there = goal.margin(variances, accuracy, at(farthest));
            return without(isFailure(there) && there.code === 'no-variance' ? there : hopeless);
        }
        const { size, real, limit, failure } = leastSize(marginAt, step, {
            // The sum of an exact variance grows with n.
            farthest: quantity.kind === 'n' && accuracy === 'exact' && !isLinear(spec.family) ? null : farthest,
            guess: accuracy === 'refined' ? (guessed(design, goal, step, farthest, near) ?? near) : near,
            real: wanted === 'all'
        });
        if (failure) {
            return without(failure);
        }
        if (limit !== null) {
            return without({
                code: 'unreachable',
                best: goal.toldAtMargin(limit, variances, at(farthest)),
                stays: whatStays(design, goal, accuracy, at(farthest))
            });
        }
        return { value: size, continuous: real, otherSide: null, failure: null };
    };
}

/** The answer by variances for pictures, where these need fewer studies than a search. */
function guessed(design: Design, goal: Goal, step: number, farthest: number, near: number | null): number | null {
    const { pictured, quantity, sizes } = design;
    if (pictured === design) {
        return null;
    }
    const marginAt = (size: number): number | Failure => goal.margin(pictured.variances, 'refined', withSize(sizes, quantity.name, size));
    return leastSize(marginAt, step, { farthest, guess: near, real: false }).size;
}

/** The group whose doubling brings the goal closest when more of the quantity no longer helps; null if none does. */
function whatStays({ spec, quantity, variances }: Design, goal: Goal, accuracy: Accuracy, end: Sizes): string | null {
    const marginAt = (sizes: Sizes): number => {
        const margin = goal.margin(variances, accuracy, sizes);
        return isFailure(margin) ? 0 : margin;
    };
    const start: { group: string | null; margin: number } = { group: null, margin: marginAt(end) * (1 + leastHelp) };
    return spec.random
        .flatMap(({ group }) => {
            const count = sizeOf(end, group);
            return group === quantity.name || count === null ? [] : [{ group, margin: marginAt(withSize(end, group, 2 * count)) }];
        })
        .reduce<typeof start>((best, one) => (best.margin < one.margin ? one : best), start).group;
}

function effectSearch(design: Design, test: TestGoal | null): Search {
    const { quantity, sizes } = design;
    return (accuracy, near, wanted) => {
        if (test === null) {
            return without(noVariance({ code: 'unknown-value', what: quantity.name }));
        }
        if (!design.canSearch(accuracy, test, near)) {
            return without(noVariance({ code: 'not-computed' }));
        }
        const null_ = test.nullValueOf(design.spec, quantity.name);
        if (null_ === null) {
            return without({ code: 'not-in-hypothesis', effect: quantity.name });
        }
        if (test.target! <= test.alpha) {
            return without({ code: 'power-below-level' });
        }
        const signs = test.isTwoSided ? [1, -1] : [Math.sign(null_.slope) * (test.isLess ? -1 : 1)];
        const marginAt = (distance: number): number | Failure => test.margin(design.variancesAt(null_.value + distance), accuracy, sizes);
        // If the variance did not depend on the value, the margin would be proportional to the distance.
        const probe = near === null ? firstDistance : Math.abs(near - null_.value);
        const sides: Side[] = [];
        for (const sign of signs) {
            // The answer alone needs the other side only where the first one has none.
            if (wanted === 'all' || sides.every(({ value }) => value === null)) {
                sides.push(
                    sideOf(
                        distance => marginAt(sign * distance),
                        probe,
                        distance => null_.value + sign * distance
                    )
                );
            }
        }
        const isSum = accuracy === 'exact' && test.countsOutcomes(design.variances);
        return effectOf(sides, limit => (isSum ? test.toldAtMarginOfSum(limit) : test.toldAtMargin(limit, design.variances, sizes)));
    };
}

/** One direction from the null: the value that is found, or why there is none. */
interface Side {
    value: number | null;
    failure: Failure | null;
    /** The largest margin, if the power is not reached. */
    limit: number | null;
}

function sideOf(marginAt: (distance: number) => number | Failure, probe: number, valueAt: (distance: number) => number): Side {
    const margin = marginAt(probe);
    if (isFailure(margin)) {
        return { value: null, failure: margin, limit: null };
    }
    const { distance, failure, limit } = detectableEffect(marginAt, margin < leastMargin ? probe : probe / margin);
    return { value: distance === null ? null : valueAt(distance), failure, limit };
}

/** The positive side if it has a value, else the negative one. A power that neither reaches has the larger of their limits. */
function effectOf(sides: readonly Side[], powerAt: (margin: number) => number): Found {
    const [written, other] = sides.filter(({ value }) => value !== null);
    if (written) {
        return { value: written.value, continuous: written.value, otherSide: other?.value ?? null, failure: null };
    }
    const limits = sides.flatMap(({ limit }) => limit ?? []);
    return without(
        limits.length > 0
            ? { code: 'unreachable', best: powerAt(Math.max(...limits)), stays: null }
            : sides.map(({ failure }) => failure).find(failure => failure !== null)!
    );
}

const shares = [0.5, 0.75, 1, 1.25, 1.5, 2];

function curve(design: Design, goal: Goal, test: TestGoal | null, accuracy: Accuracy, best: number, step: number): CurvePoint[] {
    const { quantity, sizes } = design;
    const { variances } = design.pictured;
    const origin = quantity.kind === 'effect' ? (test?.nullValueOf(design.spec, quantity.name)?.value ?? 0) : 0;
    const told = (at: number): CurvePoint[] => {
        const value =
            quantity.kind === 'effect'
                ? goal.told(design.variancesAt(at), accuracy, sizes)
                : goal.told(variances, accuracy, withSize(sizes, quantity.name, at));
        return isFailure(value) ? [] : [{ at, value }];
    };
    if (quantity.kind === 'effect') {
        return shares.flatMap(share => told(origin + (best - origin) * share));
    }
    const multiples = new Set(shares.map(share => Math.max(1, Math.round((best * share) / step)) * step));
    return [...multiples].sort((a, b) => a - b).flatMap(told);
}
