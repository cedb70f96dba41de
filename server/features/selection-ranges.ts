/** What a selection grows to: a word, its expression, the entry, the block, the model. */
import { CstUtils, type CstNode, type LangiumDocument } from 'langium';
import type { Position, Range, SelectionRange } from 'vscode-languageserver';

export function selectionRanges({ parseResult, textDocument }: LangiumDocument, positions: readonly Position[]): SelectionRange[] {
    const root = parseResult.value.$cstNode;
    return positions.map(position => {
        const offset = textDocument.offsetAt(position);
        const leaf = root && (CstUtils.findLeafNodeAtOffset(root, offset) ?? CstUtils.findLeafNodeAtOffset(root, offset - 1));
        const ranges = leaf ? rangesAround(leaf) : [];
        const none: SelectionRange = { range: { start: position, end: position } };
        return ranges.reduceRight<SelectionRange | undefined>((parent, range) => ({ range, ...(parent && { parent }) }), undefined) ?? none;
    });
}

/** The ranges of a word and of all that contains it, from the inside. */
function rangesAround(leaf: CstNode): Range[] {
    const ranges: Range[] = [];
    let length = -1;
    for (let node: CstNode | undefined = leaf; node; node = node.container) {
        if (node.length > length) {
            ranges.push(node.range);
            length = node.length;
        }
    }
    return ranges;
}
