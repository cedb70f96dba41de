import type { LangiumDocument, URI } from 'langium';
import type { DataTable } from './data-table.js';

/** What is known of a data file at the moment. */
export type DataFile =
    | { kind: 'table'; table: DataTable }
    /** It is being read: what depends on it is told later. */
    | { kind: 'pending' }
    /** It can't be had; `message` says why, and what would be right, in a sentence. */
    | { kind: 'problem'; message: string };

/** Where data files come from: an editor's folders, the command line's, or nowhere. */
export interface DataFiles {
    /**
     * The data file at a path that a document names. Never waits: it answers from what has been read. The same object while nothing has changed.
     */
    file(document: URI, path: string): DataFile;
}

/** A document that can read data; without `dataFiles` empirical laws stay without their values. */
export interface DocumentWithData extends LangiumDocument {
    dataFiles?: DataFiles;
}

/** The data files that one model's meaning was taken from: it stays as it is while they do. */
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
