import type { IToken } from 'chevrotain';

/**
 * The tokens of a segment that can belong to a model or to constants, and the first one that can't: what stands outside of the braces of
 * a model and begins neither. The rest of the segment goes with it.
 */
export function withoutStrayText(tokens: readonly IToken[]): { tokens: IToken[]; stray: IToken | undefined } {
    let depth = 0;
    let isModel = false;
    for (let i = 0; i < tokens.length; i++) {
        const sign = tokens[i]!.image;
        if (sign === '{') {
            depth++;
        } else if (sign === '}') {
            depth--;
            if (depth === 0 && isModel) {
                isModel = false;
                const next = tokens.findIndex((token, j) => j > i && token.image !== ';' && token.image !== ',');
                if (next >= 0 && tokens[next]!.image !== 'let' && tokens[next]!.image !== 'model') {
                    return { tokens: tokens.slice(0, next), stray: tokens[next] };
                }
            }
        } else if (depth === 0 && sign === 'model') {
            isModel = true;
        } else if (i === 0 && sign !== 'let' && sign !== ';' && sign !== ',') {
            return { tokens: [], stray: tokens[0] };
        }
    }
    return { tokens: [...tokens], stray: undefined };
}
