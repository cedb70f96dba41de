/**
 * Reads comma-separated values piece by piece: RFC 4180 and the variants that spreadsheets and R write. The separator is a comma, a
 * semicolon or a tab, whichever is most frequent outside quotes in the first line.
 */
export class CsvReader {
    private separator = '';
    /** The pushed text that is not a whole record yet. */
    private rest = '';
    private line = 1;

    /** @param onRecord called with the fields of each record that is not blank, and the line that it begins on, from 1 */
    constructor(private readonly onRecord: (fields: string[], line: number, separator: string) => void) {}

    push(text: string): void {
        this.rest = this.rest === '' ? text : this.rest + text;
        this.rest = this.rest.slice(this.records(false));
    }

    /** @returns the line of a quotation mark that is never closed; null where there is none */
    end(): number | null {
        this.rest = this.rest.slice(this.records(true));
        return this.rest === '' ? null : this.line;
    }

    /** Takes all whole records and returns where the next one begins. `isLast`: the end of the text ends a record. */
    private records(isLast: boolean): number {
        const text = this.rest;
        let start = 0;
        while (start < text.length) {
            if (this.separator === '') {
                const separator = separatorOf(text, isLast);
                if (separator === null) {
                    return start;
                }
                this.separator = separator;
            }
            const record = fieldsFrom(text, start, this.separator, isLast);
            if (record === null) {
                return start;
            }
            if (record.fields.length > 1 || record.fields[0] !== '') {
                this.onRecord(record.fields, this.line, this.separator);
            }
            this.line += record.lines;
            start = record.end;
        }
        return start;
    }
}

/** Null while the first line is incomplete. */
function separatorOf(text: string, isLast: boolean): string | null {
    const counts = new Map([
        [',', 0],
        [';', 0],
        ['\t', 0]
    ]);
    let isQuoted = false;
    for (const character of text) {
        if (character === '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (character === '\n' || character === '\r')) {
            return mostFrequent(counts);
        } else if (!isQuoted && counts.has(character)) {
            counts.set(character, counts.get(character)! + 1);
        }
    }
    return isLast ? mostFrequent(counts) : null;
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
    const [comma, semicolon, tab] = [',', ';', '\t'].map(separator => counts.get(separator) ?? 0) as [number, number, number];
    return semicolon > comma && semicolon >= tab ? ';' : tab > comma ? '\t' : ',';
}

interface Record {
    fields: string[];
    /** Where the next record begins. */
    end: number;
    /** Line ends in it, its own included. */
    lines: number;
}

/** The record that begins at `start`; null while its end is missing. */
function fieldsFrom(text: string, start: number, separator: string, isLast: boolean): Record | null {
    const fields: string[] = [];
    let lines = 1;
    let at = start;
    for (;;) {
        let field = '';
        if (text[at] === '"') {
            for (let from = at + 1; ;) {
                const close = text.indexOf('"', from);
                // A mark at the end of a piece may be the first of two.
                if (close < 0 || (close + 1 === text.length && !isLast)) {
                    return null;
                }
                field += text.slice(from, close);
                at = close + 1;
                if (text[at] !== '"') {
                    break;
                }
                field += '"';
                from = at + 1;
            }
            lines += lineEndsIn(field);
        }
        const from = at;
        while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') {
            at++;
        }
        if (at === text.length && !isLast) {
            return null;
        }
        fields.push(field + text.slice(from, at));
        if (text[at] === separator) {
            at++;
            continue;
        }
        if (text[at] === '\r') {
            if (at + 1 === text.length && !isLast) {
                return null;
            }
            at += text[at + 1] === '\n' ? 2 : 1;
        } else {
            at++;
        }
        return { fields, end: Math.min(at, text.length), lines };
    }
}

function lineEndsIn(text: string): number {
    return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
