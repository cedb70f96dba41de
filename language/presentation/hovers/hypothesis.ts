import type { PrecisionSpec, TestSpec } from '../../../src-engine/model-spec.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../markdown.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../numbers.js';

/** A test: what it says, and that its power is not computed. `name`: the test's, or its hypothesis where it has none. Markdown. */
export function testHover({ spec }: ModelView, name: string, doc: string | null): string {
    const test = spec.tests.find(candidate => candidate.name === name) ?? spec.tests.find(candidate => candidate.hypothesis === name);
    return test
        ? paragraphs(titleOf(test), doc && escapeComment(doc), testText(test), notComputed('Power and the size that it takes'))
        : escapeMarkdown(name);
}

function titleOf({ name, hypothesis }: TestSpec): string {
    return name === null ? `Test of ${codeSpan(hypothesis)}` : `Test **${escapeMarkdown(name)}**: ${codeSpan(hypothesis)}`;
}

function testText(test: TestSpec): string {
    const alternative = { 'two-sided': 'differs from', greater: 'is greater than', less: 'is less than' }[test.alternative];
    return lines(
        `Alternative: ${test.contrasts.length > 1 ? 'at least one of them does not hold' : `the contrast ${alternative} ${formatValue(test.contrasts[0]?.value ?? 0)}`}`,
        `Level ${formatPercent(test.alpha)}, reference ${test.reference}${test.power === null ? '' : `, aimed at power ${formatPercent(test.power)}`}`
    );
}

/** A precision goal. `text`: the target as it was written. Markdown. */
export function precisionHover({ spec }: ModelView, text: string, doc: string | null): string {
    const precision = spec.precisions.find(candidate => candidate.text === text);
    return precision
        ? paragraphs(
              `Precision of ${codeSpan(text)}`,
              doc && escapeComment(doc),
              goalText(precision),
              notComputed('The size that it takes')
          )
        : escapeMarkdown(text);
}

function goalText({ goal, level }: PrecisionSpec): string {
    const reach =
        'halfwidth' in goal
            ? `of the estimate ± ${formatValue(goal.halfwidth)}`
            : `from the estimate divided by ${formatValue(goal.factor)} to the estimate times it`;
    return `Goal: a ${formatPercent(level)} confidence interval ${reach}`;
}

function notComputed(what: string): string {
    return `_${what}: not in this version._`;
}
