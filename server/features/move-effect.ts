import { type CstNode, CstUtils, GrammarUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type FixedEffect, type FixedEffects, isFixedEffects } from '../../language/generated/ast.js';
import { modelOf } from '../../language/scoping/names.js';

/**
 * Edits that move a fixed effect, with its comments, to the other block of its model. They remove a block that becomes empty, and
 * add a block that is missing. Undefined if the text around the effect does not parse.
 *
 * @param commentRules names of the terminals of comments that belong to the following element
 */
export function moveEffect(text: TextDocument, effect: FixedEffect, to: 'A' | 'B', commentRules: string[]): TextEdit[] | undefined {
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
    const insertion = target ? insertionInto(whole, target, moved) : newBlockAfter(whole, from.$cstNode, to, moved);
    return (
        insertion && [
            { range: { start: text.positionAt(removed.start), end: text.positionAt(removed.end) }, newText: '' },
            { range: { start: text.positionAt(insertion.offset), end: text.positionAt(insertion.offset) }, newText: insertion.text }
        ]
    );
}

interface Piece {
    start: number;
    end: number;
    /** Without the white space and the separators around it. */
    text: string;
}

/** An entry with its separator. If nothing else is on its lines, these whole lines, with a comment at their end. */
function wholeLines(whole: string, start: number, end: number): Piece {
    const lineStart = whole.lastIndexOf('\n', start - 1) + 1;
    const behind = /^[ \t]*[;,]?/.exec(whole.slice(end))?.[0].length ?? 0;
    const restOfLine = /^[ \t]*(\/\/[^\n\r]*|\/\*[^\n\r]*?\*\/[ \t]*)?(\r\n|\n|\r|$)/.exec(whole.slice(end + behind));
    if (restOfLine && /^[ \t]*$/.test(whole.slice(lineStart, start))) {
        const remark = restOfLine[1] ? ` ${restOfLine[1].trim()}` : '';
        return { start: lineStart, end: end + behind + restOfLine[0].length, text: whole.slice(start, end) + remark };
    }
    const space = /^[ \t]*/.exec(whole.slice(end + behind))?.[0].length ?? 0;
    return { start, end: end + behind + space, text: whole.slice(start, end) };
}

function insertionInto(whole: string, block: FixedEffects, entry: string): { offset: number; text: string } | undefined {
    const brace = block.$cstNode && GrammarUtils.findNodeForKeyword(block.$cstNode, '}');
    const last = block.effects.at(-1)?.$cstNode;
    if (!brace) {
        return undefined;
    }
    const lineStart = whole.lastIndexOf('\n', brace.offset - 1) + 1;
    const beforeBrace = whole.slice(lineStart, brace.offset);
    if (/^[ \t]*$/.test(beforeBrace)) {
        const indentation = last ? indentationAt(whole, last.offset) : `${beforeBrace}    `;
        return { offset: lineStart, text: `${indentation}${entry}\n` };
    }
    const content = whole.slice(0, brace.offset).trimEnd();
    const separator = last && !/[;,]$/.test(content) ? ';' : '';
    return { offset: content.length, text: `${separator} ${entry}${whole[content.length] === '}' ? ' ' : ''}` };
}

function newBlockAfter(whole: string, block: CstNode, letter: 'A' | 'B', entry: string): { offset: number; text: string } {
    const indentation = indentationAt(whole, block.offset);
    const content = entry.includes('//') ? `\n${indentation}    ${entry}\n${indentation}` : ` ${entry} `;
    return { offset: block.end, text: `\n${indentation}fixed ${letter} {${content}}` };
}

function indentationAt(whole: string, offset: number): string {
    const lineStart = whole.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(whole.slice(lineStart))?.[0] ?? '';
}
