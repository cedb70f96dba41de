/** A hypothesis that is written as a comparison, such as `test b1 > 0`, and how the language writes it: `test b1 = 0 greater`. */
import type { IToken } from 'chevrotain';

type Alternative = '' | 'greater' | 'less';

export interface ComparedHypothesis {
    operator: string;
    /** What `instead` says after the hypothesis; empty for nothing. */
    alternative: Alternative;
    /** The hypothesis with `=`, and the alternative after it. */
    instead: string;
    first: IToken;
    last: IToken;
}

/** What stands before a hypothesis. */
const openers = new Set(['test', ':', 'and']);
const alternatives = new Set(['greater', 'less', 'two-sided']);
const alternativeOf: Record<string, Alternative> = { '>': 'greater', '>=': 'greater', '<': 'less', '<=': 'less', '==': '', '!=': '' };
const opposite: Record<Alternative, Alternative> = { greater: 'less', less: 'greater', '': '' };

/**
 * The comparison that ends where the parser expects the `=` of a hypothesis; undefined where there is none.
 *
 * @param tokens those of the text
 * @param end the position of the token at which the parser expects `=`
 */
export function comparedHypothesis(text: string, tokens: readonly IToken[], end: number): ComparedHypothesis | undefined {
    const start = tokens.slice(0, end).findLastIndex(({ image }) => openers.has(image)) + 1;
    const written = tokens.slice(start, end);
    const at = written.findIndex(({ image }) => Object.hasOwn(alternativeOf, image));
    const [left, right] = [written.slice(0, at), written.slice(at + 1)];
    if (start === 0 || at < 0 || left.length === 0 || right.length === 0) {
        return undefined;
    }
    const operator = written[at]!.image;
    const swaps = !hasName(left);
    const hypothesis = swaps ? equation(text, right, left) : equation(text, left, right);
    const wanted = swaps ? opposite[alternativeOf[operator]!] : alternativeOf[operator]!;
    const next = tokens[end]?.image ?? '';
    // A joint test is two-sided, and an alternative that is there already stays.
    const isGiven = next === 'and' || tokens[start - 1]!.image === 'and' || alternatives.has(next);
    const alternative = isGiven ? '' : wanted;
    const instead = alternative === '' ? hypothesis : `${hypothesis} ${alternative}`;
    return { operator, alternative, instead, first: written[0]!, last: written.at(-1)! };
}

/** Only a number can be on the right of `=`. */
function equation(text: string, left: readonly IToken[], right: readonly IToken[]): string {
    if (!hasName(right)) {
        return `${textOf(text, left)} = ${textOf(text, right)}`;
    }
    const subtracted = textOf(text, right);
    return `${textOf(text, left)} - ${right.length > 1 ? `(${subtracted})` : subtracted} = 0`;
}

/** Whether some name is not that of a function. */
function hasName(tokens: readonly IToken[]): boolean {
    return tokens.some(({ image }, i) => /^[\p{L}_]/u.test(image) && tokens[i + 1]?.image !== '(');
}

function textOf(text: string, tokens: readonly IToken[]): string {
    return text.slice(tokens[0]!.startOffset, tokens.at(-1)!.endOffset! + 1).replace(/\s+/g, ' ');
}
