import { CstUtils, type AstNode } from 'langium';

/** The text of the doc comment before a node, without stars and margins; null where there is none. */
export function docComment(node: AstNode): string | null {
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
