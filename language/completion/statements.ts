/** Reads the words of a model as statements, also where they are unfinished, so that no syntax tree is needed. */
import { isElementKeyword } from '../parsing/element-starts.js';

/** A word or sign. */
export interface Word {
    image: string;
    offset: number;
    end: number;
    line: number;
    endLine: number;
}

export type BlockKind = 'file' | 'model' | 'fixed' | 'random' | 'design' | 'cost' | 'data' | 'simulate' | 'other';

/** An element of a model or an entry of a block. */
export interface Statement {
    kind: BlockKind;
    /** The words before the brace of its block: `random clinic in region`. */
    header: readonly string[];
    words: string[];
}

interface Frame {
    kind: BlockKind;
    header: readonly string[];
    statement: Statement;
}

export interface Reading {
    /** In text order of their ends. */
    statements: Statement[];
    /** Where the words end: the block, and what there is of the statement. */
    kind: BlockKind;
    header: readonly string[];
    open: Statement;
    /** The statement of the block before the open one. */
    previous: Statement | undefined;
}

const blockKinds: readonly BlockKind[] = ['model', 'fixed', 'random', 'design', 'cost', 'data', 'simulate'];
const goesOn = new Set([
    ...['=', ':', '~', ',', '(', '[', '|', '.', '+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', '..'],
    ...['sd', 'variance', 'icc', 'each', 'in', 'and', 'step', 'from', 'link']
]);
const beginsEntry = new Set(['correlation', 'covariance', 'attrition', 'per', 'budget', 'replicates', 'seed', 'method', 'response']);
const followsName = new Set([':', '=', '~', 'sd', 'variance', 'icc']);

/** Whether something must follow these words. */
export function needsMoreWords(words: readonly string[]): boolean {
    const last = words.at(-1);
    return last !== undefined && (goesOn.has(last) || openBrackets(words) > 0);
}

export function openBrackets(words: readonly string[]): number {
    return words.reduce((depth, word) => depth + (word === '(' || word === '[' ? 1 : word === ')' || word === ']' ? -1 : 0), 0);
}

export function readStatements(words: readonly Word[]): Reading {
    const statements: Statement[] = [];
    const begin = (kind: BlockKind, header: readonly string[]): Statement => ({ kind, header, words: [] });
    const frames: Frame[] = [{ kind: 'file', header: [], statement: begin('file', []) }];
    let previous: Statement | undefined;
    const finish = (frame: Frame): void => {
        if (frame.statement.words.length > 0) {
            statements.push(frame.statement);
            previous = frame.statement;
        }
        frame.statement = begin(frame.kind, frame.header);
    };
    words.forEach((word, i) => {
        const frame = frames.at(-1)!;
        const { image } = word;
        if (image === '{') {
            const header = frame.statement.words;
            const kind = blockKinds.find(known => known === header[0]) ?? 'other';
            frames.push({ kind, header, statement: begin(kind, header) });
            previous = undefined;
        } else if (image === '}' && frames.length > 1) {
            finish(frame);
            frames.pop();
            finish(frames.at(-1)!);
        } else if (image === ';' || (image === ',' && isEntryBlock(frame.kind) && openBrackets(frame.statement.words) === 0)) {
            finish(frame);
        } else {
            if (beginsStatement(words, i, frame)) {
                finish(frame);
            }
            frame.statement.words.push(image);
        }
    });
    const { kind, header, statement } = frames.at(-1)!;
    frames.forEach(frame => frame.statement.words.length > 0 && statements.push(frame.statement));
    return { statements, kind, header, open: statement, previous };
}

function isEntryBlock(kind: BlockKind): boolean {
    return kind !== 'file' && kind !== 'model';
}

function beginsStatement(words: readonly Word[], i: number, { kind, statement }: Frame): boolean {
    const word = words[i]!;
    const next = words[i + 1]?.image ?? '';
    const onNewLine = words[i - 1]?.endLine !== word.line;
    if (statement.words.length === 0) {
        return false;
    }
    switch (kind) {
        case 'file':
            return onNewLine && (word.image === 'model' || word.image === 'let');
        case 'model':
            return isElementKeyword(word.image) && !followsName.has(next) && (onNewLine || !needsMoreWords(statement.words));
        default:
            return (
                !needsMoreWords(statement.words) && (onNewLine || followsName.has(next) || (beginsEntry.has(word.image) && next !== '='))
            );
    }
}
