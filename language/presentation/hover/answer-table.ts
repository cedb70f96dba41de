/** The number that reaches a goal in every accuracy, and how it depends on assumptions: parts that the hovers of tests and precisions share. */
import { accuracies, byAccuracy, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { withDoubt } from '../prose/doubt-text.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { backTransformText } from '../prose/back-transform.js';
import { attritionText } from '../prose/design-text.js';
import { detectableValue, valueAtNull } from '../choice/detectable-value.js';
import { failedGoal, failureOf, failureText } from '../prose/failure-text.js';
import { escapeMarkdown, lines, markdownTable } from '../notation/markdown.js';
import { findFixedEffect, type ModelView } from '../model-view.js';
import { formatCount, formatValue, noNumber } from '../notation/numbers.js';
import { otherSideText } from '../prose/other-side-text.js';
import { unitsOf } from '../prose/plural.js';
import { verdict } from '../prose/verdict-text.js';
import { roughSizeSentence } from '../prose/rough-sentence.js';
import { requiredText, type RequiredGoal } from '../prose/required-text.js';
import { nounOf } from '../prose/size-text.js';

/** The goal's measure at the design: powers, half-widths or factors. */
export interface MeasureAtDesign {
    header: string;
    values: ByAccuracy<number | null>;
    using: Accuracy | null;
    text: (value: number, accuracy: Accuracy) => string;
}

/**
 * A row for each accuracy: the measure at the design, the number that reaches the goal, the real solution, how many to recruit. The one in use is bold.
 * Null if there is no number. Markdown.
 */
export function answerTable(view: ModelView, told: MeasureAtDesign, goal: RequiredGoal | null): string | null {
    const required = goal?.required ?? null;
    const known = (values: ByAccuracy<number | null> | null | undefined) =>
        values && accuracies.some(accuracy => values[accuracy] !== null) ? values : null;
    const count = (value: number) => formatCount(value);
    const effect = (value: number) => (goal ? requiredText(view.spec, goal, value, 'number') : '');
    const isEffect = required?.kind === 'effect';
    const isLossy = required !== null && accuracies.some(accuracy => required.recruit[accuracy] !== required.value[accuracy]);
    const columns = [
        { header: told.header, values: known(told.values), text: told.text },
        { header: required ? nounOf(view.spec, required) : '', values: known(required?.value), text: isEffect ? effect : count },
        { header: 'solution', values: isEffect ? null : known(required?.continuous), text: (value: number) => formatValue(value, 5) },
        { header: 'recruit', values: isLossy ? known(required?.recruit) : null, text: count },
        { header: 'other side', values: known(required?.otherSide), text: effect }
    ].filter(column => column.values !== null);
    if (columns.length === 0) {
        return null;
    }
    const using = required?.using ?? told.using;
    const rows = accuracies.map(accuracy => {
        const cells = columns.map(({ values, text }) => {
            const value = values?.[accuracy] ?? null;
            return value === null ? noNumber : escapeMarkdown(text(value, accuracy));
        });
        const failure = required?.failure[accuracy] ?? null;
        const isComing =
            accuracy === 'exact' && view.exactIsUnderWay && failure?.code === 'no-variance' && failure.reason.code === 'not-computed';
        const why = isComing
            ? 'being computed'
            : failure && goal
              ? failureText(view.spec, failedGoal(required, goal.precision), failure).short
              : '';
        const name = accuracyName(accuracy, view.spec);
        return [accuracy === using ? `**${name}**` : name, ...cells, escapeMarkdown(why)];
    });
    const withReasons = rows.some(row => row.at(-1) !== '');
    return markdownTable(
        ['', ...columns.map(({ header }) => escapeMarkdown(header)), ...(withReasons ? [''] : [])],
        ['left', ...columns.map(() => 'right' as const), ...(withReasons ? ['left' as const] : [])],
        withReasons ? rows : rows.map(row => row.slice(0, -1))
    );
}

/** `**257 clinics** for 90 % power (refined). Recruit 303 clinics: attrition 15 %`, or why there is no number. Markdown. */
export function answerLine(view: ModelView, goal: RequiredGoal, aim: string): string {
    const { required, precision } = goal;
    const { spec } = view;
    const value = valueInUse(required);
    if (value === null || required.using === null) {
        const failure = failureOf(spec, required);
        return failure ? escapeMarkdown(failureText(spec, failedGoal(required, precision), failure).long) : '';
    }
    const recruit = required.recruit[required.using];
    const attrition = attritionText(spec.design);
    return lines(
        `**${escapeMarkdown(requiredText(spec, goal, value))}** for ${escapeMarkdown(aim)} (${withDoubt(accuracyName(required.using, spec), required.exactMayDiffer)})`,
        escapeMarkdown(roughSizeSentence(spec, required) ?? ''),
        required.kind === 'effect' && escapeMarkdown(scaleText(view, goal, value) ?? ''),
        escapeMarkdown(otherSideText(required) ?? ''),
        recruit !== null &&
            attrition !== null &&
            `Recruit ${escapeMarkdown(`${formatCount(recruit)} ${unitsOf(required.quantity, recruit)}`)}: ${attrition}`,
        required.step > 1 && `A multiple of ${formatCount(required.step)}, so that the points of \`each\` are balanced`
    );
}

/** The value of an effect as a ratio: `Odds ratio exp(β₁) = 1.5, per unit of x`. Plain text. */
function scaleText({ spec }: ModelView, { required, test }: RequiredGoal, value: number): string | null {
    const effect = findFixedEffect(spec, required.quantity);
    return effect && test ? backTransformText(spec, { ...effect, value: detectableValue(spec, test, required, value) }, null) : null;
}

/** How far the accuracies' answers are apart. Plain text; null with one number only. */
export function spreadText(view: ModelView, goal: RequiredGoal): string | null {
    const { required, test } = goal;
    // An effect is measured from its null value, because a test has to detect the distance.
    const origin = required.kind === 'effect' && test ? valueAtNull(view.spec, test, required.quantity) : 0;
    const sizes = byAccuracy(accuracy => {
        const value = required.value[accuracy];
        return value === null ? null : Math.abs((required.continuous[accuracy] ?? value) - origin);
    });
    return verdict(
        sizes,
        accuracy => requiredText(view.spec, goal, required.value[accuracy]!, 'number'),
        accuracy => accuracyName(accuracy, view.spec)
    );
}

/** The measure at sizes around the answer: `| clinics | 129 | 193 | **257** | …`. Markdown; null without a curve. */
export function sizesAroundAnswer(view: ModelView, goal: RequiredGoal, header: string, text: (value: number) => string): string | null {
    const { required } = goal;
    const answer = valueInUse(required);
    if (required.curve.length < 2) {
        return null;
    }
    const at = (value: number) => {
        const shown =
            value === answer
                ? requiredText(view.spec, goal, value, 'number')
                : required.kind === 'effect'
                  ? formatValue(value, 4)
                  : formatCount(value);
        return value === answer ? `**${shown}**` : shown;
    };
    return markdownTable(
        [escapeMarkdown(nounOf(view.spec, required)), ...required.curve.map(point => at(point.at))],
        ['left', ...required.curve.map(() => 'right' as const)],
        [[header, ...required.curve.map(point => escapeMarkdown(text(point.value)))]]
    );
}
