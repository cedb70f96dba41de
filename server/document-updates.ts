import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import { URI } from 'langium';
import type { FileSystemWatcher, TextDocumentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * Builds a document while it is open in the editor, and forgets it when it is closed. Models of different files know
 * nothing of each other, so no other file is read, and what happens on the disk does not matter: an open file's text
 * is the editor's.
 */
export class OpenDocumentUpdates extends DefaultDocumentUpdateHandler {
    /** @param onFailure told where a build breaks down, which is a defect: no diagnostics of these documents' texts will come */
    constructor(
        services: LangiumSharedServices,
        private readonly onFailure: (documents: URI[], error: unknown) => void
    ) {
        super(services);
    }

    didCloseDocument(event: TextDocumentChangeEvent<TextDocument>): void {
        this.fireDocumentUpdate([], [URI.parse(event.document.uri)]);
    }

    override didChangeWatchedFiles(): void {}

    protected override getWatchers(): FileSystemWatcher[] {
        return [];
    }

    protected override fireDocumentUpdate(changed: URI[], deleted: URI[]): void {
        this.workspaceManager.ready
            .then(() => this.workspaceLock.write(token => this.documentBuilder.update(changed, deleted, token)))
            .catch((error: unknown) => this.onFailure(changed, error));
    }
}
