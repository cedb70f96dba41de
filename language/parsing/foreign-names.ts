/** Names in scripts that names can't have, such as Chinese ones. They are read as names, so that one message is enough. */
import type { ILexingError, IToken, TokenType } from 'chevrotain';
import type { TextError } from './text-error.js';

const nameSign = /[\p{L}\p{M}\p{N}_]/u;

/** What to call things, by the keyword before their names. */
const plainNames: Record<string, string> = { model: 'study', predictor: 'x', random: 'group', let: 'value', derive: 'theta' };

interface ForeignNames {
    tokens: IToken[];
    /** One for each name, at its first place. */
    errors: TextError[];
    /** The errors of the lexer that are no letters. */
    others: ILexingError[];
}

/** @param word the type of tokens that are names */
export function foreignNames(text: string, tokens: readonly IToken[], errors: readonly ILexingError[], word: TokenType): ForeignNames {
    const isLetter = ({ offset }: ILexingError): boolean => /^\p{L}/u.test(text.slice(offset, offset + 2));
    const letters = errors.filter(isLetter);
    if (letters.length === 0) {
        return { tokens: [...tokens], errors: [], others: [...errors] };
    }
    const names = new Map<number, IToken>();
    for (const { offset, line, column } of letters) {
        const { start, end } = wordAround(text, offset);
        const image = text.slice(start, end);
        const [startLine, startColumn] = [line!, column! - (offset - start)];
        const place = {
            startOffset: start,
            endOffset: end - 1,
            startLine,
            endLine: startLine,
            startColumn,
            endColumn: startColumn + image.length - 1
        };
        names.set(start, { ...place, image, tokenType: word, tokenTypeIdx: word.tokenTypeIdx! });
    }
    const found = [...names.values()];
    const isPart = ({ startOffset }: IToken): boolean =>
        found.some(name => name.startOffset <= startOffset && startOffset <= name.endOffset!);
    const merged = [...tokens.filter(token => !isPart(token)), ...found].sort((a, b) => a.startOffset - b.startOffset);
    const firsts = found.filter(({ image }, i) => found.findIndex(other => other.image === image) === i);
    const taken = new Set(merged.map(({ image }) => image));
    return {
        tokens: merged,
        errors: firsts.map(name => errorOf(name, text, merged, taken)),
        others: errors.filter(error => !isLetter(error))
    };
}

function wordAround(text: string, offset: number): { start: number; end: number } {
    let [start, end] = [offset, offset];
    while (start > 0 && nameSign.test(text[start - 1]!)) {
        start--;
    }
    while (end < text.length && (nameSign.test(text[end]!) || /[\uD800-\uDFFF]/.test(text[end]!))) {
        end++;
    }
    return { start, end };
}

function errorOf(name: IToken, text: string, tokens: readonly IToken[], taken: Set<string>): TextError {
    const { image: written, startOffset: offset, startLine: line, startColumn: column } = name;
    const before = tokens[tokens.indexOf(name) - 1]?.image ?? '';
    const plain = written.replace(/[^A-Za-z0-9_]/g, '').replace(/^\d+/, '');
    const stem = plain !== '' ? plain : Object.hasOwn(plainNames, before) ? plainNames[before]! : 'name';
    let instead = stem;
    for (let i = 1; taken.has(instead) || instead === 'n'; i++) {
        instead = `${stem}${i}`;
    }
    taken.add(instead);
    const uses = tokens.filter(({ image }) => image === written);
    const end = uses.at(-1)!.endOffset! + 1;
    let corrected = '';
    let at = offset;
    for (const use of uses) {
        corrected += text.slice(at, use.startOffset) + instead;
        at = use.endOffset! + 1;
    }
    const problem = { kind: 'foreign-name', written, instead } as const;
    const repairs = [{ start: offset, end, text: corrected, stops: [instead], title: `Name it "${instead}"` }];
    return { offset, line, column, length: written.length, message: problem.kind, problem, repairs };
}
