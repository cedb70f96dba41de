/** Finds the part of a text that a diagnostic is about. */
import type { AstNode, LangiumDocument } from 'langium';
import type { PartOfText } from '../diagnostics/fix.js';
import { isFile, type Model } from '../generated/ast.js';
import type { TextRange } from '../lowered-model.js';
import { rangeOf } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';

/** The model that a range is in. */
export function modelAt(document: LangiumDocument, range: TextRange): Model | undefined {
    const file = document.parseResult.value;
    return isFile(file) ? file.models.find(model => contains(document, rangeOf(model), range)) : undefined;
}

/** The smallest part of the text of this kind that contains a range. */
export function partAt<Node extends AstNode>(document: LangiumDocument, range: TextRange, type: PartOfText | undefined): Node | undefined {
    const root = modelAt(document, range) ?? document.parseResult.value;
    const around = walk(root).nodes.filter(
        node => (type === undefined || node.$type === type) && node.$cstNode && contains(document, rangeOf(node), range)
    );
    // Parents stand before their children.
    return around.at(-1) as Node | undefined;
}

function contains(document: LangiumDocument, outer: TextRange, inner: TextRange): boolean {
    const { textDocument: text } = document;
    return text.offsetAt(outer.start) <= text.offsetAt(inner.start) && text.offsetAt(inner.end) <= text.offsetAt(outer.end);
}
