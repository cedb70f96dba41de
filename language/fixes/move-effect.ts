import { type CstNode, CstUtils, GrammarUtils } from 'langium';
import { type FixedEffect, isFixedEffects } from '../generated/ast.js';
import { modelOf } from '../scoping/names.js';
import { newEntry } from './insertion.js';
import { wholeLines } from './removal.js';
import { editAt, indentationAt, type EditedText, type TextEdit } from './text-edit.js';

/** The terminals of comments that belong to the following element. */
const commentRules = ['BLOCK_COMMENT'];

/**
 * Edits that move a fixed effect, with its comments, to the other block of its model. They remove a block that becomes empty, and
 * add a block that is missing. Undefined if the text around the effect does not parse.
 */
export function moveEffect(text: EditedText, effect: FixedEffect, to: 'A' | 'B'): TextEdit[] | undefined {
    const from = effect.$container;
    const letter = GrammarUtils.findNodeForProperty(from.$cstNode, 'block');
    const entry = effect.$cstNode;
    if (!from.$cstNode || !letter || !entry) {
        return undefined;
    }
    const blocks = (modelOf(effect)?.elements ?? []).filter(isFixedEffects);
    const target = blocks.findLast(block => block.block === to && block !== from);
    const leavesEmpty = from.effects.length === 1;
    if (!target && leavesEmpty) {
        return [{ range: letter.range, newText: to }];
    }
    const whole = text.getText();
    const comment = CstUtils.findCommentNode(entry, commentRules);
    const taken = wholeLines(whole, comment?.offset ?? entry.offset, entry.end);
    const moved = taken.text;
    const removed = leavesEmpty ? wholeLines(whole, from.$cstNode.offset, from.$cstNode.end) : taken;
    const insertion = target ? newEntry(text, target, moved) : newBlockAfter(text, from.$cstNode, to, moved);
    return insertion && [editAt(text, removed.start, removed.end, ''), insertion];
}

function newBlockAfter(text: EditedText, block: CstNode, letter: 'A' | 'B', entry: string): TextEdit {
    const indentation = indentationAt(text.getText(), block.offset);
    const content = entry.includes('//') ? `\n${indentation}    ${entry}\n${indentation}` : ` ${entry} `;
    return editAt(text, block.end, block.end, `\n${indentation}fixed ${letter} {${content}}`);
}
