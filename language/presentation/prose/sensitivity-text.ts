/** How answers depend on the variances of the random effects. */
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { valueAtNull } from '../choice/detectable-value.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { requiredText, type RequiredGoal } from './required-text.js';

/** An answer with all of Σ a quarter smaller and larger. */
export interface Sensitivity {
    smaller: number | null;
    larger: number | null;
}

/** What a required number demands: more data, or a larger distance of the effect from its null value. */
export function demandOf(spec: ModelSpec, { required, test }: RequiredGoal): (value: number) => number {
    const atNull = required.kind === 'effect' && test ? valueAtNull(spec, test, required.quantity) : 0;
    return value => Math.abs(value - atNull);
}

/** Whether larger random effects make a study better, which surprises. @param demand grows where an answer is worse */
function surprises(answer: number, { smaller, larger }: Sensitivity, demand: (value: number) => number): boolean {
    return demand(larger ?? answer) < demand(smaller ?? answer);
}

/** Why larger random effects can make a study better; null where no short reason is certain. With a given mean they do not raise it. */
function reasonOf({ family, fixed }: ModelSpec): string | null {
    const isCount = family.name === 'poisson' || family.name === 'negativeBinomial';
    return isCount && family.link === 'log' && fixed.every(({ marginal }) => marginal === null)
        ? 'At the same intercept, larger random effects raise the mean count, and more events give more information.'
        : null;
}

/** The answer when the variances of the random effects are wrong. Plain text; null where it is not known, or surprises without a known reason. */
export function sensitivityText(
    spec: ModelSpec,
    answer: number | null,
    sensitivity: Sensitivity | null,
    { text, demand }: { text: (value: number) => string; demand: (value: number) => number }
): string | null {
    if (answer === null || sensitivity === null || (sensitivity.smaller === null && sensitivity.larger === null)) {
        return null;
    }
    const { smaller, larger } = sensitivity;
    if ([smaller, larger].every(value => value !== null && text(value) === text(answer))) {
        return 'The same if all variances and covariances of random effects were 25 % smaller or larger.';
    }
    const isSurprising = surprises(answer, sensitivity, demand);
    const reason = isSurprising ? reasonOf(spec) : null;
    if (isSurprising && reason === null) {
        return null;
    }
    const parts = [smaller !== null && `${text(smaller)} if 25 % smaller`, larger !== null && `${text(larger)} if 25 % larger`].filter(
        part => part !== false
    );
    return [`With other variances and covariances of random effects: ${parts.join(', ')}.`, reason].filter(part => part !== null).join(' ');
}

/** The answer with larger variances of the random effects, for a protocol. Null where it is the same, or surprises without a known reason. */
export function sensitivitySentence(spec: ModelSpec, goal: RequiredGoal | null): string | null {
    const larger = goal?.required.sensitivity?.larger ?? null;
    const answer = goal && valueInUse(goal.required);
    if (!goal || !goal.required.asked || larger === null || answer === null || larger === answer) {
        return null;
    }
    const isSurprising = surprises(answer, { smaller: null, larger }, demandOf(spec, goal));
    const reason = isSurprising ? reasonOf(spec) : null;
    if (isSurprising && reason === null) {
        return null;
    }
    const amount = requiredText(spec, goal, larger);
    const what = goal.required.kind === 'effect' ? `the test would have this power for ${amount}` : `${amount} would be needed`;
    return [`If the variances of the random effects were a quarter larger, ${what}.`, reason].filter(part => part !== null).join(' ');
}
