/** A model of an open document with its numbers, and their state relative to the present text. */
import type { LoweredModel } from '../../language/index.js';
import type { SweepRow } from '../../src-engine/result/design-answers.js';
import { presentNumbers } from './evaluation-stages.js';
import { asksForAnswers, hasExact, hasExactAnswers, type ExactDepth } from './model-results.js';
import type { NumbersWithState, TrackedDocument } from './tracked-document.js';

export interface EvaluatedModel extends NumbersWithState {
    lowered: LoweredModel;
    /** Exact variances of the present text are being computed, or are next. */
    exactIsUnderWay: boolean;
    /** The last numbers that have answers, their state relative to the present text, and whether exact answers will still come. */
    answered: NumbersWithState & { exactIsUnderWay: boolean };
    /** Of the present text; null if they are not computed. */
    sweep: SweepRow[] | null;
}

/** @param isAsked whether somebody looked at the model; `depth`: the depth to which its exact variances are computed */
export function evaluatedModel(
    document: TrackedDocument,
    index: number,
    { isAsked, depth }: { isAsked: boolean; depth: ExactDepth }
): EvaluatedModel {
    const model = document.models[index]!;
    const { lowered, lastGood, lastAnswered, swept, failed } = model;
    const coming = document.isNear(index) || isAsked ? 'computing' : 'waiting';
    const present = presentNumbers(model);
    const state = (): NumbersWithState['state'] => {
        if (lowered.hash === null) {
            return 'stale';
        } else if (failed) {
            return 'failed';
        }
        return present ? 'fresh' : coming;
    };
    const answersState = (): NumbersWithState['state'] => {
        if (!present || !asksForAnswers(present.spec)) {
            return state();
        } else if (present.answers) {
            return present.answers.value ? 'fresh' : 'failed';
        }
        return coming;
    };
    const isWanted = !failed && lowered.hash !== null && (isAsked || document.wantsExact(index));
    return {
        lowered,
        numbers: lastGood,
        state: state(),
        exactIsUnderWay: isWanted && !(present && hasExact(present, depth)),
        sweep: swept && swept.of === lowered.spec ? swept.rows : null,
        answered: {
            numbers: lastAnswered,
            state: answersState(),
            exactIsUnderWay: isWanted && !(present && hasExactAnswers(present, depth))
        }
    };
}
