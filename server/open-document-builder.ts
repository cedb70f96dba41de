import { type Cancellation, DefaultDocumentBuilder, type DocumentState, type LangiumDocument, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/**
 * Builds the open documents so that a request that comes behind an edit is answered from the edited text, and that
 * every text that was validated is told of. By itself the framework answers from the text before where an earlier build
 * is just ending, and does not tell where a build is cancelled at its end, be it for another document's sake.
 */
export class OpenDocumentBuilder extends DefaultDocumentBuilder {
    private readonly openTexts: LangiumSharedServices['workspace']['TextDocuments'];
    /** The version of each text that its last update was for. */
    private readonly taken = new Map<string, number>();
    private readonly waiting = new Set<() => void>();

    constructor(
        services: LangiumSharedServices,
        private readonly onValidated: (document: LangiumDocument) => void
    ) {
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

    protected override async validate(document: LangiumDocument, cancelToken: Cancellation.CancellationToken): Promise<void> {
        await super.validate(document, cancelToken);
        // Where the text has changed since it was parsed, its next build is under way.
        if (document.parseResult.value.$cstNode?.root.fullText === document.textDocument.getText()) {
            this.onValidated(document);
        }
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
