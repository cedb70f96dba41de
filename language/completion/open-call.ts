/** The call whose parentheses are open at a place of a text, finished or not. */
import type { Lexer } from 'langium';

export interface OpenCall {
    name: string;
    /** After `family`, after `~` or inside a law, or anywhere else: the same name means different things there. */
    place: 'family' | 'law' | 'expression';
    /** How many arguments come before the cursor. */
    position: number;
    /** Of all arguments, also those after the cursor, where they are written with their names: `sd = 1`. */
    argumentNames: readonly (string | undefined)[];
}

interface Bracket {
    /** The word before it; undefined for a list or a parenthesis around an expression. */
    call: Pick<OpenCall, 'name' | 'place'> | undefined;
    commas: number;
    /** The index of the first word inside. */
    start: number;
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
    const words = tokens.map(({ image }) => image);
    const open: Bracket[] = [];
    words.slice(0, tokens.filter(({ endOffset }) => endOffset! < offset).length).forEach((word, i) => {
        if (word === '(' || word === '[') {
            open.push({ call: word === '(' ? callOf(words, i, open) : undefined, commas: 0, start: i + 1 });
        } else if (word === ')' || word === ']') {
            open.pop();
        } else if (word === '{' || word === '}' || word === ';') {
            open.length = 0;
        } else {
            const bracket = open.at(-1);
            if (bracket && isSeparator(word)) {
                bracket.commas++;
            }
        }
    });
    const found = open.findLast(({ call }) => call !== undefined);
    if (!found?.call) {
        return null;
    }
    return { ...found.call, position: found.commas, argumentNames: argumentNames(words.slice(found.start)) };
}

function isSeparator(word: string): boolean {
    return word === ',' || word === '|';
}

/** @param words from the first argument on */
function argumentNames(words: readonly string[]): (string | undefined)[] {
    const names: (string | undefined)[] = [];
    let depth = 0;
    let isFirst = true;
    for (const [i, word] of words.entries()) {
        if (depth < 0 || word === '{' || word === '}' || word === ';') {
            break;
        }
        if (isFirst) {
            names.push(words[i + 1] === '=' ? word : undefined);
        }
        depth += word === '(' || word === '[' ? 1 : word === ')' || word === ']' ? -1 : 0;
        isFirst = depth === 0 && isSeparator(word);
    }
    return names;
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
