/** Designs of equal power: for each n the real number of outermost units that gives a test a power. */
import { isFailure, noVariance } from '../result/failure.js';
import type { OptimalAnswer } from '../result/design-answers.js';
import type { EqualPower } from '../result/curve-data.js';
import type { Accuracy, TestSpec } from '../spec/model-spec.js';
import { costOf } from './cost.js';
import type { Design } from './design.js';
import { leastSize } from './least-size.js';
import { outermostGroup, scalingGroup, sizeOf, stepOf, withSize } from '../structure/sizes.js';
import { TestGoal } from './test-goal.js';
import { usualPower } from './limits.js';

/** Powers that are shown in addition to the test's target. */
const powers = [0.5, 0.8, 0.9, 0.95];

/**
 * Null for models without groups or with a law of n, and where no design has a power.
 *
 * @param points how many n; a third of them where every count needs separate variances (crossed factors)
 */
export function equalPowerOf(design: Design, index: number, points: number, optimal: readonly OptimalAnswer[]): EqualPower | null {
    const { spec, sizes } = design;
    const test = spec.tests[index] as TestSpec | undefined;
    const group = outermostGroup(spec);
    const own = sizeOf(sizes, 'n');
    if (test === undefined || group === null || own === null) {
        return null;
    }
    const using = usable(design, test, group);
    if (using === null) {
        return null;
    }
    const found = optimal.find(one => one.kind === 'test' && one.for === (test.name ?? test.hypothesis));
    const bestDiffersIn = Object.keys(found?.groups ?? {}).filter(
        other => other !== group && found!.groups[other] !== sizeOf(sizes, other)
    );
    const best = bestDiffersIn.length > 0 ? null : bestOf(found, group);
    const n = spread(
        Math.min(own, best?.n ?? own),
        Math.max(own, best?.n ?? own),
        stepOf(spec, 'n'),
        scalingGroup(spec) === null ? Math.ceil(points / 3) : points
    );
    const target = test.power;
    const shown = [...new Set([...powers.filter(power => test.alpha < power), target ?? usualPower])].sort((a, b) => a - b);
    const counts = (power: number, accuracy: Accuracy): (number | null)[] => {
        const goal = new TestGoal({ ...test, power }, design.degrees);
        if (goal.hopeless(design.variances)) {
            return n.map(() => null);
        }
        return n.map(size => {
            const at = withSize(sizes, 'n', size);
            const { real } = leastSize(count => goal.margin(design.variances, accuracy, withSize(at, group, count)), stepOf(spec, group), {
                guess: sizeOf(sizes, group)
            });
            return real;
        });
    };
    const lines = shown.map(power => ({ power, isTarget: power === target, counts: counts(power, using) }));
    if (lines.every(line => line.counts.every(count => count === null))) {
        return null;
    }
    const count = sizeOf(sizes, group);
    return {
        test: index,
        group,
        using,
        lines,
        leading: target === null || using === 'leading' ? null : counts(target, 'leading'),
        n,
        budget: budgetLine(design, group, n),
        here: count === null ? null : { n: own, count },
        best,
        bestDiffersIn
    };
}

function usable(design: Design, test: TestSpec, group: string): Accuracy | null {
    const goal = new TestGoal(test, design.degrees);
    const there = withSize(design.sizes, group, sizeOf(design.sizes, group) ?? 10 * stepOf(design.spec, group));
    const choice = design.choiceFor(goal, accuracy =>
        accuracy === 'exact' ? noVariance({ code: 'not-computed' }) : goal.margin(design.variances, accuracy, there)
    );
    return choice === null || choice.isRough || isFailure(goal.margin(design.variances, choice.using, there)) ? null : choice.using;
}

function bestOf(optimal: OptimalAnswer | undefined, group: string): { n: number; count: number } | null {
    return optimal?.n == null || optimal.groups[group] === undefined ? null : { n: optimal.n, count: optimal.groups[group] };
}

/** Whole numbers from a third of the least to three times the most, each the same ratio from the next, the ends among them. */
function spread(least: number, most: number, step: number, points: number): number[] {
    const from = Math.max(step, least / 3);
    const ratio = (Math.max(most, 2 * step) * 3) / from;
    const all = Array.from({ length: points }, (_, i) => Math.max(1, Math.round((from * ratio ** (i / (points - 1))) / step)) * step);
    return [...new Set([...all, least, most])].sort((a, b) => a - b);
}

/** Costs are affine in the outermost count. */
function budgetLine({ spec, sizes }: Design, group: string, n: readonly number[]): (number | null)[] | null {
    const { cost } = spec;
    const budget = cost?.budget ?? null;
    if (cost === null || budget === null) {
        return null;
    }
    return n.map(size => {
        const [one, two] = [1, 2].map(count => costOf(spec, cost, withSize(withSize(sizes, 'n', size), group, count)));
        if (one === null || two === null || two === one) {
            return null;
        }
        const count = (budget - 2 * one + two) / (two - one);
        return count > 0 ? count : null;
    });
}
