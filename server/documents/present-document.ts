import { DocumentState, type LangiumDocument, URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/** An open document, as soon as its present text has been read; undefined if it is not open. */
export async function presentDocument(
    { workspace: { DocumentBuilder, LangiumDocuments, TextDocuments } }: LangiumSharedServices,
    uri: string
): Promise<LangiumDocument | undefined> {
    const key = URI.parse(uri);
    if (!TextDocuments.get(key)) {
        return undefined;
    }
    // A pending edit changes the meaning of the text.
    await DocumentBuilder.waitUntil(DocumentState.Validated, key);
    return LangiumDocuments.getDocument(key);
}

/** The message for a document that is not open. */
export const notOpen = 'The file is not open in an editor.';
