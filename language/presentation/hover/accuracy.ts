import { keywords } from '../../knowledge/keywords.js';
import { accuracyName, awaitsExact, modelAccuracyNote, requestedAccuracy } from '../prose/accuracy-text.js';
import { accuracies } from '../../../src-engine/result/by-accuracy.js';
import { codeSpan, escapeMarkdown, markdownTable, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { varianceText } from '../tables/variance-comparison.js';
import { mostRows } from './model.js';
import { stateNote } from './numbers-state.js';

/** `using`: its meaning, the accuracy of each standard error, and all variances of the model side by side. Markdown. */
export function accuracyHover(view: ModelView, doc: string | null): string {
    const { spec, analysis } = view;
    const requested = requestedAccuracy(spec);
    // Without random effects there is no expansion, and no average over them.
    const documentation = spec.random.some(({ effects }) => effects.length > 0)
        ? keywords.get(requested === 'twoTerm' ? 'two-term' : requested)?.documentation
        : null;
    const note = analysis && modelAccuracyNote(spec, analysis);
    return paragraphs(
        `**using ${accuracyName(requested)}**${documentation ? `: ${escapeMarkdown(documentation)}` : ''}`,
        stateNote(view),
        variancesTable(view),
        doc && escapeMarkdown(doc),
        note && `_${escapeMarkdown(note)}_`
    );
}

/** A row for each parameter, variances in use in bold. Null where sizes are missing. */
function variancesTable(view: ModelView): string | null {
    const parameters = view.analysis?.parameters.slice(0, mostRows) ?? [];
    if (parameters.every(parameter => accuracies.every(accuracy => parameter[accuracy].asyVar === null))) {
        return null;
    }
    const rows = parameters.map(parameter => [
        codeSpan(parameter.name),
        ...accuracies.map(accuracy => {
            if (accuracy === 'exact' && awaitsExact(view, parameter)) {
                return '…';
            }
            const text = escapeMarkdown(varianceText(parameter[accuracy], 4));
            return accuracy === parameter.using && parameter.standardError !== null ? `**${text}**` : text;
        })
    ]);
    return markdownTable(
        ['variance', ...accuracies.map(accuracy => accuracyName(accuracy))],
        ['left', ...accuracies.map(() => 'right' as const)],
        rows
    );
}
