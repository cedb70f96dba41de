import {
    type AstNode,
    type BuildOptions,
    type Cancellation,
    DefaultDocumentBuilder,
    DocumentState,
    isOperationCancelled,
    type LangiumDocument,
    type URI
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

export interface BuildListener {
    /** Called with every validated text, before any request is answered from it. */
    onValidated(document: LangiumDocument): void;
    /** Called if a build fails. This is an internal error: the text has no tree. */
    onFailure(document: LangiumDocument, error: unknown): void;
}

/**
 * Builds each open document by itself. They are independent, so none waits for another one or fails with it. A request that follows
 * an edit is answered from the edited text. Without this class, the framework would answer from the previous text if an earlier
 * build is just ending.
 */
export class OpenDocumentBuilder extends DefaultDocumentBuilder {
    private readonly openTexts: LangiumSharedServices['workspace']['TextDocuments'];
    /** The version of each text at its last update. */
    private readonly taken = new Map<string, number>();
    private readonly waiting = new Set<() => void>();

    constructor(
        services: LangiumSharedServices,
        private readonly listener: BuildListener
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

    protected override async buildDocuments(
        documents: LangiumDocument[],
        options: BuildOptions,
        cancelToken: Cancellation.CancellationToken
    ): Promise<void> {
        for (const document of documents) {
            this.currentState = DocumentState.Changed;
            try {
                await super.buildDocuments([document], options, cancelToken);
            } catch (error) {
                if (isOperationCancelled(error)) {
                    throw error;
                }
                await this.giveUp(document, error, cancelToken);
            }
        }
    }

    protected override async validate(document: LangiumDocument, cancelToken: Cancellation.CancellationToken): Promise<void> {
        await super.validate(document, cancelToken);
        // If the text has changed since it was parsed, its next build is under way.
        if (document.parseResult.value.$cstNode?.root.fullText === document.textDocument.getText()) {
            this.listener.onValidated(document);
        }
    }

    /** Answers requests for the document from an empty tree, so that they do not wait forever. */
    private async giveUp(document: LangiumDocument, error: unknown, cancelToken: Cancellation.CancellationToken): Promise<void> {
        const nothing: AstNode = { $type: 'INVALID' };
        document.parseResult = { value: nothing, lexerErrors: [], parserErrors: [] };
        (nothing as { $document?: LangiumDocument }).$document = document;
        document.state = DocumentState.Validated;
        this.markAsCompleted(document);
        this.listener.onFailure(document, error);
        await this.notifyDocumentPhase(document, DocumentState.Validated, cancelToken);
    }
}
