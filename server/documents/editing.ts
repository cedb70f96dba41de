import { MessageType, ShowMessageNotification, type ClientCapabilities, type Connection, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Edits of the client's texts that the server starts. */
export class Editing {
    private workspace: ClientCapabilities['workspace'];

    constructor(private readonly connection: Pick<Connection, 'workspace' | 'sendNotification'>) {}

    initialize(capabilities: ClientCapabilities): void {
        this.workspace = capabilities.workspace;
    }

    /** Whether the client allows the server to edit. */
    get isPossible(): boolean {
        return this.workspace?.applyEdit === true;
    }

    /**
     * Applies the edits as one undo step. A client that knows versions refuses if the text has changed meanwhile. Returns whether
     * the edits were applied.
     */
    async apply({ uri, version }: TextDocument, edits: TextEdit[]): Promise<boolean> {
        const versioned = this.workspace?.workspaceEdit?.documentChanges === true;
        const { applied } = await this.connection.workspace.applyEdit(
            versioned ? { documentChanges: [{ textDocument: { uri, version }, edits }] } : { changes: { [uri]: edits } }
        );
        return applied;
    }

    tell(message: string): void {
        void this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    }
}
