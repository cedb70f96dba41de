/** One-line texts over tests, precisions, costs and a `?`: the answer and its accuracy, the most important first. */
import type { ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { DesignAnswers } from '../../../src-engine/result/design-answers.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { accuracyName, requestedAccuracy } from '../prose/accuracy-text.js';
import { shortAccuracyName, unlikeAccuracies, valueInUse } from '../choice/answer-accuracy.js';
import { answeredGoal, answerText, purposeText } from '../prose/answer-text.js';
import { askedQuantity } from '../choice/asked-quantity.js';
import { failedGoal, failureOf, failureText, optimalFailureText } from '../prose/failure-text.js';
import { lensText } from './lens-text.js';
import type { ModelView } from '../model-view.js';
import { formatCost, formatCount, formatPercent } from '../notation/numbers.js';
import { optimalDesignText } from '../prose/optimal-text.js';
import { powerGoalText, powerText, reachText } from '../prose/power-text.js';
import { reasonText } from '../prose/reason-text.js';
import { requiredText, type RequiredGoal } from '../prose/required-text.js';
import { computing, stateText } from '../prose/state-text.js';

type Part = string | null | false;

/** The text that replaces missing answers. */
function withoutAnswers({ state, answersAreUnderWay }: ModelView): string {
    return state === 'fresh' ? (answersAreUnderWay ? computing : '') : (stateText(state, false) ?? '');
}

/** The lens over a part of the answers. If the answers do not have the part yet, the lens is empty or says that it is being computed. */
function lensOver<T>(view: ModelView, select: (answers: DesignAnswers) => T | undefined, parts: (part: T) => Part[]): string {
    if (!view.answers) {
        return withoutAnswers(view);
    }
    const part = select(view.answers);
    if (part === undefined) {
        return view.state === 'computing' ? computing : '';
    }
    return lensText(...parts(part), stateText(view.state, true));
}

/**
 * Over a test that asks for a number: `257 clinics for 90 % power · leading 54 · two terms 304`; over another:
 * `power 0.831 · needs 257 clinics for 90 % · leading: power 0.990`. `index`: in the spec's tests.
 */
export function testLens(view: ModelView, index: number): string {
    return lensOver(
        view,
        ({ tests }) => tests[index],
        ({ power, using, required, failure, withT }) => {
            const test = view.spec.tests[index] ?? null;
            const goal = required && { required, test, precision: null };
            if (goal && required.asked) {
                const t = withT?.required ?? null;
                return [...answeredParts(view, goal, powerGoalText(required)), ...spread(view, goal), t !== null && `t: ${formatCount(t)}`];
            }
            const now = using && power[using];
            if (using === null || now === null) {
                return [withoutNumber('power', view, failure && failureText(view.spec, failedGoal(null, null), failure).short)];
            }
            const t = withT?.power ?? null;
            return [
                `power ${powerText(now)}`,
                goal && neededText(view, goal, formatPercent(required.target), now >= required.target),
                ...unlikeParts(view, power, using, value => `: power ${powerText(value)}`),
                t !== null && `t: power ${powerText(t)}`
            ];
        }
    );
}

/** Over a precision: `91 clinics for ± 0.1`, or `± 0.0892 · 74 clinics suffice for ± 0.1`. `index`: in the spec's precisions. */
export function precisionLens(view: ModelView, index: number): string {
    return lensOver(
        view,
        ({ precisions }) => precisions[index],
        ({ goal: aim, required, reached, using, failure }) => {
            const precision = view.spec.precisions[index] ?? null;
            const goal = { required, test: null, precision };
            if (required.asked) {
                return [...answeredParts(view, goal, reachText(aim)), ...spread(view, goal)];
            }
            const now = using && reached[using];
            if (using === null || now === null) {
                return [withoutNumber('interval', view, failure && failureText(view.spec, failedGoal(null, precision), failure).short)];
            }
            return [
                reachText(aim, now),
                neededText(view, goal, reachText(aim), now <= required.target),
                ...unlikeParts(view, reached, using, value => `: ${reachText(aim, value)}`)
            ];
        }
    );
}

/** Over the costs: `best: 91 clinics × 12 · cost 19,968 · power 0.930 · this design is 88 % as efficient`. */
export function costLens(view: ModelView): string {
    return lensOver(
        view,
        answers => answers,
        ({ optimal }) => {
            const [first] = optimal;
            if (!first) {
                return ['no best design: add a goal'];
            }
            const precision = first.kind === 'precision' ? (view.spec.precisions.find(({ text }) => text === first.for) ?? null) : null;
            const design = optimalDesignText(view.spec, first);
            const whose = optimal.length > 1 ? ` for ${first.for}` : '';
            if (first.failure || design === null) {
                return [
                    `no best design${whose}${first.failure ? `: ${optimalFailureText(view.spec, first, precision, first.failure).short}` : ''}`
                ];
            }
            return [
                `best${whose}: ${design}`,
                first.cost !== null && `cost ${formatCost(first.cost)}`,
                first.power !== null && `power ${powerText(first.power)}`,
                first.reached !== null && precision && reachText(precision.goal, first.reached),
                first.efficiency !== null && `this design is ${formatPercent(Number(first.efficiency.toPrecision(3)))} as efficient`,
                first.atBound !== null && `${first.atBound} at the limit of its range`,
                accuracyTag(view, first.using)
            ];
        }
    );
}

/** Over a `?`: `257 clinics for 90 % power · click to write 257`. */
export function askedLens(view: ModelView): string {
    return lensOver(
        view,
        answers => answers,
        answers => {
            const goal = answeredGoal(answers);
            const written = answerText(view.spec, answers);
            if (written) {
                return [written.what, view.state === 'fresh' && `click to write ${written.text}`];
            }
            if (!goal) {
                return ['no goal that gives this number'];
            }
            if (goal.kind === 'optimal') {
                const { failure } = goal.optimal;
                return [`no best design${failure ? `: ${optimalFailureText(view.spec, goal.optimal, null, failure).short}` : ''}`];
            }
            const precision = goal.kind === 'precision' ? (view.spec.precisions[goal.index] ?? null) : null;
            const failure = failureOf(view.spec, goal.required);
            return [
                failure
                    ? failureText(view.spec, failedGoal(goal.required, precision), failure).short
                    : `no number for ${purposeText(view.spec, goal)}`
            ];
        }
    );
}

/** The answer to a `?` for one goal, and how many to recruit; or why there is none. */
function answeredParts(view: ModelView, goal: RequiredGoal, aim: string): Part[] {
    const { required, precision } = goal;
    const value = valueInUse(required);
    if (value === null) {
        const failure = failureOf(view.spec, required);
        return [failure ? failureText(view.spec, failedGoal(required, precision), failure).short : `no number for ${aim}`];
    }
    const recruit = required.using && required.recruit[required.using];
    const other = required.using && (required.otherSide?.[required.using] ?? null);
    return [
        `${requiredText(view.spec, goal, value, 'short')} for ${aim}`,
        recruit !== null && recruit !== value && `recruit ${formatCount(recruit)}`,
        other !== null && `other side ${requiredText(view.spec, goal, other, 'number')}`
    ];
}

/** The number that reaches a goal, where the file has no `?`, and whether the design reaches it already. */
function neededText(view: ModelView, goal: RequiredGoal, aim: string, isReached: boolean): Part {
    const { required, precision } = goal;
    const value = valueInUse(required);
    if (value === null) {
        const failure = failureOf(view.spec, required);
        return failure && !isReached && failureText(view.spec, failedGoal(required, precision), failure).short;
    }
    const amount = requiredText(view.spec, goal, value, 'short');
    const suffice = value === 1 || required.kind === 'n' ? 'suffices' : 'suffice';
    return isReached ? `${amount} ${suffice} for ${aim}` : `needs ${amount} for ${aim}`;
}

function withoutNumber(what: string, view: ModelView, why: string | null): string {
    const asked = askedQuantity(view.spec);
    const reason = why ?? (asked && reasonText({ code: 'unknown-value', what: asked.name }).short);
    return `no ${what}${reason ? `: ${reason}` : ''}`;
}

function spread(view: ModelView, goal: RequiredGoal): Part[] {
    const { value, using } = goal.required;
    return using === null || value[using] === null
        ? []
        : unlikeParts(view, value, using, other => ` ${requiredText(view.spec, goal, other, 'number')}`);
}

/** Other accuracies whose numbers are far away; with the leading term in use, a warning. */
function unlikeParts(view: ModelView, values: ByAccuracy<number | null>, using: Accuracy, text: (value: number) => string): Part[] {
    const others = unlikeAccuracies(values, using).map(accuracy => shortAccuracyName(accuracy) + text(values[accuracy]!));
    return using === 'leading' && others.length > 0
        ? [`leading term misleads: ${others[0]!}`, ...others.slice(1)]
        : [...others, accuracyTag(view, using)];
}

/** The accuracy of an answer where it is not the usual one, and a mark where an exact one will follow. */
function accuracyTag({ spec, exactIsUnderWay, answersAreUnderWay }: ModelView, using: Accuracy | null): Part {
    const requested = requestedAccuracy(spec);
    const comes = requested === 'exact' && using !== 'exact' && (exactIsUnderWay || answersAreUnderWay);
    return using !== null && (using !== 'refined' || requested !== 'refined') && accuracyName(using) + (comes ? '; exact …' : '');
}
