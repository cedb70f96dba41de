/** What an editor and the command line offer for the diagnostics of a text. */
import type { LangiumDocument } from 'langium';
import type { DocumentWithData } from '../data/data-files.js';
import type { Issue } from '../lowered-model.js';
import { editsOf } from './fix-edits.js';
import type { TextEdit } from './text-edit.js';

export interface Correction {
    title: string;
    edits: TextEdit[];
    /** The best of those of a diagnostic. */
    isPreferred: boolean;
    /** It says what was meant without any doubt, and loses nothing. */
    isSure: boolean;
}

/** The corrections of a diagnostic, the best one first. Edits of one correction don't overlap. */
export function correctionsOf(document: DocumentWithData & LangiumDocument, issue: Issue): Correction[] {
    const possible = (issue.fixes ?? []).flatMap(fix => {
        const edits = editsOf(document, issue.range, fix);
        return edits && edits.length > 0 ? [{ title: fix.title, edits, isSure: fix.isSure === true }] : [];
    });
    return possible.map((correction, i) => ({ ...correction, isPreferred: i === 0 }));
}
