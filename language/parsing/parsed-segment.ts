import { type AstNode, type CstNode, type CompositeCstNode, type Mutable, CompositeCstNodeImpl, LeafCstNodeImpl } from 'langium';
import type { SyntaxProblem } from '../diagnostics/syntax.js';
import type { File } from '../generated/ast.js';
import type { TextRange } from '../lowered-model.js';
import type { Repair } from './slips/slip.js';

/** A syntax error; its range and the places of its repairs count from the start of its segment. */
export interface SyntaxError {
    problem: SyntaxProblem;
    range: TextRange;
    /** The best one first. */
    repairs?: readonly Repair[];
}

/** A part of a file that was parsed by itself, and where it is now. */
export interface ParsedSegment {
    readonly text: string;
    /** At most one model, or constants. Its nodes now belong to the file that the segments make up. */
    readonly content: Pick<File, 'models' | 'constants'>;
    readonly cst: CstNode[];
    /** Errors inside of the model or the constants. */
    readonly syntaxErrors: SyntaxError[];
    /** The words of the entries that can't be read. */
    readonly brokenWords: ReadonlySet<string>;
    /** Errors in text outside of it. */
    readonly strayErrors: SyntaxError[];
    /** Where the segment's first character is. */
    offset: number;
    line: number;
    character: number;
}

/** The fields of Langium's leaf nodes that say where a token is. */
interface LeafPosition {
    _offset: number;
    _startLine: number;
    _startColumn: number;
    _endLine: number;
    _endColumn: number;
}

function shift(node: CstNode, offset: number, line: number, firstLine: number, characters: number): void {
    if (node instanceof LeafCstNodeImpl) {
        const position = node as unknown as LeafPosition;
        if (position._startLine === firstLine) {
            position._startColumn += characters;
        }
        if (position._endLine === firstLine) {
            position._endColumn += characters;
        }
        position._offset += offset;
        position._startLine += line;
        position._endLine += line;
    } else if (node instanceof CompositeCstNodeImpl) {
        (node as unknown as { _rangeCache: undefined })._rangeCache = undefined;
        for (const child of node.content) {
            shift(child, offset, line, firstLine, characters);
        }
    }
}

/** Moves a segment's concrete syntax to another place in the text. Visits each token once. */
export function moveSegment(segment: ParsedSegment, offset: number, line: number, character: number): void {
    if (segment.offset !== offset || segment.line !== line || segment.character !== character) {
        for (const node of segment.cst) {
            shift(node, offset - segment.offset, line - segment.line, segment.line, character - segment.character);
        }
        segment.offset = offset;
        segment.line = line;
        segment.character = character;
    }
}

/** Attaches a segment's nodes to the file. */
export function adoptSegment(segment: ParsedSegment, file: File, root: CompositeCstNode): void {
    for (const property of ['models', 'constants'] as const) {
        const list: AstNode[] = file[property];
        for (const node of segment.content[property]) {
            const child = node as Mutable<AstNode>;
            child.$container = file;
            child.$containerProperty = property;
            child.$containerIndex = list.length;
            list.push(node);
        }
    }
    for (const node of segment.cst) {
        (node as { container?: CompositeCstNode }).container = root;
        (root.content as CstNode[]).push(node);
    }
}
