/** Completions of a text, without a server around the provider. */
import { EmptyFileSystem, URI, type LangiumDocument } from 'langium';
import type { CompletionItem, CompletionParams, InitializeParams, Position } from 'vscode-languageserver';
import { createGlmmServices } from '../../language/index.js';
import { GlmmCompletionProvider } from '../../server/features/completion-provider.js';
import { processorTime } from '../robustness/processor-time.js';
import { editorCapabilities } from './language-session.js';

const { shared, Glmm } = createGlmmServices(EmptyFileSystem, {
    dataFiles: { file: () => ({ kind: 'table', table: { header: ['dose', 'odd name'], column: () => undefined } }) },
    language: { lsp: { CompletionProvider: services => new GlmmCompletionProvider(services) } }
});
await shared.lsp.LanguageServer.initialize({ processId: null, rootUri: null, capabilities: editorCapabilities } as InitializeParams);

/** The mark of the cursor in a text. */
export const cursorMark = '▮';

/** What the editor would list, in its order. @param trigger the sign just typed, if the editor asks by itself because of it */
export async function completionsAt(marked: string, trigger?: string): Promise<CompletionItem[]> {
    const { document, position } = opened(marked);
    const list = await Glmm.lsp.CompletionProvider!.getCompletion(document, paramsOf(document, position, trigger));
    return [...(list?.items ?? [])].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

/** The milliseconds of processor time that the suggestions take when the text has been read. */
export async function completionTime(marked: string): Promise<number> {
    const { document, position } = opened(marked);
    const start = processorTime();
    await Glmm.lsp.CompletionProvider!.getCompletion(document, paramsOf(document, position));
    return processorTime() - start;
}

function opened(marked: string): { document: LangiumDocument; position: Position } {
    const text = marked.replace(cursorMark, '');
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/completed.glmm'));
    return { document, position: document.textDocument.positionAt(marked.indexOf(cursorMark)) };
}

function paramsOf(document: LangiumDocument, position: Position, trigger?: string): CompletionParams {
    return {
        textDocument: { uri: document.uri.toString() },
        position,
        context: trigger === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter: trigger }
    };
}
