import type { Issue, LoweredFile, TextRange } from '../../language/index.js';

/** A text with marks »…« around the places that messages are expected at; marks may stand inside each other. */
export interface MarkedText {
    text: string;
    /** In the order of their first marks. */
    ranges: TextRange[];
}

export function withoutMarks(marked: string): MarkedText {
    const ranges: TextRange[] = [];
    const open: TextRange[] = [];
    let text = '';
    let line = 0;
    let character = 0;
    for (const c of marked) {
        if (c === '»') {
            const range = { start: { line, character }, end: { line, character } };
            ranges.push(range);
            open.push(range);
        } else if (c === '«') {
            open.pop()!.end = { line, character };
        } else {
            text += c;
            line += c === '\n' ? 1 : 0;
            character = c === '\n' ? 0 : character + c.length;
        }
    }
    return { text, ranges };
}

/** All issues of a file in text order. */
export function issuesOf(file: LoweredFile): Issue[] {
    const issues = [...file.issues, ...file.models.flatMap(model => model.issues)];
    return issues.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

export function shownRange({ start, end }: TextRange): string {
    return `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
}
