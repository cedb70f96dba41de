/** The variances of all fixed effects at the design that answers a `?`. */
import type { Variance } from '../result/analysis.js';
import type { DesignAnswers, EstimateAtAnswer, OptimalAnswer, Required } from '../result/design-answers.js';
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import { byAccuracy } from '../result/by-accuracy.js';
import { isReason } from '../result/reason.js';
import type { Accuracy } from '../spec/model-spec.js';
import { withSize, withSizes, type Sizes } from '../structure/sizes.js';
import type { DesignVariances } from './design-variances.js';
import type { Design } from './design.js';

type Goals = Pick<DesignAnswers, 'tests' | 'precisions' | 'optimal'>;

/** @param positions of fixed effects; all if not said */
export function estimatesAtAnswer(there: AnsweredDesign, positions?: readonly number[]): EstimateAtAnswer[] {
    return (positions ?? there.design.spec.fixed.map((_, position) => position)).flatMap(position => estimate(there, position) ?? []);
}

export interface AnsweredDesign {
    design: Design;
    /** Whether exact variances were left out of the search that gave the answer. */
    withoutExact: boolean;
}

/** The first test with a power answers, else the first precision, else the best design; null where that gives none. */
export function answeredDesign(design: Design, { tests, precisions, optimal }: Goals): AnsweredDesign | null {
    const { quantity } = design;
    const required = tests.find(answer => answer.required !== null)?.required ?? precisions.at(0)?.required ?? null;
    if (required !== null) {
        const value = valueInUse(required);
        return value === null ? null : { design: design.solvedAt(value), withoutExact: false };
    }
    const best = optimal.at(0);
    const there = best && quantity.kind !== 'effect' ? bestDesign(design, best) : null;
    return there && { design: there, withoutExact: true };
}

/** The sizes of the design, with the answer in place of a size that is asked for. */
export function sizesAtAnswer({ sizes }: Design, sought: Required | null): Sizes {
    const value = sought?.asked && sought.kind !== 'effect' && sought.using !== null ? sought.value[sought.using] : null;
    return value === null ? sizes : withSize(sizes, sought!.quantity, value);
}

/** A best design as a design; null where there is none. */
export function bestDesign(design: Design, best: Pick<OptimalAnswer, 'failure' | 'groups' | 'n'>): Design | null {
    const { sizes, spec } = design;
    if (best.failure !== null) {
        return null;
    }
    const withGroups = Object.entries(best.groups).reduce((found, [group, count]) => withSize(found, group, count), sizes);
    const found = best.n === null ? withGroups : withSize(withGroups, 'n', best.n);
    return design.with(withSizes(spec, found));
}

/** The design that one goal asks for; exact variances are computed there where its answer comes from them. Null where it has no answer. */
export function designAtOwnAnswer(design: Design, required: Required): AnsweredDesign | null {
    const value = required.asked ? valueInUse(required) : null;
    return value === null ? null : { design: design.solvedAt(value), withoutExact: required.using !== 'exact' };
}

/** The answer, of an effect the one on the other side where there is only that. */
const valueInUse = ({ using, value, otherSide }: Required): number | null => using && (value[using] ?? otherSide?.[using] ?? null);

function estimate({ design, withoutExact }: AnsweredDesign, position: number): EstimateAtAnswer | null {
    const { variances, sizes } = design;
    const found = byAccuracy<Variance | Failure | null>(() => null);
    const order = design.orderOf([position]);
    for (const accuracy of order) {
        found[accuracy] =
            accuracy === 'exact' && withoutExact ? noVariance({ code: 'not-computed' }) : varianceAt(variances, accuracy, sizes, position);
        if (!isFailure(found[accuracy])) {
            break;
        }
    }
    const choice = design.choiceOf([position], accuracy => found[accuracy], {
        varianceIn: accuracy => {
            const variance = varianceAt(variances, accuracy, sizes, position);
            return isFailure(variance) ? null : variance.asyVar;
        }
    });
    const variance = choice && found[choice.using];
    if (choice === null || variance === null || isFailure(variance)) {
        return null;
    }
    const { name, value } = variances.spec.fixed[position];
    return { name, value, variance, ...choice };
}

function varianceAt(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes, position: number): Variance | Failure {
    const joint = variances.covarianceOfFixed(accuracy, sizes);
    if (isReason(joint)) {
        return noVariance(joint);
    }
    const at = joint.members.indexOf(position);
    const asyVar = at < 0 ? null : joint.covariance[at][at];
    if (asyVar === null || !(0 < asyVar && asyVar < Infinity)) {
        return noVariance(joint.withheld?.get(position) ?? joint.others ?? { code: 'not-finite', detail: 'the variance' });
    }
    return { asyVar, error: joint.errors[at], simulated: joint.simulated, standing: joint.standing, reason: null };
}
