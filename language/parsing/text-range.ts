import { GrammarUtils, type AstNode, type CstNode } from 'langium';
import { Binary, Power } from '../generated/ast.js';
import type { TextRange } from '../lowered-model.js';

const nowhere: TextRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A part of a node: one of its properties, perhaps one of several values, or a keyword. */
export type Part = { property: string; index?: number } | { keyword: string };

/**
 * The first and last syntax of a node. The operands of a chain of operators share the syntax of the whole chain, so an operation
 * reaches from its first operand to its last.
 */
function edges(node: AstNode): { first: CstNode; last: CstNode } | undefined {
    const isChain = node.$type === Binary.$type;
    if (isChain || node.$type === Power.$type) {
        // After a syntax error an operand may be missing.
        const left: AstNode | undefined = isChain ? (node as Binary).left : (node as Power).base;
        const right: AstNode | undefined = isChain ? (node as Binary).right : (node as Power).exponent;
        const first = left && edges(left)?.first;
        const last = right && edges(right)?.last;
        if (first && last) {
            return { first, last };
        }
    }
    return node.$cstNode && { first: node.$cstNode, last: node.$cstNode };
}

/** Where a node is in the text. */
export function rangeOf(node: AstNode): TextRange {
    const found = edges(node);
    return found ? { start: found.first.range.start, end: found.last.range.end } : nowhere;
}

/** Where a part of a node is; the whole node where the part is missing. */
export function rangeOfPart(node: AstNode, part: Part): TextRange {
    const found =
        'keyword' in part
            ? GrammarUtils.findNodeForKeyword(node.$cstNode, part.keyword)
            : GrammarUtils.findNodeForProperty(node.$cstNode, part.property, part.index);
    return found?.range ?? rangeOf(node);
}

/** The text of a node on one line and without comments, for messages: `beta1 - beta2`. */
export function textOf(node: AstNode): string {
    const found = edges(node);
    return found
        ? found.first.root.fullText
              .slice(found.first.offset, found.last.end)
              .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n\r]*/g, ' ')
              .replace(/\s+/g, ' ')
              .trim()
        : '';
}
