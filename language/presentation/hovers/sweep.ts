import { codeSpan, escapeComment, lines, paragraphs } from '../markdown.js';
import type { ModelView } from '../model-view.js';
import { formatValue } from '../numbers.js';

/** The sweeps of a model: what takes which values. Markdown. */
export function sweepHover({ spec }: ModelView, doc: string | null = null): string {
    return paragraphs(
        doc && escapeComment(doc),
        lines(...spec.sweeps.map(({ name, values }) => `${codeSpan(name)} = ${values.map(value => formatValue(value)).join(', ')}`))
    );
}
