import { EmptyFileSystem, URI, type LangiumDocument } from 'langium';
import { createGlmmServices, lowerDocument, type LoweredFile } from '../language/index.js';
import { DiskDataFiles } from '../server/documents/data-files.js';

/** By document: the folder that it is taken to be in. */
const folders = new Map<string, string>();
const dataFiles = new DiskDataFiles(document => {
    const folder = folders.get(document.toString());
    return folder === undefined ? null : { folder, within: [folder] };
});
const plain = createGlmmServices(EmptyFileSystem);
const withData = createGlmmServices(EmptyFileSystem, { dataFiles });

/** What the language makes of a text, as the editor and the command line get it. */
export async function openText(text: string, name = 'test.glmm'): Promise<LoweredFile> {
    return lowerDocument(await built(plain, text, URI.file(`/${name}`)));
}

/** The text as a document. */
export async function openDocument(text: string, name = 'test.glmm'): Promise<LangiumDocument> {
    return built(plain, text, URI.file(`/${name}`));
}

/** The text as a document that is only parsed. */
export function parsedDocument(text: string): LangiumDocument {
    return plain.shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/test.glmm'));
}

/** The same of a text in a folder, whose data files it may name. */
export async function openTextIn(folder: string, text: string): Promise<LoweredFile> {
    const uri = URI.file(`/${folders.size}/test.glmm`);
    folders.set(uri.toString(), folder);
    const document = await built(withData, text, uri);
    lowerDocument(document);
    await dataFiles.settled();
    return lowerDocument(document);
}

async function built({ shared }: ReturnType<typeof createGlmmServices>, text: string, uri: URI): Promise<LangiumDocument> {
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, uri);
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    return document;
}
