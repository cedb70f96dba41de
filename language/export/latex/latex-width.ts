/** How wide LaTeX code is on the page, roughly, and lines that fit on it. */

/** Characters of an equation's right side that fit beside its left side. */
const equationWidth = 56;

/** Words longer than this are broken where no hyphenation breaks them. */
const longestWord = 24;

/** Names and phrases longer than this are broken into several lines. */
const longestPhrase = 40;

/** The number of visible characters. Signs between spaces count with their spaces. */
export function visibleLength(latex: string): number {
    return latex
        .replace(/\\parbox\{(\d+)em\}\{\\raggedright .*?\}(?=[ ,)}]|$)/g, (_, em: string) => 'x'.repeat(2 * Number(em)))
        .replace(/\\(begin|end)\{[a-z]+\}/g, '')
        .replace(/\\(text|mathrm|operatorname|mathbf|frac|left|right|overset|underset|sqrt)\b/g, '')
        .replace(/\\(quad|sim|mid|cdot|times|approx)\b/g, 'xx')
        .replace(/\\[A-Za-z]+/g, 'x')
        .replace(/\\(.)/g, '$1')
        .replace(/[{}$_^&]/g, '').length;
}

/** An equation, aligned at its `&`, in as many lines as the page needs: they end after a comma or a sum that no bracket encloses. */
export function brokenEquation(equation: string): string {
    const pieces: string[] = [];
    const aligned = equation.indexOf('&');
    let depth = 0;
    let start = 0;
    for (const { 0: sign, index } of equation.matchAll(/\\left.|\\right.|\\.|[{}()]|, | \+ /g)) {
        if (sign === '{' || sign === '(' || sign.startsWith('\\left')) {
            depth++;
        } else if (sign === '}' || sign === ')' || sign.startsWith('\\right')) {
            depth--;
        } else if (depth === 0 && aligned < index && (sign === ', ' || sign === ' + ')) {
            const end = sign === ', ' ? index + 2 : index;
            pieces.push(equation.slice(start, end));
            start = end;
        }
    }
    pieces.push(equation.slice(start));
    const lines: string[] = [];
    let line = '';
    for (const piece of pieces) {
        if (line !== '' && visibleLength(line.replace(/^.*?&/, '') + piece) > equationWidth) {
            lines.push(line.trimEnd());
            line = piece.trimStart();
        } else {
            line += piece;
        }
    }
    return [...lines, line].join(' \\\\\n        &\\quad ');
}

/** Text in which words that no hyphenation breaks may be broken. */
export function breakableText(latex: string): string {
    return latex.replace(/(?:[\p{L}\p{N}.]\p{M}*|\\_)+/gu, word => {
        const letters = word.match(/\\_|.\p{M}*/gu) ?? [];
        return letters.length > longestWord
            ? letters.map((letter, at) => (at > 0 && at % 8 === 0 ? `\\allowbreak{}${letter}` : letter)).join('')
            : word;
    });
}

/** Mathematics whose long names are in boxes of several lines. `width` is the width of a box in em. */
export function boxedNames(latex: string, width: number): string {
    return latex.replace(/\\text\{((?:\\.|[^{}\\]|\{(?:\\.|[^{}\\])*\})*)\}/g, (all, name: string) =>
        visibleLength(name) > longestPhrase || name.split(' ').some(word => visibleLength(word) > longestWord)
            ? `\\parbox{${width}em}{\\raggedright ${breakableText(name)}}`
            : all
    );
}
