/** Where the cursor is: the block, the words of its statement, and the word that it touches. */
import type { IToken } from 'chevrotain';
import type { Lexer } from 'langium';
import { sketchOf, type ModelSketch } from './model-sketch.js';
import { needsMoreWords, readStatements, type BlockKind, type Statement, type Word } from './statements.js';

export interface Cursor {
    /** The beginning and end of the word at the cursor. */
    wordStart: number;
    wordEnd: number;
    word: string;
    kind: BlockKind;
    header: readonly string[];
    /** The words of the statement before the cursor; none where a new one begins. */
    statement: readonly string[];
    /** The statement of the same block before it. */
    previous: Statement | undefined;
    /** Whether an opening parenthesis follows. */
    isBeforeParenthesis: boolean;
    model: ModelSketch;
    /** The columns of a data file; none where it has not been read. */
    columnsOf: (path: string) => readonly string[];
}

const touchable = /^(?:[\p{L}_\d"]|\.\d)/u;

/** @param offset in the text of one segment. @returns null inside a comment or a string */
export function cursorAt(text: string, offset: number, lexer: Lexer, columnsOf: Cursor['columnsOf'] = () => []): Cursor | null {
    const { tokens, hidden } = lexer.tokenize(text, { mode: 'partial' });
    if (hidden.some(comment => isInsideComment(comment, offset)) || tokens.some(token => isInsideString(token, offset))) {
        return null;
    }
    const unfinishedKeyword = /two-[a-z]*$/.exec(text.slice(0, offset));
    const touched = tokens.find(
        ({ startOffset, endOffset, image }) => startOffset < offset && offset <= endOffset! + 1 && touchable.test(image)
    );
    const wordStart = unfinishedKeyword?.index ?? touched?.startOffset ?? offset;
    const wordEnd = touched ? touched.endOffset! + 1 : offset;
    const others = tokens.filter(token => token.endOffset! < wordStart || wordEnd <= token.startOffset).map(wordOf);
    const { kind, header, open, previous } = readStatements(others.filter(({ end }) => end <= wordStart));
    const last = others.findLast(({ end }) => end <= wordStart);
    const isOnNewLine = last !== undefined && /[\n\r]/.test(text.slice(last.end, wordStart));
    const isNew = isOnNewLine && !needsMoreWords(open.words);
    return {
        wordStart,
        wordEnd,
        word: text.slice(wordStart, offset),
        kind,
        header,
        statement: isNew ? [] : open.words,
        previous: isNew && open.words.length > 0 ? open : previous,
        isBeforeParenthesis: text.startsWith('(', wordEnd),
        model: sketchOf(readStatements(others).statements),
        columnsOf
    };
}

function wordOf({ image, startOffset, endOffset, startLine, endLine }: IToken): Word {
    return { image, offset: startOffset, end: endOffset! + 1, line: startLine!, endLine: endLine! };
}

function isInsideComment({ image, startOffset, endOffset }: IToken, offset: number): boolean {
    const isClosed = image.startsWith('/*') && image.endsWith('*/');
    return startOffset < offset && (isClosed ? offset <= endOffset! : offset <= endOffset! + 1);
}

function isInsideString({ image, startOffset, endOffset }: IToken, offset: number): boolean {
    return image.startsWith('"') && startOffset < offset && offset <= endOffset!;
}
