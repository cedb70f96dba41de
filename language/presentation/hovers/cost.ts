import { codeSpan, escapeComment, lines, paragraphs } from '../markdown.js';
import type { ModelView } from '../model-view.js';
import { formatValue } from '../numbers.js';

/** What data cost. Markdown. */
export function costHover({ spec: { cost } }: ModelView, doc: string | null = null): string {
    if (!cost) {
        return '';
    }
    return paragraphs(
        '**Cost**',
        doc && escapeComment(doc),
        lines(
            ...cost.prices.map(({ unit, price }) => `Each ${unit === null ? 'observation' : codeSpan(unit)}: ${formatValue(price)}`),
            cost.budget !== null && `Budget: ${formatValue(cost.budget)}`
        )
    );
}
