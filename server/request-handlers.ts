/** Which requests of the client the server answers, and how far a document must be built before it does. */
import { DocumentState } from 'langium';
import {
    addCodeActionHandler,
    addCodeLensHandler,
    addCompletionHandler,
    addConfigurationChangeHandler,
    addDocumentHighlightHandler,
    addDocumentLinkHandler,
    addDocumentSymbolHandler,
    addDocumentUpdateHandler,
    addExecuteCommandHandler,
    addFindReferencesHandler,
    addFoldingRangeHandler,
    addFormattingHandler,
    addGotoDefinitionHandler,
    addHoverHandler,
    addInlayHintHandler,
    addRenameHandler,
    addSemanticTokenHandler,
    addSignatureHelpHandler,
    type LangiumServices,
    type LangiumSharedServices
} from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import type { Editing } from './documents/editing.js';
import { presentDocument } from './documents/present-document.js';
import type { EvaluationService } from './evaluation/evaluation-service.js';
import type { GlmmCodeLensProvider } from './features/code-lens-provider.js';
import { addExplorerHandlers } from './features/explorer-requests.js';
import { addExportHandlers } from './features/export-requests.js';
import { addReportHandler } from './features/report-requests.js';
import { selectionRanges } from './features/selection-ranges.js';
import { addTemplateHandler } from './features/template-requests.js';
import type { NumberHintData } from './protocol.js';
import type { Settings } from './settings.js';
import type { ServerThreads } from './threads/server-threads.js';

export interface HandlerParts {
    editing: Editing;
    evaluation: EvaluationService;
    codeLenses: GlmmCodeLensProvider;
    settings: Settings;
    threads: Pick<ServerThreads, 'exports' | 'reports'>;
}

export function addRequestHandlers(connection: Connection, shared: LangiumSharedServices, parts: HandlerParts): void {
    addDocumentUpdateHandler(connection, shared);
    addConfigurationChangeHandler(connection, shared);
    addTextHandlers(connection, shared);
    addNumberHandlers(connection, shared, parts);
}

/** Requests that the text alone answers. */
function addTextHandlers(connection: Connection, shared: LangiumSharedServices): void {
    addDocumentSymbolHandler(connection, shared);
    addFoldingRangeHandler(connection, shared);
    addSemanticTokenHandler(connection, shared);
    addCompletionHandler(connection, shared);
    addSignatureHelpHandler(connection, shared);
    addFormattingHandler(connection, shared);
    addTemplateHandler(connection);
    addGotoDefinitionHandler(connection, shared);
    addFindReferencesHandler(connection, shared, DocumentState.IndexedReferences);
    addDocumentHighlightHandler(connection, shared, DocumentState.IndexedReferences);
    addRenameHandler(connection, shared, DocumentState.IndexedReferences);
    addDocumentLinkHandler(connection, shared);
    connection.onSelectionRanges(async ({ textDocument: { uri }, positions }) => {
        const document = await presentDocument(shared, uri);
        return document && selectionRanges(document, positions);
    });
    // It needs no open document, so it waits for none.
    connection.onWorkspaceSymbol((params, token) => shared.lsp.WorkspaceSymbolProvider?.getSymbols(params, token));
}

/** Requests whose answers contain numbers. They wait until the text is validated, because the numbers belong to a validated text. */
function addNumberHandlers(
    connection: Connection,
    shared: LangiumSharedServices,
    { editing, evaluation, codeLenses, settings, threads }: HandlerParts
): void {
    addHoverHandler(connection, shared, DocumentState.Validated);
    addCodeLensHandler(connection, shared, DocumentState.Validated);
    connection.onCodeLensResolve(lens => codeLenses.resolve(lens));
    addInlayHintHandler(connection, shared, DocumentState.Validated);
    addHintResolveHandler(connection, shared);
    addCodeActionHandler(connection, shared, DocumentState.Validated);
    addExecuteCommandHandler(connection, shared);
    addExplorerHandlers(connection, shared, evaluation, editing);
    addExportHandlers(connection, shared, threads.exports);
    addReportHandler(connection, shared, settings, threads.reports);
}

/** The hover of an element explains the numbers of its hint. */
function addHintResolveHandler(connection: Connection, shared: LangiumSharedServices): void {
    connection.languages.inlayHint.resolve(async (hint, token) => {
        const { uri, position } = (hint.data ?? {}) as Partial<NumberHintData>;
        const document = uri === undefined ? undefined : await presentDocument(shared, uri);
        const services = document && (shared.ServiceRegistry.getServices(document.uri) as LangiumServices);
        const hover =
            position && (await services?.lsp.HoverProvider?.getHoverContent(document!, { textDocument: { uri: uri! }, position }, token));
        const contents = hover?.contents;
        return contents && typeof contents === 'object' && 'kind' in contents ? { ...hint, tooltip: contents } : hint;
    });
}
