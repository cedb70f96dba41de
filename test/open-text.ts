import { EmptyFileSystem, URI } from 'langium';
import { createGlmmServices, lowerDocument, type LoweredFile } from '../language/index.js';

const { shared } = createGlmmServices(EmptyFileSystem);

/** What the language makes of a text, as the editor and the command line get it. */
export async function openText(text: string, name = 'test.glmm'): Promise<LoweredFile> {
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file(`/${name}`));
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    return lowerDocument(document);
}
