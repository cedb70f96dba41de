import type { IToken } from 'chevrotain';

const elementKeywords = new Set(
    'let family predictor fixed offset random design sweep test precision cost derive data simulate using'.split(' ')
);

/** What follows a name in an expression, an entry or a list; after a keyword it tells that the keyword is a name. */
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

/** After these an expression or an entry goes on, so that a sign behind the next word is an operator. */
const goesOn = new Set(['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', ',', '=', ':', '~', '(', '[', '|']);

export function beginsLine(tokens: readonly IToken[], i: number): boolean {
    return tokens[i - 1]?.endLine !== tokens[i]?.startLine;
}

/** Whether the keyword at an index begins an element of a model, and is no name, given that it stands between elements. */
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

/** Whether the keyword at an index can be nothing but the beginning of an element, wherever it stands: the words after it tell. */
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
            return (second === 'A' || second === 'B') && third === '{';
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
