import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import { URI } from 'langium';
import type { FileSystemWatcher, TextDocumentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DiskDataFiles } from './data-files.js';

/**
 * Builds a document while it is open in the editor, and forgets it when it is closed. Models of different files are independent, so
 * no other file with models is read, and the text of an open file is the editor's. On the disk only data files matter, and for the
 * search for names the other files with models.
 */
export class OpenDocumentUpdates extends DefaultDocumentUpdateHandler {
    constructor(
        services: LangiumSharedServices,
        private readonly filesOnDisk: readonly Pick<DiskDataFiles, 'lookAgain'>[]
    ) {
        super(services);
    }

    didCloseDocument(event: TextDocumentChangeEvent<TextDocument>): void {
        this.fireDocumentUpdate([], [URI.parse(event.document.uri)]);
    }

    override didChangeWatchedFiles(): void {
        this.filesOnDisk.forEach(files => files.lookAgain());
    }

    protected override getWatchers(): FileSystemWatcher[] {
        return [{ globPattern: '**/*.{csv,tsv,txt,dat,glmm}' }];
    }
}
