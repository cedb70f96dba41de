/** Adds elements to models and entries to blocks, with the indentation and the separators of their neighbours. */
import { GrammarUtils, type AstNode, type CstNode } from 'langium';
import type { Element, Model } from '../generated/ast.js';
import { editAt, indentationAt, type EditedText, type TextEdit } from './text-edit.js';

const indentation = '  ';

/** The usual order of elements in a model. */
const order: readonly Element['$type'][] = [
    'Using',
    'Constants',
    'Data',
    'Family',
    'Predictor',
    'FixedEffects',
    'Offset',
    'RandomEffects',
    'Design',
    'Sweep',
    'Test',
    'Precision',
    'Derived',
    'Cost',
    'Simulation'
];

const typeOfKeyword: Record<string, Element['$type']> = {
    let: 'Constants',
    family: 'Family',
    predictor: 'Predictor',
    fixed: 'FixedEffects',
    random: 'RandomEffects',
    design: 'Design',
    test: 'Test',
    precision: 'Precision'
};

/** Adds a line to a model, behind the last element that usually stands before it. Undefined where the braces of the model are missing. */
export function newElement(text: EditedText, model: Model, element: string, stops?: readonly string[]): TextEdit | undefined {
    const rank = order.indexOf(typeOfKeyword[/^\w+/.exec(element)?.[0] ?? ''] ?? 'Simulation');
    const before = model.elements.findLast(({ $type, $cstNode }) => $cstNode && order.indexOf($type) <= rank)?.$cstNode;
    const whole = text.getText();
    if (before) {
        return editAt(text, before.end, before.end, separated(whole, before, element), stops);
    }
    const brace = model.$cstNode && GrammarUtils.findNodeForKeyword(model.$cstNode, '{');
    if (!brace) {
        return undefined;
    }
    const next = model.elements.find(({ $cstNode }) => $cstNode)?.$cstNode;
    const isOnOneLine = next !== undefined && next.range.start.line === brace.range.start.line;
    const indent = next && !isOnOneLine ? indentationAt(whole, next.offset) : indentationAt(whole, brace.offset) + indentation;
    const isEmpty = /^\s*\}/.test(whole.slice(brace.end));
    const end = isEmpty && !/^[ \t]*[\r\n]/.test(whole.slice(brace.end)) ? '\n' : '';
    return editAt(text, brace.end, brace.end, isOnOneLine ? ` ${element};` : `\n${indent}${element}${end}`, stops);
}

/** Behind an element, on a line of its own unless the whole model is on one line. */
function separated(whole: string, before: CstNode, element: string): string {
    const lineStart = whole.lastIndexOf('\n', before.offset - 1) + 1;
    const isOnOneLine = /^[ \t]*model\b/.test(whole.slice(lineStart, before.offset));
    return isOnOneLine ? `; ${element}` : `\n${element}`.replaceAll('\n', `\n${indentationAt(whole, before.offset)}`);
}

/** Adds an entry to a block: behind its last one or, with `isFirst`, before its first one. Undefined where the block lacks a brace. */
export function newEntry(
    text: EditedText,
    block: AstNode & { entries?: readonly AstNode[]; effects?: readonly AstNode[] },
    entry: string,
    { separator = ';', isFirst = false, stops }: { separator?: ';' | ','; isFirst?: boolean; stops?: readonly string[] | undefined } = {}
): TextEdit | undefined {
    const entries = (block.entries ?? block.effects ?? []).flatMap(({ $cstNode }) => $cstNode ?? []);
    const [first, last] = [entries[0], entries.at(-1)];
    const [opening, brace] = ['{', '}'].map(sign => block.$cstNode && GrammarUtils.findNodeForKeyword(block.$cstNode, sign));
    if (!brace || !opening) {
        return undefined;
    }
    const whole = text.getText();
    const lineStart = whole.lastIndexOf('\n', brace.offset - 1) + 1;
    const beforeBrace = whole.slice(lineStart, brace.offset);
    const isOnLines = /^[ \t]*$/.test(beforeBrace);
    if (isFirst && first) {
        const joined = isOnLines ? `${entry}\n${indentationAt(whole, first.offset)}` : `${entry}${separator} `;
        return editAt(text, first.offset, first.offset, joined, stops);
    }
    if (isOnLines) {
        const indent = last ? indentationAt(whole, last.offset) : `${beforeBrace}${indentation}`;
        return editAt(text, lineStart, lineStart, `${indent}${entry}\n`, stops);
    }
    const content = whole.slice(0, brace.offset).trimEnd();
    const needed = last && !/[;,]$/.test(content) ? separator : '';
    return editAt(text, content.length, content.length, `${needed} ${entry}${whole[content.length] === '}' ? ' ' : ''}`, stops);
}
