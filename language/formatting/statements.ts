/** What can begin a line: models, their elements, and the entries of blocks. */
import { GrammarUtils, type AstNode } from 'langium';
import type { File } from '../generated/ast.js';
import type { ParsedSegment } from '../parsing/parsed-segment.js';
import { walk } from '../parsing/walk.js';

/** A pair of braces. */
export interface Block {
    node: AstNode;
    /** The offsets of the braces. */
    open: number;
    close: number;
}

export interface Statements {
    /** By the offset of the first word. */
    starts: ReadonlyMap<number, AstNode>;
    /** By the offset of each of the braces. */
    blocks: ReadonlyMap<number, Block>;
    blockNodes: ReadonlySet<AstNode>;
}

export function statementsOf({ models, constants }: ParsedSegment['content']): Statements {
    const roots: AstNode[] = [...models, ...constants];
    const starts = new Map<number, AstNode>();
    const blocks = new Map<number, Block>();
    const blockNodes = new Map<AstNode, Block>();
    for (const node of roots.flatMap(root => walk(root).nodes)) {
        const { $cstNode, $container } = node;
        const around = $container && blockNodes.get($container);
        if ($cstNode && (roots.includes(node) || (around && around.open < $cstNode.offset))) {
            starts.set($cstNode.offset, node);
        }
        const block = blockOf(node);
        if (block) {
            blockNodes.set(node, block);
            blocks.set(block.open, block).set(block.close, block);
        }
    }
    return { starts, blocks, blockNodes: new Set(blockNodes.keys()) };
}

function blockOf(node: AstNode): Block | undefined {
    const open = GrammarUtils.findNodeForKeyword(node.$cstNode, '{');
    const close = GrammarUtils.findNodeForKeyword(node.$cstNode, '}');
    return open && close && { node, open: open.offset, close: close.offset };
}

/** The innermost block of elements or entries around an offset; of a model only the blocks inside. */
export function innermostBlock({ models }: File, offset: number): Block | undefined {
    return models
        .flatMap(({ elements }) => elements.map(blockOf))
        .find(block => block !== undefined && block.open < offset && offset <= block.close);
}
