/** Markdown with text from the file: names, titles and comments are shown unchanged and never read as markup. */

/** Characters that control a display instead of being visible: control characters, and those that change the direction of writing. */
const actingCharacters = /(?![\n\t\u00ad\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text whose control characters show as `�`: nothing in it can move a cursor or hide what follows. */
export function printable(text: string): string {
    return text.replace(/\r\n?/g, '\n').replace(actingCharacters, '\ufffd');
}

/**
 * One line of text; CommonMark takes a backslash before ASCII punctuation as that character itself. To disable
 * links it is enough to escape brackets, so formulas keep their parentheses.
 */
export function escapeMarkdown(text: string): string {
    return (
        printable(text)
            .replace(/\s*\n\s*/g, ' ')
            .replace(/[\\`*_[\]<>|~$]/g, '\\$&')
            .replace(/&(?=#?\w+;)/g, '\\&')
            // Bare addresses become links in the Markdown that editors use.
            .replace(/:\/\//g, ':\\/\\/')
            .replace(/www(?=\.)/gi, '$&\\')
            .replace(/@/g, '\\@')
            // Headings, lists and rules begin a line.
            .replace(/^(\s*)(#|[-+=](?=[-+=\s]|$))/, '$1\\$2')
            .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    );
}

/** A comment as paragraphs: its line ends and blank lines are kept, its markup is not. */
export function escapeComment(text: string): string {
    const lines = printable(text)
        .split('\n')
        .map(line => line.trim());
    return lines
        .map((line, index) => {
            const next = lines[index + 1];
            const goesOn = line !== '' && next !== undefined && next !== '';
            return escapeMarkdown(line) + (goesOn ? '  ' : '');
        })
        .join('\n')
        .trim();
}

/** The longest run of backticks; a fence must be longer. */
function longestBacktickRun(text: string): number {
    return Math.max(0, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
}

/** `text` in a fixed-width font. */
export function codeSpan(text: string): string {
    const line = printable(text).replace(/\n/g, ' ');
    const fence = '`'.repeat(longestBacktickRun(line) + 1);
    const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return fence + padding + line + padding + fence;
}

/** Lines in a fixed-width font, as they are. */
export function codeBlock(language: string, text: string): string {
    const content = printable(text);
    const fence = '`'.repeat(Math.max(3, longestBacktickRun(content) + 1));
    return `${fence}${language}\n${content}\n${fence}`;
}

/** A table; cells are Markdown already. Without rows: nothing. */
export function markdownTable(header: string[], alignment: ('left' | 'right')[], rows: string[][]): string {
    if (rows.length === 0) {
        return '';
    }
    // A pipe is a border, also within code, unless an odd number of backslashes stands before it.
    const escaped = (cell: string) => cell.replace(/(\\*)\|/g, (all, { length }: string) => (length % 2 === 0 ? `\\${all}` : all));
    const line = (cells: string[]) => `| ${cells.map(escaped).join(' | ')} |`;
    const border = `|${alignment.map(side => (side === 'right' ? '---:' : ':---')).join('|')}|`;
    return [line(header), border, ...rows.map(line)].join('\n');
}

/** Paragraphs, those that are empty left out. */
export function paragraphs(...parts: (string | null | undefined | false)[]): string {
    return parts.filter(Boolean).join('\n\n');
}

/** Lines of one paragraph, those that are empty left out. */
export function lines(...parts: (string | null | undefined | false)[]): string {
    return parts.filter(Boolean).join('  \n');
}
