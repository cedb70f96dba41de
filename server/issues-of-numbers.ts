import { accuracyIssues, type Issue } from '../language/index.js';
import type { EvaluatedModel } from './evaluation-service.js';

/**
 * What the numbers of a document's models give rise to. While newer numbers are computed that of the older ones stays, as long as the file asks for
 * the same accuracy: messages must not come and go with every keystroke.
 */
export function issuesOfNumbers(models: readonly EvaluatedModel[]): Issue[] {
    return models.flatMap(({ lowered, numbers, state }) => {
        const using = lowered.spec?.using ?? null;
        const isOfText = (state === 'fresh' || state === 'computing') && using !== null && numbers?.spec.using === using;
        return isOfText ? accuracyIssues(lowered, numbers.spec, numbers.analysis) : [];
    });
}
