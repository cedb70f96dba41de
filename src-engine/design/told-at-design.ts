/** The power, half-width or factor at a design in every accuracy, and the one in use. */
import { byAccuracy, type ByAccuracy } from '../result/by-accuracy.js';
import { isFailure, mainFailure, noVariance, roughAccuracies, roughOnly, type Failure } from '../result/failure.js';
import type { ExactMayDiffer } from '../result/analysis.js';
import type { Accuracy } from '../spec/model-spec.js';
import type { Design } from './design.js';
import type { Goal } from './goal.js';

export interface ToldAtDesign {
    told: ByAccuracy<number | Failure | null>;
    using: Accuracy | null;
    /** Why the number in use is missing; null where it is there, or a number of the design is asked for. */
    failure: Failure | null;
    /** Whether exact variances would be in use, but need work that was not asked for. */
    awaitsExact: boolean;
    exactMayDiffer: ExactMayDiffer | null;
}

/** Nothing where a number of the design is asked for. @param withoutExact leaves out exact variances, which take long */
export function toldAtDesign(design: Design, goal: Goal, withoutExact = false): ToldAtDesign {
    const told = byAccuracy<number | Failure | null>(() => null);
    if (design.quantity.asked) {
        return { told, using: null, failure: null, awaitsExact: false, exactMayDiffer: null };
    }
    const failureIn = (accuracy: Accuracy): unknown => told[accuracy];
    for (const accuracy of design.accuraciesOf(goal)) {
        const isLeftOut = (withoutExact && accuracy === 'exact') || design.isLeftOut(accuracy, goal, failureIn);
        told[accuracy] = isLeftOut ? noVariance({ code: 'not-computed' }) : goal.told(design.variances, accuracy, design.sizes);
    }
    const choice = design.choiceFor(goal, failureIn, design.sizes);
    if (choice?.isRough) {
        const rough = roughOnly(choice, isFailure(told.exact) ? told.exact : null);
        roughAccuracies(choice.using).forEach(accuracy => (told[accuracy] = rough));
        return { told, using: null, failure: rough, awaitsExact: choice.awaitsExact, exactMayDiffer: null };
    }
    const order = design.orderFor(goal);
    const using = order.find(accuracy => !isFailure(told[accuracy])) ?? null;
    const failed = mainFailure([...(choice ? [choice.using] : []), ...order].map(accuracy => told[accuracy]).filter(isFailure));
    const { awaitsExact = false, exactMayDiffer = null } = choice ?? {};
    return { told, using, failure: using === null ? failed : null, awaitsExact, exactMayDiffer };
}
