/** The call whose parentheses are open at a place of a text, finished or not. */
import type { Lexer } from 'langium';

export interface OpenCall {
    name: string;
    /** After `family`, after `~` or inside a law, or anywhere else: the same name means different things there. */
    place: 'family' | 'law' | 'expression';
    /** How many arguments come before the cursor. */
    position: number;
    /** Of the argument at the cursor, if it is written with its name: `sd = 1`. */
    argumentName: string | undefined;
}

interface Bracket {
    /** The word before it; undefined for a list or a parenthesis around an expression. */
    call: Pick<OpenCall, 'name' | 'place'> | undefined;
    commas: number;
    /** The words of the argument in hand. */
    argument: string[];
}

const name = /^[\p{L}_][\p{L}\d_]*$/u;

/** The innermost one around an offset, which lists and parentheses without a name do not hide. Null outside of all, and in comments. */
export function openCallAt(text: string, offset: number, lexer: Lexer): OpenCall | null {
    const { tokens, hidden } = lexer.tokenize(text, { mode: 'partial' });
    if (
        hidden.some(
            ({ image, startOffset, endOffset }) =>
                startOffset < offset && (image.startsWith('//') ? offset <= endOffset! + 1 : offset <= endOffset!)
        )
    ) {
        return null;
    }
    const words = tokens.filter(({ endOffset }) => endOffset! < offset).map(({ image }) => image);
    const open: Bracket[] = [];
    words.forEach((word, i) => {
        if (word === '(' || word === '[') {
            open.push({ call: word === '(' ? callOf(words, i, open) : undefined, commas: 0, argument: [] });
        } else if (word === ')' || word === ']') {
            open.pop();
        } else if (word === '{' || word === '}' || word === ';') {
            open.length = 0;
        } else {
            const bracket = open.at(-1);
            if (bracket) {
                bracket.commas += word === ',' || word === '|' ? 1 : 0;
                bracket.argument = word === ',' || word === '|' ? [] : [...bracket.argument, word];
            }
        }
    });
    const found = open.findLast(({ call }) => call !== undefined);
    if (!found?.call) {
        return null;
    }
    const [first, second] = found.argument;
    return { ...found.call, position: found.commas, argumentName: second === '=' ? first : undefined };
}

function callOf(words: readonly string[], i: number, around: readonly Bracket[]): Bracket['call'] {
    const called = words[i - 1];
    const before = words[i - 2];
    if (called === undefined || !name.test(called) || called === 'predictor') {
        return undefined;
    }
    const isLaw = before === '~' || (before === ':' && around.at(-1)?.call?.name === 'Mixture');
    return { name: called, place: before === 'family' ? 'family' : isLaw ? 'law' : 'expression' };
}
