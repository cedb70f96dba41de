import { codeSpan, escapeComment, escapeMarkdown, paragraphs } from '../notation/markdown.js';
import { findParameter, type ModelView } from '../model-view.js';
import { formatValue } from '../notation/numbers.js';
import { parameterSymbol } from '../notation/symbols.js';
import { stateNote } from './numbers-state.js';
import { precisionLine, varianceLines } from './variance-lines.js';

/** A derived quantity: its formula and value, its precision by the delta method. Markdown. */
export function derivedHover(view: ModelView, name: string, doc: string | null): string {
    const { spec, analysis } = view;
    const derived = spec.derived.find(candidate => candidate.name === name);
    const parameter = findParameter(view, name);
    const symbol = parameterSymbol(name);
    const value = parameter && parameter.value !== null ? ` = ${formatValue(parameter.value)}` : '';
    return paragraphs(
        `**${escapeMarkdown(name)}**${symbol === name ? '' : ` (${symbol})`}${derived ? ` = ${codeSpan(derived.text)}` : ''}${value}`,
        stateNote(view),
        parameter && precisionLine(view.spec, parameter),
        doc && escapeComment(doc),
        parameter && analysis && varianceLines(view, parameter, analysis, symbol),
        'The variance is by the delta method: ∇gᵀ Cov ∇g.'
    );
}
