/** The shape of a name, and its uses in a text. The shape is written here a second time, because `generated/ast.ts` loads Langium, which the page of the explorer does without. */
const beforeMarks = '\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F';
const combiningMarks = '\\u0300-\\u036F';
const afterMarks = '\\u0370-\\u0373\\u0376-\\u037D\\u037F-\\u0386\\u0388-\\u03FF\\u0400-\\u0481\\u048A-\\u052F\\u1E00-\\u1FFF';
const subscripts = '\\u2080-\\u2089';
const wholeName = new RegExp(
    `^[_a-zA-Z${beforeMarks}${afterMarks}](?:[_a-zA-Z0-9${beforeMarks}${afterMarks}${subscripts}]|[${combiningMarks}])*$`
);

/** Whether a text has the form of a name. It may still be a keyword. */
export function hasShapeOfName(text: string): boolean {
    return wholeName.test(text);
}

/** Finds the uses of some words of a text: not where they are parts of longer words. */
export function usesOf(words: string): RegExp {
    const literal = words
        .split(/\s+/)
        .map(word => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
        .join('\\s+');
    return new RegExp(`(?<![\\p{L}\\p{N}_.])${literal}(?![\\p{L}\\p{N}_])`, 'gu');
}
