import { type Cancellation, DefaultDocumentBuilder, type DocumentState, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/**
 * Builds the open documents so that a request that comes behind an edit is answered from the edited text. Without it a
 * request that arrives while an earlier build ends would be answered from the text before.
 */
export class OpenDocumentBuilder extends DefaultDocumentBuilder {
    private readonly openTexts: LangiumSharedServices['workspace']['TextDocuments'];
    /** The version of each text that its last update was for. */
    private readonly taken = new Map<string, number>();
    private readonly waiting = new Set<() => void>();

    constructor(services: LangiumSharedServices) {
        super(services);
        this.openTexts = services.workspace.TextDocuments;
        this.onUpdate((changed, deleted) => {
            for (const uri of changed) {
                this.taken.set(uri.toString(), this.openTexts.get(uri)?.version ?? 0);
            }
            deleted.forEach(uri => this.taken.delete(uri.toString()));
            const waiting = [...this.waiting];
            this.waiting.clear();
            waiting.forEach(resume => resume());
        });
    }

    override waitUntil(state: DocumentState, cancelToken?: Cancellation.CancellationToken): Promise<void>;
    override waitUntil(state: DocumentState, uri?: URI, cancelToken?: Cancellation.CancellationToken): Promise<URI>;
    override async waitUntil(
        state: DocumentState,
        uriOrToken?: URI | Cancellation.CancellationToken,
        cancelToken?: Cancellation.CancellationToken
    ): Promise<URI | void> {
        if (!uriOrToken || !('path' in uriOrToken)) {
            return super.waitUntil(state, uriOrToken);
        }
        while (this.isBehind(uriOrToken)) {
            await new Promise<void>(resolve => this.waiting.add(resolve));
        }
        return super.waitUntil(state, uriOrToken, cancelToken);
    }

    private isBehind(uri: URI): boolean {
        const version = this.openTexts.get(uri)?.version;
        return version !== undefined && this.taken.get(uri.toString()) !== version;
    }
}
