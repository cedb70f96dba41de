import { EmptyFileSystem, URI } from 'langium';
import { createGlmmServices, lowerDocument, type LoweredModel } from '../language/index.js';

/** The models of a text. */
export async function loweredModels(text: string): Promise<LoweredModel[]> {
    const { shared } = createGlmmServices(EmptyFileSystem);
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse('file:///bench/models.glmm'));
    shared.workspace.LangiumDocuments.addDocument(document);
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    return lowerDocument(document).models;
}
