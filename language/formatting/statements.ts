/** What can begin a line: models, their elements, and the entries of blocks. */
import { GrammarUtils, isAstNode, type AstNode, type CstNode } from 'langium';
import type { File } from '../generated/ast.js';
import type { ParsedSegment } from '../parsing/parsed-segment.js';

/** A pair of braces. */
export interface BracePair {
    node: AstNode;
    /** The offsets of the braces. */
    open: number;
    close: number;
}

export interface Statements {
    /** By the offset of the first word. */
    starts: ReadonlyMap<number, AstNode>;
    /** By the offset of each of the braces. */
    blocks: ReadonlyMap<number, BracePair>;
    blockNodes: ReadonlySet<AstNode>;
}

/** @param leaves the words and signs of the part */
export function statementsOf({ models, constants }: ParsedSegment['content'], leaves: readonly CstNode[]): Statements {
    const starts = new Map<number, AstNode>();
    const blocks = new Map<number, BracePair>();
    const blockNodes = new Set<AstNode>();
    const start = (node: AstNode): void => {
        if (node.$cstNode) {
            starts.set(node.$cstNode.offset, node);
        }
    };
    [...models, ...constants].forEach(start);
    const open: CstNode[] = [];
    for (const leaf of leaves) {
        if (!leaf.hidden && leaf.text === '{') {
            open.push(leaf);
        } else if (!leaf.hidden && leaf.text === '}') {
            const opening = open.pop()!;
            const block: BracePair = { node: leaf.astNode, open: opening.offset, close: leaf.offset };
            blocks.set(block.open, block).set(block.close, block);
            blockNodes.add(block.node);
            childrenOf(block.node)
                .filter(({ $cstNode }) => $cstNode !== undefined && block.open < $cstNode.offset)
                .forEach(start);
        }
    }
    return { starts, blocks, blockNodes };
}

function childrenOf(node: AstNode): AstNode[] {
    return Object.entries(node)
        .filter(([property]) => !property.startsWith('$'))
        .flatMap(([, value]: [string, unknown]): unknown[] => (Array.isArray(value) ? value : [value]))
        .filter(isAstNode);
}

/** The innermost block of elements or entries around an offset; of a model only the blocks inside. */
export function innermostBlock({ models }: File, offset: number): BracePair | undefined {
    return models
        .flatMap(({ elements }) => elements.map(blockOf))
        .find(block => block !== undefined && block.open < offset && offset <= block.close);
}

function blockOf(node: AstNode): BracePair | undefined {
    const open = GrammarUtils.findNodeForKeyword(node.$cstNode, '{');
    const close = GrammarUtils.findNodeForKeyword(node.$cstNode, '}');
    return open && close && { node, open: open.offset, close: close.offset };
}
