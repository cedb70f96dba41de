/** A model with its `?` answered, for pictures and tables that need every number. */
import { adjusted } from '../../../src-engine/design/adjustments.js';
import type { DesignAnswers, OptimalAnswer, Required } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { requestedAccuracy } from '../prose/accuracy-text.js';
import { answeredGoal, answerText, numberToWrite, type AnsweredGoal } from '../prose/answer-text.js';
import { unitsOf } from '../prose/plural.js';
import { askedQuantity } from './asked-quantity.js';

/** `remark`: a sentence that says which number replaces the `?`; null where the model has none. */
export interface AnsweredSpec {
    spec: ModelSpec;
    remark: string | null;
}

/** The model with its answer in place of `?`; null where it asks for a number and its goals give none. */
export function answeredSpec(spec: ModelSpec, answers: DesignAnswers): AnsweredSpec | null {
    const asked = askedQuantity(spec);
    if (asked === null) {
        return { spec, remark: null };
    }
    const goal = answeredGoal(answers);
    const value = goal && numberToWrite(spec, goal);
    const text = answerText(spec, answers);
    if (value === null || text === null) {
        return null;
    }
    return {
        spec: goal?.kind === 'optimal' ? withDesign(spec, goal.optimal) : withNumber(spec, asked, value),
        remark: `The file asks for ${askedText(asked)}; the answer is used here: ${text.what}${otherForm(spec, goal)}.`
    };
}

function askedText({ kind, name }: { kind: Required['kind']; name: string }): string {
    switch (kind) {
        case 'count':
            return `the number of ${unitsOf(name)}`;
        case 'n':
            return name;
        case 'effect':
            return `the value of ${name}`;
    }
}

const forms: Record<Accuracy, string> = {
    leading: 'the leading term',
    twoTerm: 'two terms',
    refined: 'the refined form',
    exact: 'exact variances'
};

/** `, by the refined form`: where exact variances are asked for and the answer does not come from them. */
function otherForm(spec: ModelSpec, goal: AnsweredGoal | null): string {
    const using = goal === null || goal.kind === 'optimal' ? null : goal.required.using;
    return requestedAccuracy(spec) === 'exact' && using !== null && using !== 'exact' ? `, by ${forms[using]}` : '';
}

/** The model with all sizes of a best design. */
function withDesign(spec: ModelSpec, { groups, n }: OptimalAnswer): ModelSpec {
    const counts = Object.entries(groups).map(([group, value]) => ({ of: { kind: 'count' as const, group }, value }));
    return adjusted(spec, n === null ? counts : [...counts, { of: { kind: 'n' as const }, value: n }]);
}

/** The model with another number. */
export function withNumber(spec: ModelSpec, { kind, name }: { kind: Required['kind']; name: string }, value: number): ModelSpec {
    switch (kind) {
        case 'count':
            return adjusted(spec, [{ of: { kind, group: name }, value }]);
        case 'n':
            return adjusted(spec, [{ of: { kind }, value }]);
        case 'effect':
            return adjusted(spec, [{ of: { kind, name }, value }]);
    }
}
