import type { TestSpec } from '../../../src-engine/model-spec.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../markdown.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../numbers.js';

/** A test: what it says. `index`: in the spec's tests. Markdown. */
export function testHover({ spec }: ModelView, index: number, doc: string | null = null): string {
    const test = spec.tests[index];
    return test ? paragraphs(titleOf(test), doc && escapeComment(doc), testText(test)) : '';
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
