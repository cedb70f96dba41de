import { accuracyIssues, answerIssues, type Issue } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { EvaluatedModel } from './evaluation-service.js';

/**
 * What the numbers and the answers of a document's models give rise to. While newer ones are computed that of the older ones stays, as long as the file asks for
 * the same: messages must not come and go with every keystroke.
 */
export function issuesOfNumbers(models: readonly EvaluatedModel[]): Issue[] {
    return models.flatMap(model => [...issuesOfAccuracy(model), ...issuesOfAnswers(model)]);
}

function issuesOfAccuracy({ lowered, numbers, state }: EvaluatedModel): Issue[] {
    const using = lowered.spec?.using ?? null;
    const isOfText = (state === 'fresh' || state === 'computing') && using !== null && numbers?.spec.using === using;
    return isOfText ? accuracyIssues(lowered, numbers.spec, numbers.analysis) : [];
}

function issuesOfAnswers({ lowered, answered: { numbers, state } }: EvaluatedModel): Issue[] {
    const answers = numbers?.answers?.value;
    if (!answers || !lowered.spec || (state !== 'fresh' && state !== 'computing')) {
        return [];
    }
    return state === 'fresh' || goalsOf(numbers.spec) === goalsOf(lowered.spec) ? answerIssues(lowered, numbers.spec, answers) : [];
}

function goalsOf({ tests, precisions, cost }: ModelSpec): string {
    return JSON.stringify([tests, precisions, cost]);
}
