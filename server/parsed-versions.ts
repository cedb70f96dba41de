import { type DocumentBuilder, DocumentState, type LangiumDocument } from 'langium';

/** Remembers which version of its text a document's tree was parsed from. */
export class ParsedVersions {
    private readonly versions = new Map<string, number>();

    constructor(builder: DocumentBuilder) {
        builder.onDocumentPhase(DocumentState.Parsed, ({ uri, textDocument }) => {
            this.versions.set(uri.toString(), textDocument.version);
        });
        builder.onUpdate((_, deleted) => deleted.forEach(uri => this.versions.delete(uri.toString())));
    }

    /** Whether the text has changed since it was parsed. */
    isOutdated({ uri, textDocument }: LangiumDocument): boolean {
        return this.versions.get(uri.toString()) !== textDocument.version;
    }
}
