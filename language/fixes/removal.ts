/** Removes entries and elements with what separates them from their neighbours. */
import type { AstNode } from 'langium';
import { isConstants, isElement, isPredictor } from '../generated/ast.js';
import { rangeOf } from '../parsing/text-range.js';
import { editAt, type EditedText, type TextEdit } from './text-edit.js';

export interface Removal {
    start: number;
    end: number;
    /** Without the white space and the separators around it. */
    text: string;
}

/** An entry with its separator. If nothing else is on its lines, these whole lines, with a comment at their end. */
export function wholeLines(whole: string, start: number, end: number): Removal {
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

/** The same, but the last of several entries on a line takes the separator before it. */
function piece(whole: string, start: number, end: number): { start: number; end: number } {
    const lines = wholeLines(whole, start, end);
    const hasSeparator = /^[ \t]*[;,]/.test(whole.slice(end));
    if (lines.start < start || hasSeparator) {
        return lines;
    }
    const before = /[ \t]*[;,]?[ \t]*$/.exec(whole.slice(0, start))?.[0] ?? '';
    return before.includes(';') || before.includes(',')
        ? { start: start - before.length, end }
        : { start: start - (/[ \t]*$/.exec(whole.slice(0, start))?.[0].length ?? 0), end };
}

const removable = new Set([
    'FixedEffect',
    'RandomEffect',
    'Dependence',
    'Count',
    'GroupSize',
    'Attrition',
    'Price',
    'Budget',
    'Column',
    'Constant',
    'SimulationNumber',
    'SimulationMethod',
    'Alternative',
    'ReferenceLaw',
    'TestNumber',
    'PrecisionOption',
    'Argument'
]);

/** The entry or element that a node is a part of. Undefined where removing it needs other changes. */
export function removableAround(node: AstNode): AstNode | undefined {
    for (let one: AstNode | undefined = node; one; one = one.$container) {
        if (removable.has(one.$type)) {
            return one.$type === 'Constant' && isConstants(one.$container) && one.$container.constants.length === 1 ? one.$container : one;
        }
        if (isElement(one)) {
            return isPredictor(one) && one.names.length > 1 ? undefined : one;
        }
    }
    return undefined;
}

/** The edit that removes a node. */
export function removal(text: EditedText, node: AstNode): TextEdit {
    const { start, end } = rangeOf(node);
    const { start: from, end: to } = piece(text.getText(), text.offsetAt(start), text.offsetAt(end));
    return editAt(text, from, to, '');
}
