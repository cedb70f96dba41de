import type { IToken } from 'chevrotain';

const elementKeywords = new Set(
    'let family predictor fixed offset random design sweep test precision cost derive data simulate using'.split(' ')
);

/** What can follow a name in an expression, an entry or a list. A keyword before one of them is a name. */
const afterName = new Set([
    '=',
    ':',
    ',',
    ';',
    ')',
    ']',
    '}',
    '~',
    '|',
    '.',
    '[',
    '*',
    '/',
    '^',
    '<',
    '<=',
    '>',
    '>=',
    '==',
    '!=',
    '+',
    '-'
]);

/** After these an expression or an entry continues, so a sign after the next word is an operator. */
const goesOn = new Set(['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', ',', '=', ':', '~', '(', '[', '|']);

/** Whether a word begins an element, where it is not a name. */
export function isElementKeyword(word: string): boolean {
    return elementKeywords.has(word);
}

export function beginsLine(tokens: readonly IToken[], i: number): boolean {
    return tokens[i - 1]?.endLine !== tokens[i]?.startLine;
}

/** Whether the keyword at an index, which is between elements, begins an element and is not a name. */
export function beginsElement(tokens: readonly IToken[], i: number): boolean {
    const token = tokens[i];
    if (!token || !elementKeywords.has(token.image) || !beginsLine(tokens, i)) {
        return false;
    }
    const previous = tokens[i - 1];
    const next = tokens[i + 1];
    const isSign = next?.image === '-' || next?.image === '+';
    const signBelongsToTerm = isSign && previous !== undefined && !goesOn.has(previous.image);
    return next === undefined || !afterName.has(next.image) || signBelongsToTerm;
}

const names = /^[^\s\d(){}[\]"=:~,;.|^*/+<>!?-]/;

/** Whether the keyword at an index must begin an element wherever it is, as the words after it show. */
export function certainlyBeginsElement(tokens: readonly IToken[], i: number): boolean {
    if (!beginsElement(tokens, i)) {
        return false;
    }
    const [second = '', third = ''] = [tokens[i + 1]?.image, tokens[i + 2]?.image];
    const named = names.test(second);
    switch (tokens[i]!.image) {
        case 'let':
        case 'sweep':
        case 'derive':
            return named && third === '=';
        case 'predictor':
            return second === '(' || (named && ['~', 'each', '='].includes(third));
        case 'fixed':
            return second === '{' || ((second === 'A' || second === 'B') && third === '{');
        case 'random':
            return named && (third === '{' || third === 'in');
        case 'design':
        case 'cost':
        case 'simulate':
            return second === '{';
        case 'data':
            return named && third === 'from';
        case 'test':
            return named && (third === '=' || third === ':' || third === '-');
        default:
            return false;
    }
}
