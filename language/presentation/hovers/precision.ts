import type { PrecisionSpec } from '../../../src-engine/model-spec.js';
import { codeSpan, escapeComment, paragraphs } from '../markdown.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../numbers.js';

/** A precision goal. `index`: in the spec's precisions. Markdown. */
export function precisionHover({ spec }: ModelView, index: number, doc: string | null = null): string {
    const precision = spec.precisions[index];
    return precision ? paragraphs(`Precision of ${codeSpan(precision.text)}`, doc && escapeComment(doc), goalText(precision)) : '';
}

function goalText({ goal, level }: PrecisionSpec): string {
    const reach =
        'halfwidth' in goal
            ? `of the estimate ± ${formatValue(goal.halfwidth)}`
            : `from the estimate divided by ${formatValue(goal.factor)} to the estimate times it`;
    return `Goal: a ${formatPercent(level)} confidence interval ${reach}`;
}
