/** Letters beyond ASCII in a document for pdfLaTeX, whose fonts have those of European languages. */

/** Letters of T1 fonts that inputenc knows. */
const known = /^[\u00a0-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u20ac]$/u;

/** Letters of T2A fonts: those of Russian, Ukrainian and Belarusian. */
const cyrillic = /^[\u0401\u0404\u0406\u0407\u040e\u0410-\u044f\u0451\u0454\u0456\u0457\u045e\u0490\u0491]$/u;

/** Combining marks as accents of text. */
const accents: Record<string, string> = {
    '\u0300': '`',
    '\u0301': "'",
    '\u0302': '^',
    '\u0303': '~',
    '\u0304': '=',
    '\u0306': 'u',
    '\u0307': '.',
    '\u0308': '"',
    '\u030a': 'r',
    '\u030b': 'H',
    '\u030c': 'v',
    '\u0323': 'd',
    '\u0327': 'c',
    '\u0328': 'k',
    '\u0331': 'b'
};

/** The lines of the preamble that letters need. */
type Script = 'cyrillic' | 'other';

/** The text with accents as macros, and the lines of a preamble that it needs: font encodings first. */
export function pdfLetters(document: string): { text: string; preamble: string[] } {
    const scripts = new Set<Script>();
    const text = document.normalize('NFC').replace(/[A-Za-z]\p{M}+|\P{ASCII}\p{M}*/gu, letter => {
        const [written, script] = pdfLetter(letter);
        if (script !== null) {
            scripts.add(script);
        }
        return written;
    });
    return {
        text: text.replace(/(?:\\cyrillic\{.\})+/gu, word => `\\cyrillic{${word.replace(/\\cyrillic\{(.)\}/gu, '$1')}}`),
        preamble: [
            `\\usepackage[${scripts.has('cyrillic') ? 'T2A,' : ''}T1]{fontenc}`,
            ...(scripts.has('cyrillic') ? ['\\newcommand{\\cyrillic}[1]{{\\fontencoding{T2A}\\fontfamily{cmr}\\selectfont #1}}'] : []),
            ...(scripts.has('other') ? otherLetters : [])
        ]
    };
}

/** Prints a letter with engines that have fonts for all scripts, and its number with pdfLaTeX. */
const otherLetters = [
    '% Letters that the fonts of pdfLaTeX do not have are printed by number. XeLaTeX and LuaLaTeX print the letters',
    '% themselves: load fontspec there, and choose a font that has them, as in \\setmainfont{Noto Serif}.',
    '\\usepackage{iftex}',
    '\\newcommand{\\otherletter}[2]{\\ifPDFTeX\\mbox{[U+#2]}\\else #1\\fi}'
];

function pdfLetter(letter: string): [string, Script | null] {
    // The longest part that is one known letter; what follows are marks of it.
    const characters = [...letter.normalize('NFD')];
    for (let length = characters.length; length > 0; length--) {
        const base = characters.slice(0, length).join('').normalize('NFC');
        const marks = characters.slice(length);
        if (cyrillic.test(base) && marks.length === 0) {
            return [`\\cyrillic{${base}}`, 'cyrillic'];
        }
        if ((known.test(base) || /^[A-Za-z]$/.test(base)) && marks.every(mark => accents[mark] !== undefined)) {
            const dotless = /^[ij]$/.test(base) && marks.some(mark => mark < '\u0323') ? `\\${base} ` : base;
            return [marks.reduce((inner, mark) => `\\${accents[mark]}{${inner}}`, dotless), null];
        }
    }
    const numbered = (one: string) => `\\otherletter{${one}}{${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}}`;
    return [[...letter].map(numbered).join(''), 'other'];
}
