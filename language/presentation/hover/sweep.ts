import { codeSpan, escapeComment, escapeMarkdown, lines, markdownTable, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatValue } from '../notation/numbers.js';
import { sweepReasons, sweepTables } from '../tables/sweep-table.js';
import { mostRows } from './model.js';
import { answersNote } from './numbers-state.js';
import { sentenceCase } from '../prose/sentence-case.js';

/** With more values than this, only the first and the last are shown. */
const mostValues = 8;

/** The sweeps of a model: the values of each quantity, and the results. Markdown. */
export function sweepHover(view: ModelView, doc: string | null = null): string {
    const { spec, sweep } = view;
    return paragraphs(
        lines(...spec.sweeps.map(({ name, values }) => `Sweep of ${codeSpan(name)}: ${valuesText(values)}`)),
        sweep ? stateOfRows(view) : answersNote({ ...view, answers: null, answersAreUnderWay: true }),
        ...(sweep ? tableParts(view) : []),
        doc && escapeComment(doc),
        ...sweepReasons(sweep ?? [], view.answers).map(reason => `— ${escapeMarkdown(reason)}`)
    );
}

function stateOfRows(view: ModelView): string | null {
    return view.state === 'fresh' || view.state === 'spoiled' ? null : answersNote(view);
}

function valuesText(values: readonly number[]): string {
    const shown = values.length <= mostValues ? values : [...values.slice(0, 3), null, ...values.slice(-1)];
    return shown.map(value => (value === null ? '…' : formatValue(value))).join(', ');
}

function tableParts({ spec, sweep }: ModelView): (string | false)[] {
    return sweepTables(spec, sweep ?? []).flatMap(({ title, header, swept, rows }) => [
        title !== null && `${escapeMarkdown(sentenceCase(title))}:`,
        markdownTable(
            header.map(escapeMarkdown),
            header.map(() => 'right'),
            rows
                .slice(0, mostRows)
                .map(row => row.map((cell, index) => (index < swept ? `**${escapeMarkdown(cell)}**` : escapeMarkdown(cell))))
        ),
        rows.length > mostRows && `… and ${rows.length - mostRows} more`
    ]);
}
