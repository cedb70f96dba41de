import type { ElementPlace } from '../../language/index.js';
import { answerText } from '../../language/presentation/index.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import { isSpoiled } from '../evaluation/model-results.js';

/** The text that replaces the `?` of a model, and its description in words. Null if the present text has no answer (yet). */
export function answerToWrite({ lowered, answered }: EvaluatedModel): ReturnType<typeof answerText> {
    const { numbers, state } = answered;
    return state === 'fresh' && !isSpoiled(lowered) && numbers?.answers?.value ? answerText(numbers.spec, numbers.answers.value) : null;
}

/** The places where a model asks for a number. */
export function askedPlaces({ lowered }: EvaluatedModel): ElementPlace[] {
    return lowered.places.filter(({ kind }) => kind === 'asked');
}
