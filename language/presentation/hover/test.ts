import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracies, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import { list } from '../prose/enumeration.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { withDoubt } from '../prose/doubt-text.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { situationOf } from '../choice/test-situation.js';
import { clusteringText } from '../prose/clustering-text.js';
import { answerText } from '../prose/answer-text.js';
import { failedGoal, failureText, withoutPower } from '../prose/failure-text.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { unitsOf } from '../prose/plural.js';
import { outcomeSums, outcomeSumsSentences } from '../prose/outcome-sums.js';
import { powerGoalText, powerOf, powerText } from '../prose/power-text.js';
import { requiredText, type RequiredGoal } from '../prose/required-text.js';
import { nounOf } from '../prose/size-text.js';
import { powerFormula, sizeFormula, type SourcedFormula } from '../notation/wald-formula.js';
import { demandOf, sensitivityText } from '../prose/sensitivity-text.js';
import { tReferenceNote } from '../prose/t-reference-text.js';
import { answerLine, answerTable, sizesAroundAnswer, spreadText } from './answer-table.js';
import { answersNote } from './numbers-state.js';

/** A test: its hypothesis, its power, the number that reaches its target power, and how they depend on assumptions. `index`: in the spec's tests. Markdown. */
export function testHover(view: ModelView, index: number, doc: string | null = null): string {
    const test = view.spec.tests[index];
    const answer = view.answers?.tests[index];
    if (!test) {
        return '';
    }
    const [first = null, ...rest] = answer ? answerParts(view, test, answer) : [];
    return paragraphs(
        titleOf(test),
        answersNote(view),
        first,
        doc && escapeComment(doc),
        hypothesisText(test),
        ...rest,
        formulaLines(view, test, answer)
    );
}

function titleOf({ name, hypothesis }: TestSpec): string {
    return name === null ? `Test of ${codeSpan(hypothesis)}` : `Test **${escapeMarkdown(name)}**: ${codeSpan(hypothesis)}`;
}

function hypothesisText(test: TestSpec): string {
    const alternative = { 'two-sided': 'differs from', greater: 'is greater than', less: 'is less than' }[test.alternative];
    return lines(
        `Alternative: ${test.contrasts.length > 1 ? 'at least one of them does not hold' : `the contrast ${alternative} ${formatValue(test.contrasts[0]?.value ?? 0)}`}`,
        `Level ${formatPercent(test.alpha)}, reference ${test.reference}${test.power === null ? '' : `, target power ${formatPercent(test.power)}`}`
    );
}

function answerParts(view: ModelView, test: TestSpec, answer: TestAnswer): (string | null | false)[] {
    const { power, using, required, failure, sensitivity } = answer;
    const goal: RequiredGoal | null = required && { required, test, precision: null };
    const now = using && power[using];
    const spread = (goal && spreadText(view, goal)) ?? powerVerdict(view.spec, power);
    const amount = (value: number) => (goal ? requiredText(view.spec, goal, value, 'short') : '');
    const around = required?.asked
        ? sensitivityText(view.spec, valueInUse(required), required.sensitivity, { text: amount, demand: demandOf(view.spec, goal!) })
        : sensitivityText(view.spec, now, sensitivity, { text: value => `power ${powerText(value)}`, demand: value => -value });
    return [
        lines(
            using !== null &&
                now !== null &&
                `**Power ${powerText(now)}** at this design (${withDoubt(accuracyName(using, view.spec), answer.exactMayDiffer)})${situationNote(view, test)}`,
            now === null && thereLine(view, answer),
            now === null && failure && `No power: ${escapeMarkdown(failureText(view.spec, failedGoal(null, null), failure).long)}`,
            goal && answerLine(view, goal, powerGoalText(goal.required))
        ),
        spread && escapeMarkdown(spread),
        lines(...outcomeSumsSentences(test, answer).map(escapeMarkdown)),
        answerTable(
            view,
            {
                header: 'power',
                values: power,
                using,
                text: (value, accuracy) => powerOf(value, accuracy === 'exact' ? answer.powerError : null)
            },
            goal
        ),
        goal && sizesAroundAnswer(view, goal, 'power', powerText),
        lines(around && escapeMarkdown(around), floorLine(view, answer), referenceLine(view, answer, goal), clusteringText(view))
    ];
}

