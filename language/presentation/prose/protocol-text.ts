/** A paragraph about a test, for a study's protocol or an application: the design, the power, and the assumptions. */
import { effectsOf } from '../../../src-engine/design/contrasts.js';
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracyName } from './accuracy-text.js';
import { unlikeAccuracies, valueInUse } from '../choice/answer-accuracy.js';
import { answeredSpec, withNumber } from '../choice/answered-spec.js';
import { isExactGaussian } from '../choice/uses-exact.js';
import { situationOf } from '../choice/test-situation.js';
import { backTransformText } from './back-transform.js';
import { designPhrase } from './design-phrase.js';
import { detectableValue } from '../choice/detectable-value.js';
import { doubtSentence, largestDoubt } from './doubt-text.js';
import { list } from './enumeration.js';
import { comparisonText } from './effect-meaning.js';
import { findFixedEffect, findParameter, type ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { outcomeSums } from './outcome-sums.js';
import { powerText } from './power-text.js';
import { protocolAssumptions } from './protocol-assumptions.js';
import { requiredText, type RequiredGoal } from './required-text.js';
import { isAtOwnAnswer, roughSentence, roughSizeSentence } from './rough-sentence.js';
import { sensitivitySentence } from './sensitivity-text.js';
import { tReferenceSentence } from './t-reference-text.js';
import { isConstantOne } from '../notation/term-text.js';

export interface Protocol {
    /** The design and its power, and the results of other formulas. */
    claim: string;
    /** The values and formulas behind it. */
    assumptions: string;
}

/**
 * The paragraph about a test; `index`: in the spec's tests. Null where there is neither a power nor a number that reaches one.
 * Plain text, one paragraph.
 */
export function protocolText(view: Pick<ModelView, 'spec' | 'analysis' | 'answers' | 'scales'>, index: number): string | null {
    const protocol = protocolParts(view, index);
    return protocol && `${protocol.claim} ${protocol.assumptions}`;
}

/** The same in two parts: several tests may share their assumptions. */
export function protocolParts(view: Pick<ModelView, 'spec' | 'analysis' | 'answers' | 'scales'>, index: number): Protocol | null {
    const { spec } = view;
    const test = spec.tests[index];
    const answer = view.answers?.tests[index];
    if (!test || !answer) {
        return null;
    }
    const { required } = answer;
    // A test that asks for no number itself is told about at the answer of another goal.
    const there = answer.atAnswer && view.answers ? answeredSpec(spec, view.answers) : null;
    const { using, power, exactMayDiffer } = there ? answer.atAnswer! : answer;
    const goal: RequiredGoal | null = required && { required, test, precision: null };
    const value = goal && valueInUse(goal.required);
    const now = using && power[using];
    const isAnswer = goal?.required.asked === true && value !== null;
    if (using === null || (now === null && !isAnswer)) {
        return null;
    }
    const solved = isAnswer ? withValue(spec, test, goal, value) : (there?.spec ?? spec);
    const known = spec.using === null ? outcomeSums(answer) : null;
    const isByFormula = known !== null && goal?.required.using !== 'exact';
    const sums = (isAnswer && isByFormula) || powerIsSum(answer, using) ? outcomeSums(answer) : null;
    const claim = [
        powerSentence(view, {
            spec: solved,
            test,
            answer: there ? { ...answer, df: answer.atAnswer!.df } : answer,
            power: isAnswer && isByFormula ? known.wald : now
        }),
        sums === null && !isAtOwnAnswer(view, required) && roughSentence(view, effectsOf(test), answer.fewEvents),
        isAnswer && isByFormula && `The formula for many observations gives ${formatPercent(goal.required.target)} power.`,
        goal &&
            !goal.required.asked &&
            value !== null &&
            // A size by the formula stands in no text about a power that is the sum over all outcomes.
            !isByFormula &&
            `${formatPercent(goal.required.target)} power takes ${requiredText(spec, goal, value)}.`,
        !isByFormula && required !== null && roughSizeSentence(spec, required),
        situationOf(view, test) === 'alternative' && tReferenceSentence(spec, answer, goal),
        isExactGaussian(view, test, answer, using) ? null : otherAccuracies(spec, goal, answer, using),
        doubtSentence(largestDoubt([isAnswer ? null : { exactMayDiffer }, required])),
        sensitivitySentence(spec, goal)
    ];
    const isExact = isExactGaussian(view, test, answer, using);
    return { claim: claim.filter(Boolean).join(' '), assumptions: protocolAssumptions(view, { solved, using, isExact, sums }) };
}

interface Claimed {
    spec: ModelSpec;
    test: TestSpec;
    answer: TestAnswer;
    /** Null where the design is the answer to its goal. */
    power: number | null;
}

/** The power; where the hypothesis holds at the model's values, or the effect lies on the other side, the probability of rejection. */
function powerSentence(view: Pick<ModelView, 'spec' | 'analysis'>, { spec, test, answer, power }: Claimed): string {
    const opening = `With ${designPhrase(spec)}, ${testPhrase(test, answer)}`;
    const values = effectValues(view, spec, test);
    const situation = power === null ? 'alternative' : situationOf({ ...view, spec }, test);
    switch (situation) {
        case 'null':
            return `${opening} rejects with probability ${powerText(power!)} at ${values}, where the hypothesis holds.`;
        case 'other-side':
            return `${opening} rejects with probability ${powerText(power!)} at ${values}, which is not in the direction of the alternative.`;
        case 'alternative': {
            const reached =
                power === null ? `at least ${formatPercent(answer.required?.target ?? NaN)} power` : `power ${powerText(power)}`;
            // A joint test detects no value of a single effect.
            return `${opening} has ${reached} ${test.contrasts.length > 1 ? 'if' : 'to detect'} ${values}.`;
        }
    }
}

function withValue(spec: ModelSpec, test: TestSpec, { required }: RequiredGoal, value: number): ModelSpec {
    const { quantity: name, kind } = required;
    return withNumber(spec, { kind, name }, kind === 'effect' ? detectableValue(spec, test, required, value) : value);
}

function testPhrase({ alternative, contrasts, alpha, hypothesis, reference }: TestSpec, { df }: TestAnswer): string {
    const kind =
        contrasts.length > 1 ? 'a joint Wald test' : alternative === 'two-sided' ? 'a two-sided Wald test' : 'a one-sided Wald test';
    const law =
        reference !== 'z'
            ? ` (reference ${reference === 't' && contrasts.length > 1 ? 'F' : reference}${df === null ? '' : `, ${formatValue(df, 4)} degrees of freedom`})`
            : '';
    return `${kind}${law} of ${hypothesis} at level ${formatValue(alpha)}`;
}

/** `beta1 = 0.4055 (odds ratio exp(β₁) = 1.5, per unit of x)`. */
function effectValues(view: Pick<ModelView, 'spec' | 'analysis'>, spec: ModelSpec, test: TestSpec): string {
    const values = effectsOf(test).map(name => {
        const effect = findFixedEffect(spec, name);
        const value = effect?.value ?? findParameter(view, name)?.value ?? null;
        const scale = effect && !isConstantOne(effect.term) ? backTransformText(spec, { ...effect, value }, null) : null;
        const meaning = scale
            ? `${scale.charAt(0).toLowerCase()}${scale.slice(1)}`
            : effect && comparisonText(spec, effect, { isRatio: false });
        return `${name} = ${formatValue(value, 4)}${meaning ? ` (${meaning})` : ''}`;
    });
    return list(values);
}

const hasRandomEffects = ({ random }: ModelSpec): boolean => random.some(({ effects }) => effects.length > 0);

function powerIsSum({ required }: TestAnswer, using: Accuracy): boolean {
    return using === 'exact' && (required === null || !required.asked || required.using === 'exact');
}

/** The results of accuracies that are far from the one in use. The leading term is known to promise too much, so only a file that uses it has it here. */
function otherAccuracies(spec: ModelSpec, goal: RequiredGoal | null, answer: TestAnswer, using: Accuracy): string | null {
    const isAnswered = goal?.required.asked === true;
    const values = isAnswered ? goal.required.value : answer.power;
    if (!hasRandomEffects(spec) && using === 'exact') {
        // Without groups the other accuracies are one.
        const other = unlikeAccuracies(values, using).includes('refined') ? values.refined! : null;
        return other === null
            ? null
            : `The formula for many observations gives ${isAnswered ? requiredText(spec, goal, other) : `power ${powerText(other)}`}.`;
    }
    const others = unlikeAccuracies(values, using)
        .filter(accuracy => accuracy !== 'leading')
        .map(accuracy => {
            const value = values[accuracy]!;
            return `${isAnswered ? requiredText(spec, goal, value, 'plain') : `power ${powerText(value)}`} (${accuracyName(accuracy, spec)})`;
        });
    return others.length === 0 ? null : `${others.length === 1 ? 'Another formula gives' : 'Other formulas give'} ${list(others)}.`;
}
