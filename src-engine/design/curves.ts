/** Power and precision at other designs: from a spec to curves. */
import type { CurveOptions } from './curve-options.js';
import type { OptimalAnswer } from '../result/design-answers.js';
import type { Curve, EqualPower, GoalReference } from '../result/curve-data.js';
import { VarianceStore } from './variance-store.js';
import { Design } from './design.js';
import { equalPowerOf } from './equal-power.js';
import { goalCurve, type GoalCurveOptions } from './traced-curve.js';
import { isLinear } from '../family/families.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { scalingGroup } from '../structure/sizes.js';
import { usualPoints } from './limits.js';

/**
 * Every test and precision along the count of each group, in the order of the design, and along n. A number that the model asks for by `?` is unknown here. Give the
 * model with its answer filled in; otherwise the only curves are along that number.
 *
 * Never throws: a curve without a number in any accuracy is left out.
 */
export function curves(spec: ModelSpec, options: CurveOptions = {}): Curve[] {
    const design = designFor(spec, options);
    const goals: GoalReference[] = [
        ...spec.tests.map((_, index) => ({ kind: 'test' as const, index })),
        ...spec.precisions.map((_, index) => ({ kind: 'precision' as const, index }))
    ];
    const quantities = [...spec.design.counts.map(({ group }) => group), 'n'];
    const traced = full(spec, options);
    // One exact information serves all counts of the group that scales the variances.
    const scaling = options.variances?.options.keptInformation ? scalingGroup(spec) : null;
    const along = (quantity: string): GoalCurveOptions =>
        quantity === scaling ? { ...traced, accuracies: [...new Set([...traced.accuracies, 'exact' as const])] } : traced;
    return goals.flatMap(goal => quantities.flatMap(quantity => goalCurve(design, goal, quantity, along(quantity)) ?? []));
}

/** One goal along one quantity: a group, `n` or a fixed effect, whose variances are computed anew at every value. Null where it has no number in any accuracy. */
export function curve(spec: ModelSpec, goal: GoalReference, quantity: string, options: CurveOptions = {}): Curve | null {
    return goalCurve(designFor(spec, options), goal, quantity, full(spec, options));
}

/**
 * The designs that give a test its power, and other powers, in n and the outermost count.
 *
 * @param test its index
 * @param optimal best designs that are known; one of this test is shown
 * @returns null for models without groups, with a law of n or an unknown one, and where no design has a power
 */
export function equalPower(
    spec: ModelSpec,
    test: number,
    { optimal = [], ...options }: CurveOptions & { optimal?: readonly OptimalAnswer[] } = {}
): EqualPower | null {
    return equalPowerOf(designFor(spec, options), test, options.points ?? 20, optimal);
}

function designFor(spec: ModelSpec, { shouldStop = () => false, variances }: CurveOptions): Design {
    const store = variances ?? new VarianceStore({ shouldStop, exact: 'closed', seed: 1 });
    return new Design(spec, store.pictured(spec));
}

function full(spec: ModelSpec, { points = usualPoints, accuracies, range }: CurveOptions): GoalCurveOptions {
    return { points, accuracies: accuracies ?? quickAccuracies(spec), ...(range && { range }) };
}

/** Exact variances have a closed form for Gaussian responses. For others each n needs a sum or a simulation. */
function quickAccuracies(spec: ModelSpec): Accuracy[] {
    const all: Accuracy[] = ['leading', 'twoTerm', 'refined'];
    return isLinear(spec.family) || spec.random.length === 0 ? [...all, 'exact'] : all;
}
