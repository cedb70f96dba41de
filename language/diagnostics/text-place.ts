/** Places in a text. */

/** Lines and characters count from 0, in UTF-16 units, as in LSP. */
export interface TextPosition {
    line: number;
    character: number;
}

export interface TextRange {
    start: TextPosition;
    end: TextPosition;
}
