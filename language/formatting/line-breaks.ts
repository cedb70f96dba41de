/** Decides which words begin a line. */
import type { Piece } from './pieces.js';
import type { BracePair } from './statements.js';

/**
 * The pieces that begin a line. Models, elements and closing braces of models always do. Entries do where a block was broken into lines;
 * entries that shared a line keep it. Inside an element the line breaks stay.
 */
export function brokenPieces(pieces: readonly Piece[]): Set<Piece> {
    const brokenBlocks = blocksOverLines(pieces);
    const broken = new Set<Piece>();
    pieces.forEach((piece, i) => {
        const previous = pieces[i - 1];
        if (!previous || previous.comment === 'line' || beginsLine(piece, previous, brokenBlocks, broken)) {
            broken.add(piece);
        }
    });
    return broken;
}

/** The blocks that are not on one line. */
function blocksOverLines(pieces: readonly Piece[]): Set<BracePair> {
    const over = new Set<BracePair>();
    pieces.forEach((piece, i) => {
        const { block, breaks, isOpening } = piece;
        const isOver = block?.node.$type === 'Model' || (breaks > 0 && !isOpening) || pieces[i - 1]?.comment === 'line';
        if (block && isOver) {
            over.add(block);
        }
    });
    return over;
}

function beginsLine(piece: Piece, previous: Piece, brokenBlocks: ReadonlySet<BracePair>, broken: ReadonlySet<Piece>): boolean {
    const { starts, block, comment, breaks } = piece;
    const isBroken = block !== null && brokenBlocks.has(block);
    const isFirst = previous.isOpening && isBroken;
    if (comment) {
        return breaks > 0 || (isFirst && comment === 'block');
    }
    if (piece.isClosing) {
        return isBroken;
    }
    if (starts) {
        const isAfterItsComment = previous.comment !== null && breaks === 0 && broken.has(previous);
        return !isAfterItsComment && (block === null || block.node.$type === 'Model' || (isBroken && (breaks > 0 || isFirst)));
    }
    return breaks > 0 && !piece.isOpening && piece.node.$type !== 'Model';
}

/**
 * The pieces of a line that is too wide that should begin lines as well: the entries of the blocks on it and the braces that close
 * them, otherwise the entries that share it.
 */
export function relief(line: readonly Piece[]): Piece[] {
    const blocks = line.filter(({ isOpening, block }) => isOpening && block?.node.$type !== 'Model').map(({ block }) => block!);
    const whole = blocks.filter(block => line.some(piece => piece.isClosing && piece.block === block));
    return whole.length > 0
        ? line.filter(({ starts, isClosing, isOpening, block }) => !isOpening && whole.includes(block!) && (starts !== null || isClosing))
        : line.filter(({ starts }, i) => i > 0 && starts !== null);
}
