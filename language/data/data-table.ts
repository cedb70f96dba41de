import type { DataProblem } from '../diagnostics/data.js';
import { CsvReader } from './csv.js';

/** A column read as numbers. */
export interface NumberColumn {
    /** In the order of the rows, without those that are missing. */
    values: Float64Array;
    /** How many values are missing: empty, or `NA`. */
    missing: number;
    /** The first value that is not a number. `values` ends before it. */
    notNumeric: { line: number; text: string } | null;
}

/** The data set of a file. */
export interface DataTable {
    /** The names of the columns. */
    header: string[];
    /** Undefined where there is no such column. Of several columns with one name it is the first. */
    column(name: string): NumberColumn | undefined;
}

const missingMarks = new Set(['', 'NA', 'N/A', 'NaN', 'null', '.']);
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const decimalComma = /^[+-]?\d*,\d+$/;

/** The value of a field; null where it is missing, NaN where it is not a number. Where another sign separates the fields, a comma may be the decimal sign. */
function numberIn(field: string, separator: string): number | null {
    const text = field.trim();
    if (missingMarks.has(text)) {
        return null;
    }
    if (plainNumber.test(text)) {
        const value = Number(text);
        return Number.isFinite(value) ? value : NaN;
    }
    return separator !== ',' && decimalComma.test(text) ? Number(text.replace(',', '.')) : NaN;
}

class GrowingColumn {
    private values = new Float64Array(64);
    private length = 0;
    private missing = 0;
    private notNumeric: NumberColumn['notNumeric'] = null;

    add(field: string, separator: string, line: number): void {
        if (this.notNumeric) {
            return;
        }
        const value = numberIn(field, separator);
        if (value === null) {
            this.missing++;
        } else if (Number.isNaN(value)) {
            this.notNumeric = { line, text: field.trim() };
        } else {
            if (this.length === this.values.length) {
                const longer = new Float64Array(2 * this.length);
                longer.set(this.values);
                this.values = longer;
            }
            this.values[this.length++] = value;
        }
    }

    finished(): NumberColumn {
        return { values: this.values.slice(0, this.length), missing: this.missing, notNumeric: this.notNumeric };
    }
}

/** Builds a data set from the text of a file, piece by piece. */
export class DataTableReader {
    private header: string[] | null = null;
    private columns: GrowingColumn[] = [];
    private isFirst = true;
    private readonly csv = new CsvReader((fields, line, separator) => this.take(fields, line, separator));

    push(text: string): void {
        if (text !== '') {
            this.csv.push(this.isFirst ? text.replace(/^\uFEFF/, '') : text);
            this.isFirst = false;
        }
    }

    /** The whole data set, or why there is none. */
    end(): DataTable | DataProblem {
        const unclosed = this.csv.end();
        if (unclosed !== null) {
            return { problem: 'quote not closed', line: unclosed };
        }
        if (!this.header) {
            return { problem: 'empty' };
        }
        const { header } = this;
        const finished = this.columns.map(column => column.finished());
        const byName = new Map(header.map((name, i) => [name, finished[i]!] as const).reverse());
        return { header, column: name => byName.get(name) };
    }

    private take(fields: string[], line: number, separator: string): void {
        if (!this.header) {
            this.header = fields.map(field => field.trim());
            this.columns = this.header.map(() => new GrowingColumn());
        } else {
            this.columns.forEach((column, i) => column.add(fields[i] ?? '', separator, line));
        }
    }
}
