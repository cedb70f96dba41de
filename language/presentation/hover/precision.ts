import type { PrecisionAnswer } from '../../../src-engine/result/design-answers.js';
import type { PrecisionSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { withDoubt } from '../prose/doubt-text.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { failedGoal, failureText } from '../prose/failure-text.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { reachNumber, reachText } from '../prose/power-text.js';
import { requiredText } from '../prose/required-text.js';
import { intervalFormula } from '../notation/wald-formula.js';
import { demandOf, sensitivityText } from '../prose/sensitivity-text.js';
import { tReferenceNote } from '../prose/t-reference-text.js';
import { answerLine, answerTable, sizesAroundAnswer, spreadText } from './answer-table.js';
import { answersNote } from './numbers-state.js';

/** A precision goal: how wide the interval is, and the size that makes it narrow enough. `index`: in the spec's precisions. Markdown. */
export function precisionHover(view: ModelView, index: number, doc: string | null = null): string {
    const precision = view.spec.precisions[index];
    const answer = view.answers?.precisions[index];
    if (!precision) {
        return '';
    }
    const { formula, source } = intervalFormula(precision);
    const [first = null, ...rest] = answer ? answerParts(view, precision, answer) : [];
    return paragraphs(
        `Precision of ${codeSpan(precision.text)}`,
        answersNote(view),
        first,
        doc && escapeComment(doc),
        aimText(precision),
        ...rest,
        `${codeSpan(formula)}, ${source}`
    );
}

function aimText({ goal, level }: PrecisionSpec): string {
    const reach =
        'halfwidth' in goal
            ? `with half-width ${formatValue(goal.halfwidth)}`
            : `from the estimate / ${formatValue(goal.factor)} to the estimate × ${formatValue(goal.factor)}`;
    return `Goal: a ${formatPercent(level)} confidence interval ${reach}`;
}

function answerParts(view: ModelView, precision: PrecisionSpec, answer: PrecisionAnswer): (string | null | false)[] {
    const { reached, using, required, failure, exactMayDiffer } = answer;
    const goal = { required, test: null, precision };
    const now = using && reached[using];
    const t = tReferenceNote(view.spec, answer, goal, required.asked && valueInUse(required) !== null ? ' at the answer' : '');
    const text = (value: number) => reachNumber(precision.goal, value);
    const spread = spreadText(view, goal);
    const around = sensitivityText(view.spec, valueInUse(required), required.sensitivity, {
        text: value => requiredText(view.spec, goal, value, 'short'),
        demand: demandOf(view.spec, goal)
    });
    const header = 'halfwidth' in precision.goal ? 'half-width' : 'factor';
    return [
        lines(
            using !== null &&
                now !== null &&
                `**${reachText(precision.goal, now)}** at this design (${withDoubt(accuracyName(using, view.spec), exactMayDiffer)})`,
            now === null && failure && `No interval: ${escapeMarkdown(failureText(view.spec, failedGoal(null, precision), failure).long)}`,
            answerLine(view, goal, reachText(precision.goal))
        ),
        spread && escapeMarkdown(spread),
        answerTable(view, { header, values: reached, using, text }, goal),
        sizesAroundAnswer(view, goal, header, text),
        lines(around && escapeMarkdown(around), t && escapeMarkdown(t))
    ];
}
