import { DefaultDocumentUpdateHandler } from 'langium/lsp';
import { URI } from 'langium';
import type { FileSystemWatcher, TextDocumentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * Builds a document while it is open in the editor, and forgets it when it is closed. Models of different files know
 * nothing of each other, so no other file is read, and what happens on the disk does not matter: an open file's text
 * is the editor's.
 */
export class OpenDocumentUpdates extends DefaultDocumentUpdateHandler {
    didCloseDocument(event: TextDocumentChangeEvent<TextDocument>): void {
        this.fireDocumentUpdate([], [URI.parse(event.document.uri)]);
    }

    override didChangeWatchedFiles(): void {}

    protected override getWatchers(): FileSystemWatcher[] {
        return [];
    }
}
