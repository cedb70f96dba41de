/** What an editor and the command line offer for the diagnostics of a text. */
import type { LangiumDocument } from 'langium';
import type { DocumentWithData } from '../data/data-files.js';
import type { Issue } from '../lowered-model.js';
import { editsOf } from './fix-edits.js';
import { Trials } from './trials.js';
import type { TextEdit } from './text-edit.js';

export interface Correction {
    title: string;
    edits: TextEdit[];
    /** The best of those of a diagnostic. */
    isPreferred: boolean;
    /** It says what was meant without any doubt, and loses nothing. */
    isSure: boolean;
}

/** What fixes say to write, whether or not it helps. */
function proposals(document: DocumentWithData & LangiumDocument, issue: Issue): Omit<Correction, 'isPreferred'>[] {
    return (issue.fixes ?? []).flatMap(fix => {
        const edits = editsOf(document, issue.range, fix);
        return edits && edits.length > 0 ? [{ title: fix.title, edits, isSure: fix.isSure === true }] : [];
    });
}

/**
 * The corrections of a diagnostic, the best one first. Each was tried: it leaves fewer errors, causes none, and does not change
 * what other elements say. Edits of one correction don't overlap.
 */
export function correctionsOf(document: DocumentWithData & LangiumDocument, issue: Issue): Correction[] {
    const trials = new Trials(document, issue, (tried, other) => proposals(tried, other)[0]?.edits);
    return proposals(document, issue)
        .filter(({ edits }) => trials.help(edits))
        .map((correction, i) => ({ ...correction, isPreferred: i === 0 }));
}
