/** Corrects everything in a text that has only one sensible correction. */
import type { LangiumDocument } from 'langium';
import type { DocumentWithData } from '../data/data-files.js';
import type { LoweredFile } from '../lowered-model.js';
import { lowerDocument } from '../lowering/file.js';
import { correctionsOf, type Correction } from './corrections.js';
import { textAfter, type TextEdit } from './text-edit.js';

/** A correction can show what it hid, and that is corrected, too; but a text in which this goes on is stranger than a slip. */
const mostRounds = 5;

/**
 * The edit that makes all sure corrections of a document; undefined where there are none.
 *
 * @param parsed a document with another text, for corrections of what the first ones uncover
 */
export function allCorrections(
    document: DocumentWithData & LangiumDocument,
    parsed: (text: string) => DocumentWithData & LangiumDocument
): TextEdit | undefined {
    const original = document.textDocument.getText();
    let present = document;
    for (let round = 0; round < mostRounds; round++) {
        const edits = sureEdits(present);
        if (edits.length === 0) {
            break;
        }
        present = parsed(textAfter(present.textDocument, edits));
    }
    const corrected = present.textDocument.getText();
    return corrected === original ? undefined : difference(document, original, corrected);
}

/** The edits of the sure corrections that do not touch each other, in text order. */
function sureEdits(document: DocumentWithData & LangiumDocument): TextEdit[] {
    const text = document.textDocument;
    const taken: { start: number; end: number }[] = [];
    return sureCorrections(document, lowerDocument(document)).flatMap(({ edits }) => {
        const places = edits.map(({ range }) => ({ start: text.offsetAt(range.start), end: text.offsetAt(range.end) }));
        const isFree = places.every(one => taken.every(other => one.end < other.start || other.end < one.start));
        taken.push(...(isFree ? places : []));
        return isFree ? edits : [];
    });
}

function sureCorrections(document: DocumentWithData & LangiumDocument, { issues, models }: LoweredFile): Correction[] {
    return [...issues, ...models.flatMap(model => model.issues)].flatMap(issue =>
        correctionsOf(document, issue)
            .slice(0, 1)
            .filter(({ isSure }) => isSure)
    );
}

/** One edit that replaces what differs. */
function difference({ textDocument }: LangiumDocument, before: string, after: string): TextEdit {
    const most = Math.min(before.length, after.length);
    let start = 0;
    while (start < most && before[start] === after[start]) {
        start++;
    }
    let same = 0;
    while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) {
        same++;
    }
    return {
        range: { start: textDocument.positionAt(start), end: textDocument.positionAt(before.length - same) },
        newText: after.slice(start, after.length - same)
    };
}
