import type { ElementPlace } from '../../language/index.js';
import { answerText } from '../../language/presentation/index.js';
import type { EvaluatedModel } from '../evaluation/evaluation-service.js';

/** What is to be written in place of the `?` of a model: its text, and what it is in words. Null where the present text has no answer (yet). */
export function answerToWrite({ answered }: EvaluatedModel): ReturnType<typeof answerText> {
    const { numbers, state } = answered;
    return state === 'fresh' && numbers?.answers?.value ? answerText(numbers.spec, numbers.answers.value) : null;
}

/** Where a model asks for a number. */
export function askedPlaces({ lowered }: EvaluatedModel): ElementPlace[] {
    return lowered.places.filter(({ kind }) => kind === 'asked');
}
