import {
    MessageType,
    ShowMessageNotification,
    StringValue,
    type ClientCapabilities,
    type Connection,
    type TextEdit,
    type WorkspaceEdit
} from 'vscode-languageserver';
import type { TextEdit as EditWithStops } from '../../language/index.js';
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

    /** Edits as a code action has them: with tab stops at the parts to fill in, where the client can place the cursor there. */
    workspaceEdit({ uri, version }: TextDocument, edits: readonly EditWithStops[]): WorkspaceEdit {
        const canStop = this.workspace?.workspaceEdit?.snippetEditSupport === true && this.workspace.workspaceEdit.documentChanges === true;
        if (!canStop || edits.every(({ stops }) => stops === undefined)) {
            return { changes: { [uri]: edits.map(({ range, newText }) => ({ range, newText })) } };
        }
        const written = edits.map(({ range, newText, stops }) =>
            stops ? { range, snippet: StringValue.createSnippet(snippetOf(newText, stops)) } : { range, newText }
        );
        return { documentChanges: [{ textDocument: { uri, version }, edits: written }] };
    }

    tell(message: string): void {
        void this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    }
}

/** A text as a snippet: a tab stop at each of the parts, which stand in its order. */
export function snippetOf(text: string, stops: readonly string[]): string {
    let snippet = '';
    let rest = text;
    stops.forEach((stop, i) => {
        const at = rest.indexOf(stop);
        if (at >= 0) {
            snippet += `${escaped(rest.slice(0, at))}\${${i + 1}:${escaped(stop)}}`;
            rest = rest.slice(at + stop.length);
        }
    });
    return `${snippet}${escaped(rest)}`;
}

/** Signs that have a meaning in snippets. */
function escaped(text: string): string {
    return text.replace(/[\\$}]/g, '\\$&');
}
