import { modelAccuracyNote } from '../accuracy-text.js';
import { sizesLegend } from '../formula.js';
import { lme4Call } from '../lme4.js';
import { codeBlock, codeSpan, escapeComment, escapeMarkdown, lines, markdownTable, paragraphs } from '../markdown.js';
import { modelNotation } from '../model-notation.js';
import type { ModelView } from '../model-view.js';
import { parameterRows } from '../parameter-table.js';
import { reasonMarkdown } from '../reason-text.js';
import { stateNote } from './numbers-state.js';

/** Beyond, a hover is a document. */
const mostRows = 30;

/** The model in mathematical notation, as an R call, and its parameters in a table. Markdown. */
export function modelHover(view: ModelView): string {
    const { spec, analysis, title, doc } = view;
    const rows = analysis ? parameterRows(analysis) : [];
    const table = markdownTable(
        ['', '', 'value', 'Asy.Var', 'SE', `${intervalLevel(view)} CI`],
        ['left', 'left', 'right', 'left', 'right', 'left'],
        rows
            .slice(0, mostRows)
            .map(row => [
                codeSpan(row.name),
                row.block,
                escapeMarkdown(row.value),
                escapeMarkdown(row.asyVar),
                escapeMarkdown(row.standardError),
                escapeMarkdown(row.interval)
            ])
    );
    return paragraphs(
        `**${escapeMarkdown(spec.name)}**${title === null ? '' : `: ${escapeMarkdown(title)}`}`,
        stateNote(view),
        table,
        rows.length > mostRows && `… and ${rows.length - mostRows} more`,
        analysis &&
            lines(
                `_${[escapeMarkdown(sizesLegend(spec, analysis)), modelAccuracyNote(analysis)].filter(Boolean).join('. ')}_`,
                analysis.reason && `**Numbers are missing**: ${reasonMarkdown(analysis.reason)}`
            ),
        codeBlock('text', modelNotation(spec).join('\n')),
        codeBlock('r', lme4Call(spec)),
        doc && escapeComment(doc)
    );
}

function intervalLevel({ analysis }: ModelView): string {
    const interval = analysis?.parameters.find(parameter => parameter.interval !== null)?.interval;
    return `${Math.round((interval?.level ?? 0.95) * 1000) / 10} %`;
}
