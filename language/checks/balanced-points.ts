import { isPredictor, isRandomEffects, isUnknown, type Model, type RandomEffects, type Sweep } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries, isCountable, sizeLawArguments } from '../lowering/design.js';
import { sweepValues } from '../lowering/sweeps.js';
import { unwrapped } from '../lowering/terms.js';
import { resolveGroup, sweepCandidates } from '../scoping/names.js';
import type { Check } from './check.js';

/** `each` predictors whose points are combined: those of one group, or, with null, of the innermost groups. */
interface CombinedPoints {
    product: number;
    names: string[];
}

function combinedPoints(context: ModelContext): Map<RandomEffects | null, CombinedPoints> {
    const points = new Map<RandomEffects | null, CombinedPoints>();
    for (const predictor of context.elements(isPredictor)) {
        const group = predictor.group ? resolveGroup(predictor.group, predictor, 'group') : null;
        const name = predictor.names[0]?.name;
        if (predictor.points.length > 0 && group !== undefined && name) {
            const known = points.get(group) ?? { product: 1, names: [] };
            points.set(group, { product: known.product * predictor.points.length, names: [...known.names, name] });
        }
    }
    return points;
}

/** The points of `each` predictors, all combined, fit a whole number of times into n, or into the units of their group. */
export const sizesMustFitThePoints: Check<Model> = (_, context) => {
    const { counts, sizes } = designEntries(context);
    combinedPoints(context).forEach((points, group) => {
        const { product } = points;
        const expression = group
            ? counts.find(count => resolveGroup(count.group, count, 'group') === group)?.value
            : sizes.find(size => !size.law)?.value;
        if (!expression || isUnknown(unwrapped(expression))) {
            return;
        }
        const value = context.number(expression);
        if (value !== undefined && isCountable(value) && value % product !== 0) {
            context.report.add('not-a-multiple', expression, {
                group: group?.name ?? null,
                value,
                multiple: product,
                predictors: points.names,
                isSwept: false
            });
        }
    });
};

/** Groups of unequal sizes don't all hold the points of an `each` predictor equally often. */
export const sizesWithALawMustHaveNoPoints: Check<Model> = (_, context) => {
    const points = combinedPoints(context).get(null);
    const law = designEntries(context).sizes.find(size => size.law);
    if (law && points && points.product > 1) {
        const bound = sizeLawArguments(law, context);
        const mean = context.number(bound?.get('mean') ?? bound?.get('rate'));
        context.report.add('size-has-a-law', law, { problem: 'points', predictors: points.names, multiple: points.product, mean });
    }
};

/** The values of a sweep keep the points of `each` predictors balanced. */
export const sweptCountsMustFitThePoints: Check<Sweep> = (sweep, context) => {
    const [target] = sweepCandidates(sweep);
    const group = sweep.size ? null : isRandomEffects(target) ? target : undefined;
    const points = group === undefined ? undefined : combinedPoints(context).get(group);
    const wrong = points && sweepValues(sweep, context)?.find(value => isCountable(value) && value % points.product !== 0);
    if (points && wrong !== undefined) {
        context.report.add(
            'not-a-multiple',
            { node: sweep, part: { property: 'values' } },
            { group: group?.name ?? null, value: wrong, multiple: points.product, predictors: points.names, isSwept: true }
        );
    }
};
