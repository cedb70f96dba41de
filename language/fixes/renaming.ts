/** Renames a declaration and its uses. */
import { AstUtils, type AstNode } from 'langium';
import { rangeOfPart } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';
import { modelOf, resolve } from '../scoping/names.js';
import type { TextEdit } from './text-edit.js';

/** The edits that give a declaration another name, where it is declared and where it is used. */
export function renaming(declaration: AstNode, name: string): TextEdit[] {
    const { references } = walk(modelOf(declaration) ?? AstUtils.findRootNode(declaration));
    const uses = references
        .filter(({ reference, node, property }) => resolve(reference, node, property) === declaration)
        .map(({ node, property, index }) => rangeOfPart(node, index === undefined ? { property } : { property, index }));
    return [rangeOfPart(declaration, { property: 'name' }), ...uses].map(range => ({ range, newText: name }));
}
