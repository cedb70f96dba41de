/** Why numbers of a model are missing, or rough ones stand in for them: a text for each reason, with the parameters that it concerns. */
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { DesignAnswers } from '../../../src-engine/result/design-answers.js';
import type { Reason } from '../../../src-engine/result/reason.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { hasNumber } from './accuracy-text.js';
import { answeredGoal, hasSeveralGoals, purposeText } from './answer-text.js';
import { list } from './enumeration.js';
import { failureOf } from './failure-text.js';
import { reasonText } from './reason-text.js';

/** Of a model whose `?` may have no answer. */
export interface Unanswered {
    spec: ModelSpec;
    answers: DesignAnswers | null;
}

const adjectives: Record<Accuracy, string> = {
    leading: 'leading-term',
    twoTerm: 'two-term',
    refined: 'refined',
    exact: 'exact'
};

/** `reasonText(reason).long`; where a size is missing because no number for it reaches the goal, that is said. Plain text. */
function whyText(reason: Reason, { spec, answers }: Unanswered): string {
    const { long } = reasonText(reason);
    const goal = answers && answeredGoal(answers);
    if (reason.code !== 'unknown-value' || !goal || goal.kind === 'optimal' || goal.required.quantity !== reason.what) {
        return long;
    }
    const failure = failureOf(spec, goal.required);
    return failure?.code === 'unreachable' || failure?.code === 'too-large'
        ? `${reason.what} has no number, because none reaches ${hasSeveralGoals(spec) ? purposeText(spec, goal) : 'the goal'}. Write one to see the results there.`
        : long;
}

function byText(entries: readonly { text: string; name: string }[]): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const { text, name } of entries) {
        found.set(text, [...new Set([...(found.get(text) ?? []), name])]);
    }
    return found;
}

/** `No standard errors for b1: …`, for the parameters that have none. */
export function missingNumbers(analysis: Analysis, unanswered: Unanswered): string[] {
    const without = analysis.parameters.flatMap(parameter => {
        const reason = parameter.standardError === null ? (parameter.reason ?? analysis.reason) : null;
        return reason === null ? [] : [{ text: whyText(reason, unanswered), name: parameter.name }];
    });
    const of = (name: string): ParameterAnalysis => analysis.parameters.find(parameter => parameter.name === name)!;
    return [...byText(without)].map(([text, names]) => {
        const what = names.some(name => hasNumber(of(name))) ? 'standard errors' : names.length === 1 ? 'number' : 'numbers';
        const whose = names.length === analysis.parameters.length ? '' : ` for ${names.join(', ')}`;
        return `No ${what}${whose}: ${text}`;
    });
}

/** Texts `No number for b1: …` with the same reason as one: `No number for b1; no refined variance of b0: …`. */
export function reasonsOnce(texts: readonly string[]): string[] {
    const parts = texts.map(text => {
        const at = text.indexOf(': ');
        return { what: text.slice(0, at), why: text.slice(at) };
    });
    return [...new Set(parts.map(({ why }) => why))].map(why => {
        const [first = '', ...others] = parts.filter(one => one.why === why).map(({ what }) => what);
        return [first, ...others.map(what => what.charAt(0).toLowerCase() + what.slice(1))].join('; ') + why;
    });
}

/** Why parameters have only rough numbers. A missing size is no such reason: the note beside the numbers names it. */
export function roughReasons({ parameters }: Pick<Analysis, 'parameters'>): string[] {
    const rough = parameters.filter(({ isRough, using, standardError }) => isRough && standardError !== null && using !== 'refined');
    return withoutVariance(rough.map(({ name, refined }) => ({ name, accuracy: 'refined' as const, reason: refined.reason })));
}

/** Why variances are missing in some accuracy, each reason once. */
export function missingVariances({ parameters, reason }: Analysis, unanswered: Unanswered): string[] {
    const own = (['leading', 'twoTerm', 'refined'] as const).flatMap(accuracy =>
        parameters.map(parameter => ({ name: parameter.name, accuracy, reason: parameter[accuracy].reason }))
    );
    const unknown = [reason, ...own.map(({ reason }) => reason)].filter(one => one?.code === 'unknown-value');
    const general = [...(reason === null ? [] : [reason]), ...unknown.filter(one => one !== null)].map(one => whyText(one, unanswered));
    return [...new Set([...general, ...withoutVariance(own)])];
}

interface WithoutVariance {
    name: string;
    accuracy: Accuracy;
    reason: Reason | null;
}

/** `No refined variance of b0 and b1: …`; a missing formula says itself what it is for. */
function withoutVariance(entries: readonly WithoutVariance[]): string[] {
    const known = entries.flatMap(({ reason, ...one }) => (reason === null || reason.code === 'unknown-value' ? [] : [{ ...one, reason }]));
    const found = byText(known.map(({ reason, accuracy, name }) => ({ text: `${accuracy} ${reasonText(reason).long}`, name })));
    const texts = known.map(({ reason, accuracy }) => {
        const { long } = reasonText(reason);
        const names = found.get(`${accuracy} ${long}`)!;
        return reason.code === 'no-formula' || reason.code === 'structure'
            ? long
            : `No ${adjectives[accuracy]} variance${names.length === 1 ? '' : 's'} of ${list(names)}: ${long}`;
    });
    return [...new Set(texts)];
}
