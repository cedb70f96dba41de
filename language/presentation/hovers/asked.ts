import { askedQuantity } from '../asked-quantity.js';
import { codeSpan, paragraphs } from '../markdown.js';
import type { ModelView } from '../model-view.js';

/** A `?`: what is asked for. Markdown. */
export function askedHover({ spec }: ModelView): string {
    const asked = askedQuantity(spec);
    return asked ? paragraphs(`Asked for: ${codeSpan(asked.name)}`) : '';
}
