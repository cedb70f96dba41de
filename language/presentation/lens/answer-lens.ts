/** One-line texts over tests, precisions, costs and a `?`: the answer and its accuracy, the most important first. */
import type { DesignAnswers, FewEvents, PowerAtAnswer } from '../../../src-engine/result/design-answers.js';
import { byAccuracy, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { accuracyName, requestedAccuracy } from '../prose/accuracy-text.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { exactAnswerApart } from '../choice/exact-check.js';
import { amountForAllGoals, answeredGoal, answerText, purposeText } from '../prose/answer-text.js';
import { askedQuantity } from '../choice/asked-quantity.js';
import { failedGoal, failureOf, failureText, optimalFailureText } from '../prose/failure-text.js';
import { exactMayDifferMark, type Doubted } from '../prose/doubt-text.js';
import { estimateAtAnswerText } from './estimate-at-answer.js';
import { lensText } from './lens-text.js';
import { roughInterval, roughPower } from './rough-goal.js';
import type { ModelView } from '../model-view.js';
import { cellText } from '../notation/cell-text.js';
import { formatCost, formatCount, formatPercent, formatValue } from '../notation/numbers.js';
import { forManyObservationsText, outcomeSumsMark } from '../prose/outcome-sums.js';
import { efficiencyText, limitText, optimalDesignText } from '../prose/optimal-text.js';
import { powerGoalText, powerText, reachText } from '../prose/power-text.js';
import { reasonText } from '../prose/reason-text.js';
import { roughSizeMark } from '../prose/rough-sentence.js';
import { requiredText, type RequiredGoal } from '../prose/required-text.js';
import { computing, stateText } from '../prose/state-text.js';

type Part = string | null | false;

const noAnswers = byAccuracy(() => null);

/** The text that replaces missing answers. */
function withoutAnswers({ state, answersAreUnderWay }: ModelView): string {
    return state === 'fresh' || state === 'spoiled' ? (answersAreUnderWay ? computing : '') : (stateText(state, false) ?? '');
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
 * Over a test that asks for a number: `40 clinics for 80 % power · SE 0.125 (OR 1.5, 95 % CI 1.18 to 1.92)`; over another:
 * `power 0.831 · needs 257 clinics for 90 %`. `index`: in the spec's tests.
 */
export function testLens(view: ModelView, index: number): string {
    return lensOver(
        view,
        ({ tests }) => tests[index],
        ({ power, using, required, failure, withT, ...rest }) => {
            const test = view.spec.tests[index] ?? null;
            const goal = required && { required, test, precision: null };
            if (goal && required.asked) {
                const isAnswered = valueInUse(required) !== null;
                return [
                    ...answeredParts(view, goal, powerGoalText(required)),
                    isAnswered && test && estimateAtAnswerText(view, rest.atOwnAnswer ?? view.answers!.atAnswer, test),
                    accuracyTag(view, isAnswered ? required.using : null, isAnswered ? required : rest, required.value),
                    exactAmount(view, goal),
                    isAnswered && roughPower(view, required, test, rest),
                    isAnswered && outcomeSumsMark(rest, required.using),
                    (required.cautions?.fewEvents ?? null) === null && fewEventsText(rest.fewEvents),
                    ...tParts(withT, 'no test', withT?.required ?? null, value => requiredText(view.spec, goal, value, 'short'))
                ];
            }
            const now = using && power[using];
            if (using === null || now === null) {
                const there = powerThere(view, rest.atAnswer);
                if (there !== null) {
                    return there;
                }
                const missing = failure ?? rest.atAnswer?.failure ?? null;
                const why = missing && failureText(view.spec, failedGoal(null, null), missing).short;
                return [withoutNumber('power', view, why), accuracyTag(view, null, rest, noAnswers)];
            }
            const exact = exactAnswerApart(power, using);
            return [
                `power ${powerText(now)}`,
                goal &&
                    neededText(view, goal, formatPercent(required.target), now >= required.target, { told: using, withT: withT?.required }),
                accuracyTag(view, using, rest, power),
                exact !== null && `exact: power ${powerText(exact)}`,
                roughPower(view, null, test, rest),
                outcomeSumsMark(rest, using),
                fewEventsText(rest.fewEvents),
                ...tParts(withT, 'no test', withT?.power ?? null, value => `power ${powerText(value)}`)
            ];
        }
    );
}

/** `t: 44 clinics`, `t: power 0.812`, `t: no test`: what the t distribution gives where units are few. */
function tParts(withT: { df: number } | null, nothing: string, value: number | null, text: (value: number) => string): Part[] {
    return [withT !== null && withT.df < 1 && `t: ${nothing}`, value !== null && `t: ${text(value)}`];
}

/** `power 0.612 with 82 clinics`: of a test that does not itself ask for the number. Null where there is none. */
function powerThere(view: ModelView, atAnswer: PowerAtAnswer | null): Part[] | null {
    const { using = null, power = noAnswers, exactMayDiffer = null } = atAnswer ?? {};
    const value = using && power[using];
    const written = view.answers && answerText(view.spec, view.answers);
    return value === null || !written
        ? null
        : [`power ${powerText(value)} with ${written.amount}`, accuracyTag(view, using, { awaitsExact: false, exactMayDiffer }, power)];
}

/** `few events: 0.25 expected at arm = 0, sex = 1`; `few non-events` where these are fewer. */
function fewEventsText(few: FewEvents | null): Part {
    if (few === null) {
        return null;
    }
    const at = few.cell.length === 0 ? '' : ` at ${few.cell.map(cellText).join(', ')}`;
    const told = (events: number): string => formatValue(Number(events.toPrecision(2)));
    return few.events < 5
        ? `few ${few.of}: ${told(few.events)} expected${at}`
        : `few ${few.of}: ${told(few.counted)} of ${told(few.events)} count${at}`;
}

/** Over a precision: `91 clinics for ± 0.1`, or `± 0.0892 · 74 clinics suffice for ± 0.1`. `index`: in the spec's precisions. */
export function precisionLens(view: ModelView, index: number): string {
    return lensOver(
        view,
        ({ precisions }) => precisions[index],
        ({ goal: aim, required, reached, using, failure, withT, ...exactness }) => {
            const precision = view.spec.precisions[index] ?? null;
            const goal = { required, test: null, precision };
            if (required.asked) {
                const tag = accuracyTag(view, valueInUse(required) === null ? null : required.using, required, required.value);
                return [
                    ...answeredParts(view, goal, reachText(aim)),
                    tag,
                    exactAmount(view, goal),
                    valueInUse(required) !== null && roughInterval(view, required, precision),
                    ...tParts(withT, 'no interval', withT?.required ?? null, value => requiredText(view.spec, goal, value, 'short'))
                ];
            }
            const now = using && reached[using];
            if (using === null || now === null) {
                const why = failure && failureText(view.spec, failedGoal(null, precision), failure).short;
                return [withoutNumber('interval', view, why), accuracyTag(view, null, exactness, noAnswers)];
            }
            const exact = exactAnswerApart(reached, using);
            return [
                reachText(aim, now),
                neededText(view, goal, reachText(aim), now <= required.target, { withT: withT?.required }),
                accuracyTag(view, using, exactness, reached),
                exact !== null && `exact: ${reachText(aim, exact)}`,
                roughInterval(view, null, precision),
                ...tParts(withT, 'no interval', withT?.reached ?? null, value => reachText(aim, value))
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
                efficiencyText(first, 'this design'),
                limitText(first),
                roughSizeMark(first),
                accuracyTag(view, first.using, { awaitsExact: false, exactMayDiffer: first.exactMayDiffer }, noAnswers)
            ];
        }
    );
}

/** How an editor lets its user write an answer into the text. */
export type WritingGesture = 'click' | 'double-click';

/** Over a `?`: `257 clinics for 90 % power · click to write 257`. */
export function askedLens(view: ModelView, gesture: WritingGesture = 'click'): string {
    return lensOver(
        view,
        answers => answers,
        answers => {
            const goal = answeredGoal(answers);
            const written = answerText(view.spec, answers);
            if (written) {
                const all = amountForAllGoals(view.spec, answers);
                return [written.what, all !== null && `all goals: ${all}`, view.state === 'fresh' && `${gesture} to write ${written.text}`];
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
        other !== null && `other side ${requiredText(view.spec, goal, other, 'number')}`,
        roughSizeMark(required)
    ];
}

/** `exact: 48 groups` where that is far from the answer in use. */
function exactAmount(view: ModelView, goal: RequiredGoal): Part {
    const exact = exactAnswerApart(goal.required.value, goal.required.using);
    return exact !== null && `exact: ${requiredText(view.spec, goal, exact, 'short')}`;
}

/** The number that reaches a goal, where the file has no `?`, and whether the design reaches it already. */
function neededText(
    view: ModelView,
    goal: RequiredGoal,
    aim: string,
    isReached: boolean,
    also: { told?: Accuracy; withT?: number | null } = {}
): Part {
    const { required, precision } = goal;
    const value = valueInUse(required);
    if (value === null) {
        const failure = failureOf(view.spec, required);
        return failure && !isReached && failureText(view.spec, failedGoal(required, precision), failure).short;
    }
    const amount = requiredText(view.spec, goal, value, 'short');
    const suffice = value === 1 || required.kind === 'n' ? 'suffices' : 'suffice';
    // A sum over the outcomes of larger studies may take too long, where that of the design does not.
    const how = also.told === 'exact' && required.using !== 'exact' && view.spec.random.length === 0 ? ` ${forManyObservationsText}` : '';
    const t = also.withT ?? null;
    const marks = [roughSizeMark(required), t !== null && t !== value && `t: ${requiredText(view.spec, goal, t, 'number')}`].filter(
        Boolean
    );
    const beside = marks.length === 0 ? '' : ` (${marks.join('; ')})`;
    return `${isReached ? `${amount} ${suffice} for ${aim}` : `needs ${amount} for ${aim}`}${how}${beside}`;
}

function withoutNumber(what: string, view: ModelView, why: string | null): string {
    const asked = askedQuantity(view.spec);
    const reason = why ?? (asked && reasonText({ code: 'unknown-value', what: asked.name }).short);
    return `no ${what}${reason ? `: ${reason}` : ''}`;
}

/** The accuracy of an answer where it is not the usual one, and a mark where an exact one will follow or check it. */
function accuracyTag(
    { spec, exactIsUnderWay, answersAreUnderWay }: ModelView,
    using: Accuracy | null,
    { awaitsExact, exactMayDiffer }: Doubted & { awaitsExact: boolean },
    values: ByAccuracy<number | null>
): Part {
    const requested = requestedAccuracy(spec);
    const isChecked = using !== null && using !== 'exact' && using !== 'leading' && values.exact === null;
    const comes = (awaitsExact || isChecked) && (exactIsUnderWay || (requested === 'exact' && answersAreUnderWay));
    const name = using !== null && (using !== 'refined' || requested !== 'refined') && accuracyName(using, spec);
    return [name, comes ? 'exact …' : exactMayDifferMark(exactMayDiffer)].filter(Boolean).join('; ');
}
