import { accuracyIssues, answerIssues, type Issue, type LoweredModel } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { EvaluatedModel } from './evaluated-model.js';

/**
 * The issues that the numbers and answers of a document's models cause. While newer numbers are being computed, the issues of the
 * older ones stay as long as the file asks for the same, so that messages do not come and go with every keystroke.
 */
export function issuesOfNumbers(models: readonly EvaluatedModel[]): Issue[] {
    return models.flatMap(issuesOfModel);
}

/** The issues of a model with all that they depend on. */
interface Known {
    dependsOn: readonly unknown[];
    issues: Issue[];
}

const known = new WeakMap<LoweredModel, Known>();

/** An edit leaves most models of a file as they are. */
function issuesOfModel(model: EvaluatedModel): Issue[] {
    const { lowered, numbers, state, answered } = model;
    const dependsOn = [state, numbers?.spec, numbers?.analysis, answered.state, answered.numbers?.spec, answered.numbers?.answers?.value];
    const before = known.get(lowered);
    if (before?.dependsOn.every((part, i) => part === dependsOn[i])) {
        return before.issues;
    }
    const issues = [...issuesOfAccuracy(model), ...issuesOfAnswers(model)];
    known.set(lowered, { dependsOn, issues });
    return issues;
}

function issuesOfAccuracy({ lowered, numbers, state }: EvaluatedModel): Issue[] {
    const isOfText = (state === 'fresh' || state === 'computing') && lowered.spec !== null && numbers?.spec.using === lowered.spec.using;
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
