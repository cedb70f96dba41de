import { MessageType, ShowMessageNotification, type ClientCapabilities, type Connection, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Edits of the client's texts that the server begins by itself. */
export class Editing {
    private workspace: ClientCapabilities['workspace'];

    constructor(private readonly connection: Pick<Connection, 'workspace' | 'sendNotification'>) {}

    initialize(capabilities: ClientCapabilities): void {
        this.workspace = capabilities.workspace;
    }

    /** Whether the client lets the server edit. */
    get isPossible(): boolean {
        return this.workspace?.applyEdit === true;
    }

    /** One step to undo; nothing where the text has changed meanwhile, as far as the client can tell. Gives whether it was done. */
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
