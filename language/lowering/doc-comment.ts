import { CstUtils, type AstNode } from 'langium';

/** The text of the doc comment before a node, without stars and margins; null where there is none. */
export function docComment(node: AstNode): string | null {
    if (!isBehindComment(node)) {
        return null;
    }
    const text = CstUtils.findCommentNode(node.$cstNode, ['BLOCK_COMMENT'])?.text;
    if (!text?.startsWith('/**') || text === '/**/') {
        return null;
    }
    const words = text
        .slice(3, -2)
        .split(/\r\n|\n|\r/)
        .map(line => line.replace(/^\s*\* ?/, '').trimEnd())
        .join('\n')
        .trim();
    return words === '' ? null : words;
}

/** Whether a block comment ends before a node. Most nodes have none, and the text says so sooner than the tree. */
function isBehindComment({ $cstNode: syntax }: AstNode): boolean {
    if (!syntax) {
        return false;
    }
    const { fullText } = syntax.root;
    let end = syntax.offset;
    while (end > 0 && /\s/.test(fullText[end - 1]!)) {
        end--;
    }
    return fullText.startsWith('*/', end - 2);
}
