/** The answer to each goal in one line, as in the editor's lenses. */
import { precisionLens, testLens } from '../language/presentation/lens/answer-lens.js';
import { freshView } from '../language/presentation/model-view.js';
import { testLabel } from '../language/presentation/prose/test-label.js';
import type { DesignAnswers } from '../src-engine/result/design-answers.js';
import type { GoalReference } from '../src-engine/result/curve-data.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';

/** All goals, tests first. */
export function goalsOf({ tests, precisions }: ModelSpec): GoalReference[] {
    return [
        ...tests.map((_, index) => ({ kind: 'test' as const, index })),
        ...precisions.map((_, index) => ({ kind: 'precision' as const, index }))
    ];
}

export function goalLabel(spec: ModelSpec, { kind, index }: GoalReference): string {
    return kind === 'test' ? testLabel(spec, index) : (spec.precisions[index]?.text ?? '');
}

/** `main: 40 clinics for 90 % power · leading 22`. */
export function answerSentences(spec: ModelSpec, answers: DesignAnswers): string[] {
    const view = freshView({ spec, answers });
    return goalsOf(spec).map(goal => {
        const said = goal.kind === 'test' ? testLens(view, goal.index) : precisionLens(view, goal.index);
        return `${goalLabel(spec, goal)}: ${said || 'no number'}`;
    });
}
