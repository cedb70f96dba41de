import { hasNumber, modelAccuracyNote } from '../prose/accuracy-text.js';
import { clusteringText } from '../prose/clustering-text.js';
import { sizesLegend } from '../notation/formula.js';
import { lme4Call } from '../notation/lme4.js';
import { codeBlock, codeSpan, escapeComment, escapeMarkdown, lines, markdownTable, paragraphs } from '../notation/markdown.js';
import { modelNotation } from '../notation/model-notation.js';
import { parameterAtAnswer, type ModelView } from '../model-view.js';
import { isFilled, parameterRows, type ParameterRow } from '../tables/parameter-table.js';
import { reasonMarkdown } from '../prose/reason-text.js';
import { stateNote } from './numbers-state.js';

/** More rows than this do not fit a hover. */
export const mostRows = 30;

/** The model in mathematical notation, as an R call, and its parameters in a table. Markdown. */
export function modelHover(view: ModelView): string {
    const { spec, analysis, title, doc } = view;
    const answered = analysis?.parameters.map(parameter => parameterAtAnswer(view, parameter.name) ?? parameter);
    const rows = analysis ? parameterRows({ ...analysis, parameters: answered! }) : [];
    // A parameter's own reason comes before that of the model, as in the texts about it.
    const reason = analysis && (analysis.parameters.find(one => one.reason !== null && !hasNumber(one))?.reason ?? analysis.reason);
    const table = parameterTable(view, rows.slice(0, mostRows));
    return paragraphs(
        `**${escapeMarkdown(spec.name)}**${title === null ? '' : `: ${escapeMarkdown(title)}`}`,
        stateNote(view),
        table,
        rows.length > mostRows && `… and ${rows.length - mostRows} more`,
        analysis &&
            lines(
                `_${[sizesLegend(spec, analysis), modelAccuracyNote(spec, analysis)]
                    .filter(text => text !== null)
                    .map(escapeMarkdown)
                    .join('. ')}_`,
                reason && `**Some numbers are missing**: ${reasonMarkdown(reason)}`
            ),
        clusteringText(view),
        codeBlock('text', modelNotation(spec).join('\n')),
        codeBlock('r', lme4Call(spec)),
        doc && escapeComment(doc)
    );
}

function intervalLevel({ analysis }: ModelView): string {
    const interval = analysis?.parameters.find(parameter => parameter.interval !== null)?.interval;
    return `${Math.round((interval?.level ?? 0.95) * 1000) / 10} %`;
}

/** The columns that have numbers: if sizes are asked for, there are no standard errors. */
function parameterTable(view: ModelView, rows: ParameterRow[]): string {
    const columns: { field: keyof ParameterRow; header: string; side: 'left' | 'right' }[] = [
        { field: 'name', header: '', side: 'left' },
        { field: 'block', header: '', side: 'left' },
        { field: 'value', header: 'value', side: 'right' },
        { field: 'asyVar', header: 'Asy.Var', side: 'left' },
        { field: 'standardError', header: 'SE', side: 'right' },
        { field: 'interval', header: `${intervalLevel(view)} CI`, side: 'left' }
    ];
    const filled = columns.filter(({ field }) => isFilled(rows, field));
    return markdownTable(
        filled.map(({ header }) => header),
        filled.map(({ side }) => side),
        rows.map(row => filled.map(({ field }) => (field === 'name' ? codeSpan(row.name) : escapeMarkdown(row[field]))))
    );
}
