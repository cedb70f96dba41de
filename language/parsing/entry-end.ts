import type { IToken } from 'chevrotain';
import { beginsElement, beginsLine } from './element-starts.js';

const entryKeywords = new Set(['correlation', 'covariance', 'per', 'budget', 'attrition', 'replicates', 'seed', 'method', 'response']);
const afterEntryName = new Set([':', '=', '~', 'sd', 'variance', 'icc']);

function beginsEntry(tokens: readonly IToken[], i: number): boolean {
    return beginsLine(tokens, i) && (afterEntryName.has(tokens[i + 1]?.image ?? '') || entryKeywords.has(tokens[i]!.image));
}

/**
 * Where the entry or element of the token at an index ends: the index of the separator or closing brace after it, or of the next
 * entry. Parsing continues there after an error.
 */
export function entryEnd(tokens: readonly IToken[], index: number): number {
    let depth = 0;
    for (let i = 0; i < index; i++) {
        const sign = tokens[i]!.image;
        depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    }
    if (depth === 0) {
        return tokens.length;
    }
    let inner = depth;
    for (let i = index; i < tokens.length; i++) {
        const sign = tokens[i]!.image;
        if (sign === '{') {
            inner++;
        } else if (sign === '}') {
            if (inner === depth) {
                return i;
            }
            inner--;
        } else if (
            inner === depth &&
            (sign === ';' || (depth > 1 && sign === ',') || beginsElement(tokens, i) || (depth > 1 && beginsEntry(tokens, i)))
        ) {
            return i;
        }
    }
    return tokens.length;
}

/** Where the entry or element of the token at an index begins. */
export function entryStart(tokens: readonly IToken[], index: number): number {
    for (let i = Math.min(index, tokens.length - 1); i > 0; i--) {
        if (beginsElement(tokens, i) || ['{', ';', '}'].includes(tokens[i - 1]!.image) || (i < index && beginsEntry(tokens, i))) {
            return i;
        }
    }
    return 0;
}
