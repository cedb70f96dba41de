/** Text for terminals: tables and paragraphs of a given width. */
import { printable } from '../notation/markdown.js';

/** Styles of text; the identity without colour. */
export interface TerminalStyle {
    bold: (text: string) => string;
    dim: (text: string) => string;
    red: (text: string) => string;
    yellow: (text: string) => string;
    cyan: (text: string) => string;
}

const plain = (text: string) => text;
export const plainStyle: TerminalStyle = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

function select(start: number, end: number): (text: string) => string {
    return text => `\u001b[${start}m${text}\u001b[${end}m`;
}

/** ANSI select graphic rendition. */
export const colourStyle: TerminalStyle = {
    bold: select(1, 22),
    dim: select(2, 22),
    red: select(31, 39),
    yellow: select(33, 39),
    cyan: select(36, 39)
};

/** The author's text on one line, without characters that control the terminal. */
export function terminalLine(text: string): string {
    return printable(text).replace(/\s+/g, ' ').trim();
}

/** Columns that a text without control characters takes; combining marks take none. */
export function displayWidth(text: string): number {
    return [...text.replace(/\p{M}/gu, '')].length;
}

function padded(text: string, width: number, side: 'left' | 'right'): string {
    const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
    return side === 'right' ? space + text : text + space;
}

/** Where a line may end: not before `%`, and within `d = 1` or `± 0.1` only where it is longer than a line. */
const breaks = / (?!%|[=≥≤<>±] )(?<![=≥≤<>±] )/;

/** Words on lines of at most `width` columns, a longer word on a separate line, with `%` and the sides of `=` together. */
export function wrapText(text: string, width: number, indent = ''): string {
    const lines: string[] = [];
    let line = '';
    const words = text.split(breaks).flatMap(word => (displayWidth(indent + word) > width ? word.split(/ (?!%)/) : [word]));
    for (const word of words) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && displayWidth(indent + longer) > width) {
            lines.push(indent + line);
            line = word;
        } else {
            line = longer;
        }
    }
    return [...lines, indent + line].join('\n');
}

export interface TableColumn {
    header: string;
    alignment: 'left' | 'right';
}

export interface TextTable {
    /** The header, then one line for each row. */
    lines: string[];
    width: number;
}

/** Columns as wide as their widest cell, two spaces apart. */
export function textTable(columns: TableColumn[], rows: string[][]): TextTable {
    const widths = columns.map((column, index) =>
        Math.max(displayWidth(column.header), ...rows.map(row => displayWidth(row[index] ?? '')))
    );
    const line = (cells: string[]) =>
        cells
            .map((cell, index) => padded(cell, widths[index] ?? 0, columns[index]?.alignment ?? 'left'))
            .join('  ')
            .trimEnd();
    const width = widths.reduce((sum, columnWidth) => sum + columnWidth, 2 * (columns.length - 1));
    return { lines: [line(columns.map(column => column.header)), ...rows.map(line)], width };
}
