import type { DesignAnswers } from '../../src-engine/result/design-answers.js';
import { isNotReady, hasNumbers, isWithoutNumbers, type Numbers } from './model-results.js';
import type { TrackedModel } from './tracked-document.js';

/** A model gets the results of its present text; null if the engine failed on it. What its errors leave without numbers keeps those from before them. */
export function takeNumbers(model: TrackedModel, numbers: Numbers | null): void {
    if (!numbers) {
        model.failed = true;
        return;
    }
    model.lastComputed = numbers;
    if (model.lastGood && hasNumbers(model.lastGood) && isWithoutNumbers(model.lowered, numbers)) {
        return;
    }
    model.lastGood = numbers;
    if (numbers.answers?.value && !lacksGoals(model, numbers.answers.value)) {
        model.lastAnswered = numbers;
    }
    const { lowered, places, lastAnswered } = model;
    const answersAreOlder = isNotReady(lowered) && lastAnswered !== null && lastAnswered.hash !== numbers.hash;
    model.places = lowered.places.map((place, index) => (answersAreOlder && place.kind !== 'fixed' ? (places[index] ?? place) : place));
}

/** Whether an error leaves the text with fewer goals than it had: those from before it stay. */
function lacksGoals({ lowered, lastAnswered }: TrackedModel, { tests, precisions }: DesignAnswers): boolean {
    const before = lastAnswered?.answers?.value;
    return isNotReady(lowered) && !!before && tests.length + precisions.length < before.tests.length + before.precisions.length;
}
