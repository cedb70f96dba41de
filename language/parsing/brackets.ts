import type { IToken, TokenType } from 'chevrotain';
import type { SyntaxProblem } from '../diagnostics/syntax.js';
import { certainlyBeginsElement } from './element-starts.js';
import type { Repair } from './slips/slip.js';

const closers = new Map([
    ['(', ')'],
    ['[', ']'],
    ['{', '}']
]);
const openers = new Map([...closers].map(([opener, closer]) => [closer, opener]));

export interface BracketError {
    token: IToken;
    problem: SyntaxProblem;
    repair: Repair;
}

/**
 * Balances the brackets of a segment, so that a missing or additional bracket affects only its own line. Where an element of the
 * model begins, every bracket inside the model is closed.
 */
export function balanceBrackets(
    tokens: readonly IToken[],
    types: Readonly<Record<string, TokenType>>
): { tokens: IToken[]; errors: BracketError[] } {
    const errors: BracketError[] = [];
    const balanced: IToken[] = [];
    const open: IToken[] = [];
    const lastElement = lastIndex(tokens, certainlyBeginsElement);

    /** Where the last token before one ends; at the end of the text, where that one itself ends. */
    function endBefore(token: IToken): number {
        const index = tokens.indexOf(token);
        const previous = token === tokens.at(-1) && !openers.has(token.image) ? token : tokens[index - 1];
        return (previous ?? token).endOffset! + 1;
    }

    function closeDownTo(depth: number, before: IToken): void {
        while (open.length > depth) {
            const opener = open.pop()!;
            const closer = closers.get(opener.image)!;
            const end = endBefore(before);
            errors.push({
                token: opener,
                problem: { kind: 'not-closed', opener: opener.image, closer },
                repair: { start: end, end, text: closer === '}' ? closerOnLine(closer, before, opener) : closer, title: `Add ${closer}` }
            });
            balanced.push(inserted(types[closer]!, before));
        }
    }

    tokens.forEach((token, i) => {
        const sign = token.image;
        if (closers.has(sign)) {
            open.push(token);
        } else if (openers.has(sign)) {
            const opener = lastIndex(open, (brackets, j) => brackets[j]!.image === openers.get(sign));
            const endsModelTooEarly = sign === '}' && opener === 0 && i < lastElement;
            if (opener < 0 || endsModelTooEarly) {
                errors.push({
                    token,
                    problem: endsModelTooEarly ? { kind: 'closes-model-early' } : { kind: 'closes-nothing', sign },
                    repair: { start: token.startOffset, end: token.endOffset! + 1, text: '', title: 'Remove it' }
                });
                return;
            }
            closeDownTo(opener + 1, token);
            open.pop();
        } else if (open.length > 1 && certainlyBeginsElement(tokens, i)) {
            closeDownTo(1, token);
        }
        balanced.push(token);
    });
    const last = tokens.at(-1);
    if (last) {
        closeDownTo(0, last);
    }
    return { tokens: errors.length === 0 ? [...tokens] : balanced, errors };
}

/** A brace on the line of what it closes; that of a model on a line of its own. */
function closerOnLine(closer: string, before: IToken, opener: IToken): string {
    return before.endLine !== opener.startLine && before.startLine! - opener.startLine! > 1 ? `\n${closer}` : ` ${closer}`;
}

function lastIndex(tokens: readonly IToken[], is: (tokens: readonly IToken[], i: number) => boolean): number {
    for (let i = tokens.length - 1; i >= 0; i--) {
        if (is(tokens, i)) {
            return i;
        }
    }
    return -1;
}

/** A token that the text lacks. The concrete syntax does not contain it. */
function inserted(type: TokenType, at: IToken): IToken {
    return { ...at, image: type.name, tokenType: type, tokenTypeIdx: type.tokenTypeIdx!, isInsertedInRecovery: true };
}
