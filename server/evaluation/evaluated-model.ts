/** A model of an open document with its numbers, and their state relative to the present text. */
import type { ElementPlace, LoweredModel } from '../../language/index.js';
import type { SweepRow } from '../../src-engine/result/design-answers.js';
import { presentNumbers } from './evaluation-stages.js';
import { asksForAnswers, isNotReady, hasExact, hasExactAnswers, type ExactDepth } from './model-results.js';
import type { NumbersWithState, TrackedDocument } from './tracked-document.js';

export interface EvaluatedModel extends NumbersWithState {
    lowered: LoweredModel;
    /** Where its elements are, also those that a half-typed text hides. */
    places: ElementPlace[];
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
    const { lowered, places, lastGood, lastAnswered, swept, failed } = model;
    const coming = document.isNear(index) || isAsked ? 'computing' : 'waiting';
    const present = presentNumbers(model);
    const state = (): NumbersWithState['state'] => {
        if (lowered.hash === null) {
            return 'stale';
        } else if (failed) {
            return 'failed';
        }
        if (present && lastGood && lastGood.hash !== present.hash) {
            // An error leaves the present text without numbers.
            return 'stale';
        }
        // With an error in the text, they may not come.
        return present ? 'fresh' : lastGood && isNotReady(lowered) ? 'stale' : coming;
    };
    const answersState = (): NumbersWithState['state'] => {
        const areOlder = lastAnswered !== null && lastAnswered.hash !== present?.hash;
        if (present && areOlder && isNotReady(lowered) && (present.answers || !asksForAnswers(present.spec))) {
            return 'stale';
        }
        if (!present || lastGood?.hash !== present.hash || !asksForAnswers(present.spec)) {
            return state();
        } else if (present.answers) {
            return present.answers.value ? 'fresh' : 'failed';
        }
        return coming;
    };
    const isWanted = !failed && lowered.hash !== null && (isAsked || document.wantsExact(index));
    return {
        lowered,
        places,
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
