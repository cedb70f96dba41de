import { DefaultLangiumDocumentFactory, DocumentState, type AstNode, type Cancellation, type ParseResult, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { GlmmParser, segmentsOf } from './parser.js';

/** Parses a changed document anew only where it has changed. */
export class GlmmDocumentFactory extends DefaultLangiumDocumentFactory {
    private readonly documents: () => LangiumSharedServices['workspace']['LangiumDocuments'];

    constructor(services: LangiumSharedServices) {
        super(services);
        this.documents = () => services.workspace.LangiumDocuments;
    }

    protected override async parseAsync<T extends AstNode>(
        uri: URI,
        text: string,
        cancellationToken: Cancellation.CancellationToken
    ): Promise<ParseResult<T>> {
        const parser = this.serviceRegistry.getServices(uri).parser.LangiumParser;
        const replaced = this.documents().getDocument(uri);
        if (parser instanceof GlmmParser && replaced?.state === DocumentState.Changed) {
            return parser.parseAgain(text, segmentsOf(replaced.parseResult)) as unknown as ParseResult<T>;
        }
        return super.parseAsync<T>(uri, text, cancellationToken);
    }
}
