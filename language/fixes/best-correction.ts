import type { LangiumDocument } from 'langium';
import type { DocumentWithData } from '../data/data-files.js';
import type { Issue } from '../lowered-model.js';
import { correctionsOf } from './corrections.js';
import { textAfter } from './text-edit.js';

/** The best correction of a diagnostic in one line: the line as it would be, or what to do where more than one changes. Null where there is none. */
export function suggestionFor(document: DocumentWithData & LangiumDocument, issue: Issue): string | null {
    const [best] = correctionsOf(document, issue);
    if (!best) {
        return null;
    }
    const before = new Set(document.textDocument.getText().split(/\r\n|\n|\r/));
    const changed = textAfter(document.textDocument, best.edits)
        .split(/\r\n|\n|\r/)
        .filter(line => !before.has(line));
    return changed.length === 1 ? changed[0]!.trim() : best.title;
}
