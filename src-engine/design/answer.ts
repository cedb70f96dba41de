/** From a model and its design to the answers that it asks for. */
import { isFailure, type Failure } from '../result/failure.js';
import { byAccuracy } from '../result/by-accuracy.js';
import type { AnswerOptions } from './answer-options.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { DesignAnswers, SweepRow, SweptStandardError } from '../result/design-answers.js';
import { allocations } from './allocation.js';
import { designEffect, intraclassCorrelation } from './design-effect.js';
import { VarianceStore } from './variance-store.js';
import { Design } from './design.js';
import { quadraticVariance, type Goal } from './goal.js';
import { noCautions } from '../analysis/cautions.js';
import { cautionsAt, cautionsOfGoal } from './cautions-at.js';
import type { Cautions } from '../result/cautions.js';
import { PrecisionGoal } from './precision-goal.js';
import { TestGoal } from './test-goal.js';
import { answeredDesign, estimatesAtAnswer } from './estimates-at-answer.js';
import { optimalAnswers } from './optimal.js';
import { precisionAnswer } from './precision-answer.js';
import { powerAtAnswer, testAnswer } from './test-answer.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';

/**
 * Powers, sizes, precision, the best design. Never throws: a number that cannot be computed is null, with the reason beside it. After a stop the
 * result is incomplete, and the caller must discard it.
 *
 * Powers and intervals are of Wald type, with the variances of `analyze`; see docs/theory.md.
 */
export function answer(spec: ModelSpec, options: AnswerOptions = {}): DesignAnswers {
    const design = new Design(spec, storeFor(options));
    const surroundings = (options.around ?? true) ? 'around' : 'alone';
    const icc = intraclassCorrelation(spec);
    const first = spec.tests.findIndex(({ power }) => power !== null);
    const found = spec.tests.map((test, i) => testAnswer(design, test, surroundings, { ...options, answersFirst: i === first }));
    const precisions = spec.precisions.map((precision, i) =>
        precisionAnswer(design, precision, surroundings, { ...options, answersFirst: first < 0 && i === 0 })
    );
    const optimal = optimalAnswers(design, options);
    const there = design.quantity.asked ? answeredDesign(design, { tests: found, precisions, optimal }) : null;
    const tests = found.map((one, i) => (there && one.required === null ? { ...one, atAnswer: powerAtAnswer(there, spec.tests[i]) } : one));
    return {
        tests,
        precisions,
        optimal,
        atAnswer: there && estimatesAtAnswer(there),
        allocation: (options.allocation ?? true) ? allocations(design) : {},
        ...(there && (options.cautions ?? true) ? cautionsAt(there.design) : noCautions),
        icc,
        designEffect: designEffect(spec, icc)
    };
}

/** The answers at every point of a sweep, without sensitivities and curves. Work that points share is done once. */
export function sweep(points: readonly { at: Record<string, number>; spec: ModelSpec }[], options: AnswerOptions = {}): SweepRow[] {
    const store = storeFor(options);
    return points.map(({ at, spec }) => {
        const row = attempt(() => sweepRow(at, new Design(spec, store)));
        return isReason(row) ? { at, tests: [], precisions: [], standardError: {}, inUse: {}, reason: row } : row;
    });
}

function sweepRow(at: Record<string, number>, design: Design): SweepRow {
    const { spec, variances, sizes } = design;
    const standardErrors = spec.fixed.map(({ name }, position) => {
        const found = byAccuracy(accuracy =>
            quadraticVariance(variances.covarianceOfFixed(accuracy, sizes), new Map([[position, 1]]), accuracy)
        );
        const of = byAccuracy(accuracy => {
            const variance = numberOf(found[accuracy]);
            return variance === null ? null : Math.sqrt(variance);
        });
        const errorIn = (accuracy: Accuracy): Pick<SweptStandardError, 'error' | 'simulated'> => {
            const joint = variances.covarianceOfFixed(accuracy, sizes);
            return isReason(joint)
                ? { error: 0, simulated: false }
                : { error: joint.errors[joint.members.indexOf(position)], simulated: joint.simulated };
        };
        return {
            name,
            of,
            errorIn,
            choice: design.choiceOf([position], accuracy => found[accuracy], { varianceIn: accuracy => numberOf(found[accuracy]) })
        };
    });
    const tests = spec.tests.map(test => testAnswer(design, test, 'alone'));
    const precisions = spec.precisions.map(precision => precisionAnswer(design, precision, 'alone'));
    const there = design.quantity.asked ? answeredDesign(design, { tests, precisions, optimal: [] })?.design : design;
    const cautionsOf = (goal: Goal, using: Accuracy | null): Cautions | null => (there ? cautionsOfGoal(there, goal, using) : null);
    return {
        at,
        tests: tests.map(({ name, hypothesis, using, power, exactMayDiffer, enumerated, required }, i) => ({
            name,
            hypothesis,
            using,
            power,
            exactMayDiffer,
            enumerated,
            required,
            cautions: cautionsOf(new TestGoal(spec.tests[i], design.degrees), using)
        })),
        precisions: precisions.map(({ parameter, using, required }, i) => ({
            parameter,
            required,
            cautions: cautionsOf(new PrecisionGoal(spec.precisions[i]), using)
        })),
        standardError: Object.fromEntries(standardErrors.map(({ name, of }) => [name, of])),
        inUse: Object.fromEntries(
            standardErrors.map(({ name, choice, errorIn }) => [
                name,
                choice && {
                    using: choice.using,
                    isRough: choice.isRough,
                    exactMayDiffer: choice.exactMayDiffer,
                    ...errorIn(choice.using)
                }
            ])
        ),
        reason: null
    };
}

const numberOf = (found: number | Failure): number | null => (isFailure(found) ? null : found);

function storeFor({ shouldStop = () => false, exact = 'closed', seed = 1, variances }: AnswerOptions): VarianceStore {
    return variances ?? new VarianceStore({ shouldStop, exact, seed });
}
