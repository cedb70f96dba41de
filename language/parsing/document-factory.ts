import {
    DefaultLangiumDocumentFactory,
    DocumentState,
    type AstNode,
    type Cancellation,
    type LangiumDocument,
    type ParseResult,
    type URI
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DataFiles, DocumentWithData } from '../data/data-files.js';
import { GlmmParser, segmentsOf } from './parser.js';

/** Parses a changed document again only where it has changed, and gives documents their data files. */
export class GlmmDocumentFactory extends DefaultLangiumDocumentFactory {
    private readonly documents: () => LangiumSharedServices['workspace']['LangiumDocuments'];

    /** @param dataFiles for the documents' data sets; undefined where nothing reads data */
    constructor(
        services: LangiumSharedServices,
        private readonly dataFiles: DataFiles | undefined
    ) {
        super(services);
        this.documents = () => services.workspace.LangiumDocuments;
    }

    protected override createLangiumDocument<T extends AstNode = AstNode>(
        parseResult: ParseResult<T>,
        uri: URI,
        textDocument?: TextDocument,
        text?: string
    ): LangiumDocument<T> {
        const document: DocumentWithData & LangiumDocument<T> = super.createLangiumDocument(parseResult, uri, textDocument, text);
        document.dataFiles = this.dataFiles;
        document.withText = other => this.fromString(other, uri);
        return document;
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
