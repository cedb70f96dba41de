/** The words, signs and comments of a part of a file, with what the layout needs to know of each. */
import { CstUtils, type AstNode } from 'langium';
import type { ParsedSegment } from '../parsing/parsed-segment.js';
import { statementsOf, type BracePair } from './statements.js';

export interface Piece {
    text: string;
    offset: number;
    end: number;
    /** Where the piece before it ends; separators may lie between. */
    previousEnd: number;
    /** The node that the sign belongs to. */
    node: AstNode;
    comment: 'line' | 'block' | null;
    /** The line breaks between the piece before it and this one, as written. */
    breaks: number;
    /** How many blocks are around it: 1 for the elements of a model. */
    depth: number;
    /** The node that begins here: a model, constants, an element or an entry of a block. */
    starts: AstNode | null;
    /** The block directly around it; for a brace the block of the brace. */
    block: BracePair | null;
    isOpening: boolean;
    isClosing: boolean;
    /** What separates it from the entry before it. */
    separator: ';' | ',' | null;
}

const blank = /^[\s\uFEFF]*$/;

/** Without the separators between entries. Null where the syntax does not cover the text. */
export function piecesOf(segment: ParsedSegment, fileText: string): Piece[] | null {
    const leaves = segment.cst.flatMap(node => CstUtils.flattenCst(node).toArray());
    const { starts, blocks, blockNodes } = statementsOf(segment.content, leaves);
    const pieces: Piece[] = [];
    const around: BracePair[] = [];
    let end = segment.offset;
    let breaks = 0;
    let separator: Piece['separator'] = null;
    for (const leaf of leaves) {
        const { text, offset, hidden, astNode: node } = leaf;
        const gap = fileText.slice(end, offset);
        if (!blank.test(gap)) {
            return null;
        }
        breaks += lineBreaksIn(gap);
        end = leaf.end;
        if (!hidden && (text === ';' || (text === ',' && (node.$type === 'File' || blockNodes.has(node))))) {
            separator ??= text;
            continue;
        }
        const block = blocks.get(offset);
        const isOpening = block?.open === offset;
        if (isOpening) {
            around.push(block);
        }
        const innermost = around.at(-1) ?? null;
        const isClosing = !isOpening && block !== undefined;
        const comment = !hidden ? null : text.startsWith('//') ? 'line' : 'block';
        const depth = around.length - (isOpening || isClosing ? 1 : 0);
        const started = hidden ? null : (starts.get(offset) ?? null);
        pieces.push({
            text,
            offset,
            end,
            previousEnd: pieces.at(-1)?.end ?? segment.offset,
            node,
            comment,
            breaks,
            depth,
            starts: started,
            block: innermost,
            isOpening,
            isClosing,
            separator
        });
        if (isClosing) {
            around.pop();
        }
        breaks = 0;
        separator = hidden ? separator : null;
    }
    return blank.test(fileText.slice(end, segment.offset + segment.text.length)) ? pieces : null;
}

export function lineBreaksIn(text: string): number {
    return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
