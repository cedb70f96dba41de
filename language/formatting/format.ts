/** Lays out a file: indentation, spaces, line breaks and columns. What the file means, and its comments, stay. */
import { CstUtils, type LangiumDocument, type Lexer } from 'langium';
import type { GlmmServices } from '../glmm-module.js';
import { GlmmParser, segmentsOf } from '../parsing/parser.js';
import type { ParsedSegment } from '../parsing/parsed-segment.js';
import { align } from './alignment.js';
import { linesOf, type FormattedLine } from './lines.js';
import { lineBreaksIn, piecesOf, type Piece } from './pieces.js';
import { sameTree } from './same-tree.js';

/** A change of the text between two words, or inside a comment. */
export interface LayoutEdit {
    start: number;
    end: number;
    newText: string;
}

/** The edits that lay out a file, or the models that a range touches. A model or constants with syntax errors stay as they are. */
export function layoutEdits(document: LangiumDocument, services: GlmmServices, range?: { start: number; end: number }): LayoutEdit[] {
    const parser = services.parser.LangiumParser;
    if (!(parser instanceof GlmmParser)) {
        return [];
    }
    const text = document.textDocument.getText();
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const edits: LayoutEdit[] = [];
    /** Where the part before ends; null where it is not laid out. */
    let previousEnd: number | null = 0;
    for (const segment of segmentsOf(document.parseResult)) {
        const isWanted = !range || (segment.offset <= range.end && range.start <= segment.offset + segment.text.length);
        if (isWanted && segment.text.trim() === '') {
            continue;
        }
        const laidOut = isWanted ? knownLayout(segment, text, eol, parser, services.parser.Lexer) : null;
        if (laidOut && previousEnd !== null) {
            edits.push({ start: previousEnd, end: laidOut.start, newText: betweenParts(text, previousEnd, laidOut.start, eol) });
        }
        edits.push(...(laidOut?.edits ?? []));
        previousEnd = laidOut?.end ?? null;
    }
    if (previousEnd !== null) {
        edits.push({ start: previousEnd, end: text.length, newText: previousEnd === 0 ? '' : eol });
    }
    return edits.filter(edit => changes(text, edit));
}

/** The text, or its part from `start` to `end`, after the edits. */
export function withEdits(text: string, edits: readonly LayoutEdit[], start = 0, end = text.length): string {
    let result = '';
    let from = start;
    for (const edit of edits) {
        result += text.slice(from, edit.start) + edit.newText;
        from = edit.end;
    }
    return result + text.slice(from, end);
}

function changes(text: string, { start, end, newText }: LayoutEdit): boolean {
    return text.slice(start, end) !== newText;
}

function betweenParts(text: string, start: number, end: number, eol: string): string {
    return start === 0 ? '' : eol.repeat(lineBreaksIn(text.slice(start, end)) > 1 ? 2 : 1);
}

interface LaidOut {
    edits: LayoutEdit[];
    /** The first and last character that is not white space. */
    start: number;
    end: number;
}

/** A layout, and where its segment began when it was made. */
interface KnownLayout {
    offset: number;
    eol: string;
    laidOut: LaidOut | null;
}

const knownLayouts = new WeakMap<ParsedSegment, KnownLayout>();

/** The layout of a segment, which depends on its text alone. It is made once and moves with the segment. */
function knownLayout(segment: ParsedSegment, text: string, eol: string, parser: GlmmParser, lexer: Lexer): LaidOut | null {
    const known = knownLayouts.get(segment);
    if (known?.eol === eol) {
        return moved(known.laidOut, segment.offset - known.offset);
    }
    const laidOut = laidOutSegment(segment, text, eol, parser, lexer);
    knownLayouts.set(segment, { offset: segment.offset, eol, laidOut });
    return laidOut;
}

function moved(laidOut: LaidOut | null, by: number): LaidOut | null {
    if (laidOut === null || by === 0) {
        return laidOut;
    }
    const { edits, start, end } = laidOut;
    return {
        edits: edits.map(edit => ({ ...edit, start: edit.start + by, end: edit.end + by })),
        start: start + by,
        end: end + by
    };
}

function laidOutSegment(segment: ParsedSegment, text: string, eol: string, parser: GlmmParser, lexer: Lexer): LaidOut | null {
    const pieces = segment.syntaxErrors.length + segment.strayErrors.length === 0 ? piecesOf(segment, text) : null;
    if (!pieces || pieces.length === 0) {
        return null;
    }
    const lines = linesOf(pieces);
    align(lines);
    const start = pieces[0]!.offset;
    const end = pieces.at(-1)!.end;
    const edits = lines
        .flatMap((line, i) => editsOfLine(line, i === 0, eol))
        .filter(edit => changes(text, edit))
        .sort((a, b) => a.start - b.start);
    const newText = withEdits(text, edits, start, end);
    const isSafe = edits.length === 0 || hasSameTokens(segment.text, newText, lexer) || hasSameTree(segment, newText, parser);
    return isSafe ? { edits, start, end } : null;
}

function editsOfLine({ placed, indent, isAfterBlank }: FormattedLine, isFirst: boolean, eol: string): LayoutEdit[] {
    return placed.flatMap(({ piece, before }, i) => {
        const gap = i > 0 ? before : eol.repeat(isAfterBlank ? 2 : 1) + ' '.repeat(indent);
        const edits = i > 0 || !isFirst ? [{ start: piece.previousEnd, end: piece.offset, newText: gap }] : [];
        return piece.comment === 'block' && i === 0 ? [...edits, ...starEdits(piece, indent)] : edits;
    });
}

/** Puts the stars of a comment in the column below its first one. Comments without stars stay as they are. */
function starEdits({ text, offset }: Piece, indent: number): LayoutEdit[] {
    const starts = [...text.matchAll(/(?:\r\n|\n|\r)([ \t]*)(?=(\*?))/g)];
    return starts.some(([, , star]) => star === '')
        ? []
        : starts.map(({ 0: found, 1: space = '', index }) => {
              const end = offset + index + found.length;
              return { start: end - space.length, end, newText: ' '.repeat(indent + 1) };
          });
}

/** Whether the parser sees no difference. */
function hasSameTokens(text: string, newText: string, lexer: Lexer): boolean {
    const before = lexer.tokenize(text);
    const after = lexer.tokenize(newText);
    return (
        before.tokens.length === after.tokens.length &&
        before.tokens.every(({ image, tokenType }, i) => image === after.tokens[i]!.image && tokenType === after.tokens[i]!.tokenType) &&
        before.hidden.length === after.hidden.length
    );
}

/** Whether a text with other separators means the same. A layout that would change the meaning is never applied. */
function hasSameTree(segment: ParsedSegment, newText: string, parser: GlmmParser): boolean {
    const { segments } = parser.parseAgain(newText, []);
    const [again] = segments;
    return (
        again !== undefined &&
        segments.length === 1 &&
        again.syntaxErrors.length + again.strayErrors.length === 0 &&
        sameTree(again.content.models, segment.content.models) &&
        sameTree(again.content.constants, segment.content.constants) &&
        commentsOf(again).join() === commentsOf(segment).join()
    );
}

/** Without the spaces at the beginning of their lines. */
function commentsOf({ cst }: ParsedSegment): string[] {
    return cst.flatMap(node =>
        CstUtils.flattenCst(node)
            .filter(({ hidden }) => hidden)
            .map(({ text }) => text.replace(/^[ \t]+/gm, ''))
            .toArray()
    );
}
