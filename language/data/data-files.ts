import type { LangiumDocument, URI } from 'langium';
import type { DataProblem } from '../diagnostics/data.js';
import type { DataTable } from './data-table.js';

/** The current state of a data file. */
export type DataFile =
    | { kind: 'table'; table: DataTable }
    /** The file is being read; results that depend on it come later. */
    | { kind: 'pending' }
    /** The file cannot be read. */
    | { kind: 'problem'; problem: DataProblem };

/** Where data files come from: an editor's folders, the command line's, or nowhere. */
export interface DataFiles {
    /**
     * The data file at a path that a document names. Never waits, but answers from what has been read. Gives the same object
     * while nothing has changed.
     */
    file(document: URI, path: string): DataFile;
}

/** A document that can read data. Without `dataFiles`, empirical laws have no values. */
export interface DocumentWithData extends LangiumDocument {
    dataFiles?: DataFiles;
    /** Reads another text in the place of this document, to see what a change would do. */
    withText?: (text: string) => DocumentWithData & LangiumDocument;
}

/** The data files that one model was lowered from. The model is current while they are. */
export class DataReadings {
    private readonly read = new Map<string, DataFile>();

    constructor(
        private readonly files: DataFiles | undefined,
        private readonly document: URI
    ) {}

    /** Undefined where nothing reads data. */
    file(path: string): DataFile | undefined {
        let file = this.read.get(path);
        if (!file) {
            file = this.files?.file(this.document, path);
            if (file) {
                this.read.set(path, file);
            }
        }
        return file;
    }

    areCurrent(): boolean {
        return [...this.read].every(([path, file]) => this.files?.file(this.document, path) === file);
    }
}