/** The power at the answer to the `?` of another goal, or why there is none. Markdown. */
function thereLine(view: ModelView, { atAnswer, required, failure }: TestAnswer): string | null {
    if (required !== null || failure !== null) {
        return null;
    }
    const written = view.answers && answerText(view.spec, view.answers);
    const { using = null } = atAnswer ?? {};
    const value = using && atAnswer!.power[using];
    if (value !== null && written) {
        return `**Power ${powerText(value)}** with ${escapeMarkdown(written.amount)} (${withDoubt(accuracyName(using!, view.spec), atAnswer!.exactMayDiffer)})`;
    }
    const why = withoutPower(view.spec, atAnswer);
    return why === null ? null : `No power: ${escapeMarkdown(why)}`;
}

/** How far the powers of the accuracies are apart, in 1/100. Plain text; null with one power only. */
function powerVerdict(spec: ModelSpec, power: ByAccuracy<number | null>): string | null {
    const known = accuracies.filter(accuracy => power[accuracy] !== null);
    const [least, most] = [Math.min, Math.max].map(pick => pick(...known.map(accuracy => power[accuracy]!)));
    if (known.length < 2) {
        return null;
    }
    return most! - least! <= 0.02
        ? 'The approximations of the power agree within 0.02.'
        : `The approximations of the power differ: ${list(known.map(accuracy => `${powerText(power[accuracy]!)} (${accuracyName(accuracy, spec)})`))}.`;
}

/** A note if there is nothing to detect. */
function situationNote(view: ModelView, test: TestSpec): string {
    switch (situationOf(view, test)) {
        case 'null':
            return ': the hypothesis holds at these values';
        case 'other-side':
            return ': the effect is not in the direction of the alternative';
        case 'alternative':
            return '';
    }
}

/** A smaller share is not worth a line. */
const leastFloor = 0.001;

/** The part of the variance that more observations do not lower. */
function floorLine({ spec }: ModelView, { floor, required }: TestAnswer): string | null {
    if (floor === null || floor < leastFloor) {
        return null;
    }
    const noun = nounOf(spec, { quantity: 'n', kind: 'n' });
    const where = required?.asked && required.kind !== 'effect' ? '' : ' at this design';
    return escapeMarkdown(`More ${noun} do not lower ${formatPercent(Number(floor.toPrecision(2)))} of the variance${where}.`);
}

/** The reference law of the statistic. With few units a normal reference is compared with t, and both with Satterthwaite's degrees of freedom where these were computed. */
function referenceLine(
    view: ModelView,
    { reference, df, units, withT, withSatterthwaite }: TestAnswer,
    goal: RequiredGoal | null
): string | null {
    const there = goal?.required.asked && goal.required.kind !== 'effect' && valueInUse(goal.required) !== null ? ' at the answer' : '';
    const { df: other = null, power = null } = withSatterthwaite ?? {};
    const gives = power === null ? '' : ` and gives power ${powerText(power)}`;
    const satterthwaite = other === null ? '' : ` Satterthwaite's method has ${formatValue(other, 4)} degrees of freedom${there}${gives}.`;
    if (reference !== 'z') {
        return df === null ? null : `Reference ${reference} with ${formatValue(df, 4)} degrees of freedom${there}.${satterthwaite}`;
    }
    if (withT === null) {
        return null;
    }
    return `${escapeMarkdown(tReferenceNote(view.spec, { withT, units }, goal, there)!).replace(/\\`/g, '`')}${satterthwaite}`;
}

function formulaLines(view: ModelView, test: TestSpec, answer: TestAnswer | undefined): string {
    const size = answer?.required ? sizeFormula(view, test, answer.required) : null;
    const line = (what: string, { formula, source }: SourcedFormula) => `${what}: ${codeSpan(formula)}, ${escapeMarkdown(source)}`;
    const isSum = answer !== undefined && outcomeSums(answer) !== null;
    return lines(
        isSum && 'Exact power: the sum of the probabilities of all outcomes that reject; an estimate that does not exist does not reject',
        line(isSum ? 'Power for many observations' : 'Power', powerFormula(test)),
        size && line('Size', size),
        answer?.required &&
            valueInUse(answer.required) !== null &&
            answer.required.kind !== 'effect' &&
            !answer.required.atSmallest &&
            `The number of ${escapeMarkdown(answer.required.kind === 'n' ? 'observations' : unitsOf(answer.required.quantity))} is the least that reaches the target power: one step less does not${answer.required.using === 'exact' && isSum ? ', and all numbers up to a tenth larger do' : ''}.`
    );
}
