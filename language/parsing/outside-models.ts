import type { IToken } from 'chevrotain';
import { isBraceOfModel } from './brackets.js';

interface ProperTokens {
    /** What can belong to a model or to constants. */
    tokens: IToken[];
    /** The first token that can't belong to them. */
    stray: IToken | undefined;
    /** Where the last proper token ends, if braces close it. Errors after it belong to no model. */
    end: number;
}

/**
 * Separates the tokens of a segment from stray text: text outside the braces of a model that begins neither a model nor constants,
 * and the rest of the segment after it.
 */
export function withoutStrayText(tokens: readonly IToken[]): ProperTokens {
    let depth = 0;
    let isModel = false;
    let end = Infinity;
    for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i]!;
        const sign = token.image;
        if (sign === '{') {
            // Without the brace of the model, the first one is that of a block.
            depth += isModel && depth === 0 && !isBraceOfModel(tokens, i) ? 2 : 1;
        } else if (sign === '}') {
            depth--;
            if (depth === 0 && isModel && !token.isInsertedInRecovery) {
                isModel = false;
                end = token.endOffset! + 1;
                let next = i + 1;
                while (tokens[next]?.image === ';' || tokens[next]?.image === ',') {
                    next++;
                }
                const stray = tokens[next];
                if (stray && stray.image !== 'let' && stray.image !== 'model') {
                    return { tokens: tokens.slice(0, next), stray, end };
                }
            }
        } else if (depth === 0 && sign === 'model') {
            isModel = true;
            end = Infinity;
        } else if (i === 0 && sign !== 'let' && sign !== ';' && sign !== ',') {
            return { tokens: [], stray: token, end: 0 };
        }
    }
    return { tokens: [...tokens], stray: undefined, end };
}
