/** The space between two words or signs of a line. */
import type { Piece } from './pieces.js';

/** What a parenthesis follows at once: `log(2)`, `Normal(0, 1)`, `correlation(a, b)`. */
const called = new Set(['Call', 'NamedLaw', 'Discrete', 'Categorical', 'Mixture', 'Empirical', 'Family', 'Dependence']);

/** What a bracket with a level of a factor follows at once: `site[b]`, `change[2] sd 0.3`. */
const indexed = new Set(['Reference', 'RandomEffect', 'EffectName', 'Sweep']);

export function spaceBetween(left: Piece, right: Piece): '' | ' ' {
    return opensBracket(left) || (closesBracket(right) && left.comment !== 'line') || isTight(left, right) ? '' : ' ';
}

export function opensBracket({ text }: Piece): boolean {
    return text === '(' || text === '[';
}

export function closesBracket({ text }: Piece): boolean {
    return text === ')' || text === ']';
}

function isTight(left: Piece, right: Piece): boolean {
    switch (right.text) {
        case ',':
        case ':':
            return true;
        case '^':
            return !left.comment;
        case '.':
            return true;
        case '..':
            // `1. .. 5` would be other numbers without the space.
            return !left.text.endsWith('.') && !left.comment;
        case '(':
        case '[':
            // Not around an expression or a list.
            if (!left.comment && (right.text === '(' ? called : indexed).has(right.node.$type)) {
                return true;
            }
    }
    switch (left.text) {
        case '^':
            return !right.comment;
        case '.':
            return !right.comment;
        case '..':
            return !right.text.startsWith('.') && !right.comment;
        case '-':
        case '+':
            return left.node.$type === 'Sign' && !right.comment;
        default:
            return false;
    }
}
