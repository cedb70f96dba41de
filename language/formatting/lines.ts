/** Distributes the words and signs of a part of a file to lines. */
import { brokenPieces, relief } from './line-breaks.js';
import type { Piece } from './pieces.js';
import { closesBracket, opensBracket, spaceBetween } from './spacing.js';

export interface FormattedLine {
    /** The number of spaces before the first word. */
    indent: number;
    /** Whether an empty line comes before it. */
    isAfterBlank: boolean;
    /** Each piece with the text between it and the piece before it on the line. */
    placed: { piece: Piece; before: string }[];
}

interface OpenBracket {
    /** The column after it. */
    column: number;
    /** The indentation of its line. */
    indent: number;
    /** Whether nothing follows it on its line. */
    isLast: boolean;
}

/** The width of a step of indentation. */
const step = 2;
/** How far the second line of an element or entry is indented, so that it differs from the entries of a block. */
const continuation = 4;
/** Entries that share a longer line get lines of their own. */
export const widestLine = 100;

const separatedByCommas = new Set(['Design', 'Cost', 'Data', 'Simulation']);

export function linesOf(pieces: readonly Piece[]): FormattedLine[] {
    const broken = brokenPieces(pieces);
    for (;;) {
        const lines = distributed(pieces, broken);
        const additional = lines
            .filter(line => widthWithoutComment(line) > widestLine)
            .flatMap(({ placed }) => relief(placed.map(({ piece }) => piece)))
            .filter(piece => !broken.has(piece));
        if (additional.length === 0) {
            return lines;
        }
        additional.forEach(piece => broken.add(piece));
    }
}

export function widthOf({ indent, placed }: FormattedLine): number {
    return placed.reduce((width, { piece, before }) => {
        const lastBreak = piece.text.lastIndexOf('\n');
        return lastBreak < 0 ? width + before.length + piece.text.length : piece.text.length - lastBreak - 1;
    }, indent);
}

/** The comment at the end of a line. */
export function trailingComment({ placed }: FormattedLine): FormattedLine['placed'][number] | undefined {
    const last = placed.at(-1);
    return placed.length > 1 && last?.piece.comment ? last : undefined;
}

export function widthWithoutComment(line: FormattedLine): number {
    return widthOf(trailingComment(line) ? { ...line, placed: line.placed.slice(0, -1) } : line);
}

function distributed(pieces: readonly Piece[], broken: ReadonlySet<Piece>): FormattedLine[] {
    const lines: FormattedLine[] = [];
    const brackets: OpenBracket[] = [];
    /** The indentation of the element or entry in hand. */
    let base = 0;
    pieces.forEach((piece, i) => {
        const previous = pieces[i - 1];
        if (!previous || broken.has(piece)) {
            const continues = isContinuation(pieces, i);
            base = continues ? base : piece.depth * step;
            const isAfterBlank = previous !== undefined && piece.breaks > 1 && !continues && !previous.isOpening && !piece.isClosing;
            const indent = continues ? continuedIndent(piece, base, brackets) : base;
            lines.push({ indent, isAfterBlank, placed: [{ piece, before: '' }] });
        } else {
            lines.at(-1)!.placed.push({ piece, before: separatorBefore(piece, previous) + spaceBetween(previous, piece) });
        }
        follow(brackets, piece, lines.at(-1)!, broken.has(pieces[i + 1]!));
    });
    return lines;
}

/** Whether a piece goes on with the element or entry of the line before it. */
function isContinuation(pieces: readonly Piece[], i: number): boolean {
    const next = pieces.slice(i).find(({ comment }) => !comment);
    return next !== undefined && !next.starts && !next.isClosing && !(next.isOpening && next === pieces[i]);
}

function continuedIndent(piece: Piece, base: number, brackets: readonly OpenBracket[]): number {
    const bracket = brackets.at(-1);
    if (!bracket) {
        return base + continuation;
    }
    return bracket.isLast ? bracket.indent + (closesBracket(piece) ? 0 : step) : bracket.column;
}

function follow(brackets: OpenBracket[], piece: Piece, line: FormattedLine, isLast: boolean): void {
    if (opensBracket(piece)) {
        brackets.push({ column: widthOf(line), indent: line.indent, isLast });
    } else if (closesBracket(piece)) {
        brackets.pop();
    }
}

function separatorBefore({ starts, separator, block }: Piece, previous: Piece): string {
    const isFirst = previous.isOpening || (previous.comment !== null && previous.starts === null && previous.breaks > 0);
    if (!starts || !block || block.node.$type === 'Model' || isFirst) {
        return '';
    }
    return separator ?? (separatedByCommas.has(block.node.$type) ? ',' : ';');
}
