/** The answer to a `?`, as it is written into the file. */
import type { DesignAnswers, OptimalAnswer, Required } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { askedQuantity } from '../choice/asked-quantity.js';
import { detectableValue } from '../choice/detectable-value.js';
import { optimalDesignText } from './optimal-text.js';
import { powerGoalText, reachText } from './power-text.js';
import { amountText } from './size-text.js';
import { testLabel } from './test-label.js';

/** The goal that answers a `?`. */
export type AnsweredGoal =
    { kind: 'test' | 'precision'; index: number; required: Required } | { kind: 'optimal'; index: number; optimal: OptimalAnswer };

/** The first test with a power, else the first precision, else the first best design; null where there is none. */
export function answeredGoal({ tests, precisions, optimal }: DesignAnswers): AnsweredGoal | null {
    const index = tests.findIndex(({ required }) => required !== null);
    const required = tests[index]?.required;
    if (required) {
        return { kind: 'test', index, required };
    }
    const [precision] = precisions;
    if (precision) {
        return { kind: 'precision', index: 0, required: precision.required };
    }
    return optimal[0] ? { kind: 'optimal', index: 0, optimal: optimal[0] } : null;
}

/** The number to write: an effect is rounded so that the goal still holds; a count stays as it is. */
export function numberToWrite(spec: ModelSpec, goal: AnsweredGoal): number | null {
    if (goal.kind === 'optimal') {
        const asked = askedQuantity(spec);
        const { n, groups } = goal.optimal;
        return asked?.kind === 'n' ? n : asked?.kind === 'count' ? (groups[asked.name] ?? null) : null;
    }
    const value = valueInUse(goal.required);
    const test = goal.kind === 'test' ? spec.tests[goal.index] : undefined;
    return value !== null && test && goal.required.kind === 'effect' ? detectableValue(spec, test, goal.required, value) : value;
}

/** The goal of a number: `90 % power`, `± 0.1`, `the best design`; `90 % power (beta1 = 0)` where the model has several. */
export function purposeText(spec: ModelSpec, goal: AnsweredGoal): string {
    return `${purposeAlone(spec, goal)}${whichGoal(spec, goal)}`;
}

function purposeAlone(spec: ModelSpec, goal: AnsweredGoal): string {
    switch (goal.kind) {
        case 'test':
            return powerGoalText(goal.required);
        case 'precision': {
            const precision = spec.precisions[goal.index];
            return precision ? reachText(precision.goal) : '';
        }
        case 'optimal':
            return 'the best design';
    }
}

/** ` (beta1 = 0)`: the test or the precision whose goal it is, where the model has several goals. */
function whichGoal(spec: ModelSpec, { kind, index }: AnsweredGoal): string {
    if (kind === 'optimal' || !hasSeveralGoals(spec)) {
        return '';
    }
    return ` (${kind === 'test' ? testLabel(spec, index) : spec.precisions[index]!.text})`;
}

/** Tests with a power and precisions: each gives a number of its own. */
export function hasSeveralGoals({ tests, precisions }: Pick<ModelSpec, 'tests' | 'precisions'>): boolean {
    return tests.filter(({ power }) => power !== null).length + precisions.length > 1;
}

/**
 * `734 practices`: the number that reaches all goals, where the answer to a `?`, which is that of the first goal, does not; null for effects, which have a least value
 * for each test, and where another goal has no number.
 */
export function amountForAllGoals(spec: ModelSpec, answers: DesignAnswers): string | null {
    const asked = askedQuantity(spec);
    const goal = answeredGoal(answers);
    const all = [...answers.tests, ...answers.precisions].flatMap(({ required }) => required ?? []);
    if (!asked || asked.kind === 'effect' || !goal || goal.kind === 'optimal') {
        return null;
    }
    const [own, ...values] = [goal.required, ...all].map(valueInUse);
    const isKnown = (value: number | null): value is number => value !== null;
    if (!isKnown(own!) || !values.every(isKnown)) {
        return null;
    }
    const largest = Math.max(...values);
    return own < largest ? amountText(spec, { quantity: asked.name, kind: asked.kind }, largest) : null;
}

/**
 * What replaces the `?` of a model, in the accuracy in use: `text` goes into the file, `amount` says it in words, `257 clinics`, and `what` with its goal, `257 clinics for 90 % power`.
 * Null where nothing is asked for or there is no answer.
 */
export function answerText(spec: ModelSpec, answers: DesignAnswers): { text: string; what: string; amount: string } | null {
    const asked = askedQuantity(spec);
    const goal = answeredGoal(answers);
    const value = asked && goal && numberToWrite(spec, goal);
    if (!asked || !goal || value === null) {
        return null;
    }
    // A best design may have more numbers than the one that is asked for.
    const design = goal.kind === 'optimal' ? optimalDesignText(spec, goal.optimal) : null;
    const amount = design ?? amountText(spec, { quantity: asked.name, kind: asked.kind }, value);
    return { text: String(value), what: `${amount} for ${purposeText(spec, goal)}`, amount };
}
