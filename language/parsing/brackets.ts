import type { IToken, TokenType } from 'chevrotain';
import type { SyntaxProblem } from '../diagnostics/syntax.js';
import { beginsElement, certainlyBeginsElement } from './element-starts.js';
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
    /** The best one first. */
    repairs: readonly Repair[];
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
    const twins = twinsAmong(tokens);
    const lastElement = lastIndex(tokens, certainlyBeginsElement);
    const firstBrace = tokens.findIndex(({ image }) => image === '{');
    const isUnopenedModel = tokens[0]?.image === 'model' && !isBraceOfModel(tokens, firstBrace);

    /** @param next the index of the token before which the brackets are closed; the number of tokens at the end of the text */
    function closeDownTo(depth: number, next: number): void {
        while (open.length > depth) {
            const opener = open.pop()!;
            const closer = closers.get(opener.image)!;
            const previous = tokens[next - 1]!;
            const end = previous.endOffset! + 1;
            const text = closer === '}' ? braceAfter(previous, opener) : closer;
            errors.push({
                token: opener,
                problem: { kind: 'not-closed', opener: opener.image, closer },
                repairs: [{ start: end, end, text, title: `Add ${closer}` }, ...withoutTwin(opener, twins())]
            });
            balanced.push(inserted(types[closer]!, tokens[next] ?? previous));
        }
    }

    tokens.forEach((token, i) => {
        const sign = token.image;
        if (closers.has(sign)) {
            open.push(token);
        } else if (openers.has(sign)) {
            const opener = lastIndex(open, (brackets, j) => brackets[j]!.image === openers.get(sign));
            const endsModelTooEarly = sign === '}' && opener === 0 && i < lastElement && isBraceOfModel(tokens, tokens.indexOf(open[0]!));
            if (opener < 0 && sign === '}' && isUnopenedModel) {
                // That of the model, whose own error says so.
                return;
            }
            if (opener < 0 || endsModelTooEarly) {
                errors.push({
                    token,
                    problem: endsModelTooEarly ? { kind: 'closes-model-early' } : { kind: 'closes-nothing', sign },
                    repairs: [{ start: token.startOffset, end: token.endOffset! + 1, text: '', title: 'Remove it' }]
                });
                return;
            }
            closeDownTo(opener + 1, i);
            open.pop();
        } else if (open.length > 1 && certainlyBeginsElement(tokens, i)) {
            closeDownTo(1, i);
        }
        balanced.push(token);
    });
    closeDownTo(0, tokens.length);
    return { tokens: errors.length === 0 ? [...tokens] : balanced, errors };
}

/** Where opening brackets begin, collected when they are first asked for. */
function twinsAmong(tokens: readonly IToken[]): () => ReadonlyMap<number, string> {
    let found: Map<number, string> | undefined;
    return () =>
        (found ??= new Map(tokens.filter(({ image }) => closers.has(image)).map(({ startOffset, image }) => [startOffset, image])));
}

/** Whether a brace is the one behind the name of a model, not that of one of its blocks. */
export function isBraceOfModel(tokens: readonly IToken[], brace: number): boolean {
    const model = tokens.slice(0, Math.max(brace, 0)).findLastIndex(({ image }) => image === 'model');
    return model >= 0 && !tokens.slice(model + 1, brace).some((_, i) => beginsElement(tokens, model + 1 + i));
}

/** Of `((`, one may be typed by mistake. */
function withoutTwin(opener: IToken, twins: ReadonlyMap<number, string>): Repair[] {
    const end = opener.endOffset! + 1;
    return twins.get(end) === opener.image ? [{ start: opener.startOffset, end, text: '', title: `Remove ${opener.image}` }] : [];
}

/** A brace on the line of what it closes; that of a model, which has several lines, on a line of its own. */
function braceAfter(previous: IToken, opener: IToken): string {
    return previous.endLine === opener.startLine ? ' }' : '\n}';
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
