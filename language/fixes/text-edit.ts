/** Edits of a text as plain data. */
import type { TextReplacement } from '../writing/written-number.js';

/** An edit. `stops`: parts of the new text, in its order, that the author should fill in or confirm. */
export interface TextEdit extends TextReplacement {
    stops?: readonly string[];
}

/** What edits need of a document. */
export interface EditedText {
    getText(): string;
    offsetAt(position: TextReplacement['range']['start']): number;
    positionAt(offset: number): TextReplacement['range']['start'];
}

/** An edit between two offsets. */
export function editAt(text: EditedText, start: number, end: number, newText: string, stops?: readonly string[]): TextEdit {
    const range = { start: text.positionAt(start), end: text.positionAt(end) };
    return { range, newText, ...(stops && stops.length > 0 && { stops }) };
}

/** A text after edits, which must not overlap. */
export function textAfter(text: EditedText, edits: readonly TextReplacement[]): string {
    const placed = edits.map(({ range, newText }, i) => ({ start: text.offsetAt(range.start), end: text.offsetAt(range.end), newText, i }));
    const whole = text.getText();
    let result = '';
    let last = 0;
    for (const { start, end, newText } of placed.sort((a, b) => a.start - b.start || a.end - b.end || a.i - b.i)) {
        result += whole.slice(last, start) + newText;
        last = end;
    }
    return result + whole.slice(last);
}

/** The white space at the start of the line of an offset. */
export function indentationAt(whole: string, offset: number): string {
    const lineStart = whole.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(whole.slice(lineStart))?.[0] ?? '';
}
