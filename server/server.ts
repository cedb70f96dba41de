import { DocumentState, EmptyFileSystem, type LangiumDocument, URI } from 'langium';
import {
    addCodeActionHandler,
    addCodeLensHandler,
    addCompletionHandler,
    addConfigurationChangeHandler,
    addDocumentHighlightHandler,
    addDocumentSymbolHandler,
    addDocumentUpdateHandler,
    addExecuteCommandHandler,
    addFindReferencesHandler,
    addFoldingRangeHandler,
    addGotoDefinitionHandler,
    addHoverHandler,
    addRenameHandler,
    addSemanticTokenHandler,
    addWorkspaceSymbolHandler
} from 'langium/lsp';
import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { createGlmmServices, lowerDocument, sweptModels, type LoweredFile } from '../language/index.js';
import { GlmmCodeLensProvider } from './features/code-lens-provider.js';
import { collectChanges } from './documents/collected-changes.js';
import { DiskDataFiles } from './documents/data-files.js';
import { DiagnosticsPublisher } from './documents/diagnostics-publisher.js';
import { issuesOfNumbers } from './evaluation/issues-of-numbers.js';
import { Editing } from './features/editing.js';
import { editorDataPlace } from './documents/editor-data-place.js';
import type { EngineResult, EngineWork } from './threads/engine-messages.js';
import { EvaluationService } from './evaluation/evaluation-service.js';
import { addExplorerHandlers } from './features/explorer-requests.js';
import { addExportHandlers } from './features/export-requests.js';
import { LensRefresh } from './features/lens-refresh.js';
import { serverModule } from './module.js';
import type { BuildListener } from './documents/open-document-builder.js';
import type { ReportResult, ReportWork } from './threads/report-messages.js';
import { addReportHandler } from './features/report-requests.js';
import { Settings } from './settings.js';
import { ThreadQueue } from './threads/thread-queue.js';
import { WorkerHost } from './threads/worker-host.js';

/**
 * Serves one client over a connection until it ends.
 *
 * An edit goes through the parser, the checks and the lowering on this thread, in milliseconds; its diagnostics are
 * sent, and the models whose meaning changed are computed on the engine's thread. Every request is answered from what
 * is there.
 *
 * @param scripts the built threads: `engine-worker` and `report-worker`
 */
export function serve(connection: Connection, scripts: { engine: string; report: string }): void {
    const log = (message: string): void => connection.console.error(message);
    const host = new WorkerHost<EngineWork, EngineResult>({ script: scripts.engine, log });
    const exportHost = new WorkerHost<ReportWork, ReportResult>({ script: scripts.report, log });
    const exports = new ThreadQueue(exportHost);
    const reportHost = new WorkerHost<ReportWork, ReportResult>({ script: scripts.report, log });
    const reports = new ThreadQueue(reportHost);
    const settings = new Settings();
    const editing = new Editing(connection);
    const evaluation = new EvaluationService(host, {
        typingPause: 150,
        simulatesExact: () => settings.simulatesExact,
        sweptModels(key, index, spec) {
            const document = shared.workspace.LangiumDocuments.getDocument(URI.parse(key));
            return document && lowerDocument(document).models[index]?.spec === spec ? sweptModels(document, index) : null;
        }
    });
    let canRefreshLenses = false;
    const lensRefresh = new LensRefresh(evaluation, () => {
        if (canRefreshLenses) {
            // The answer says nothing, and a client that is going away need not give it.
            connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
        }
    });
    settings.onChange(() => {
        evaluation.reconsider();
        lensRefresh.force();
    });
    const codeLenses = new GlmmCodeLensProvider(evaluation, settings, lensRefresh, editing);
    const publisher = new DiagnosticsPublisher(connection);
    const publish = (key: string) => publisher.publish(key, issuesOfNumbers(evaluation.models(key)));
    collectChanges(evaluation, () => [...evaluation.uris()].forEach(publish));
    const taken = new WeakMap<LangiumDocument, LoweredFile>();
    const builds: BuildListener = {
        onValidated(document) {
            const file = lowerDocument(document);
            const key = document.uri.toString();
            taken.set(document, file);
            publisher.take(document, file);
            evaluation.update(key, file);
            publish(key);
            // When what was sent is on its way.
            setImmediate(() => host.resume());
        },
        onFailure(document, error) {
            connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
            publisher.publishFailure(document);
            evaluation.update(document.uri.toString(), { models: [], issues: [] });
            host.resume();
        }
    };
    const dataFiles = new DiskDataFiles(
        document => editorDataPlace(document, shared.workspace.WorkspaceManager.workspaceFolders ?? []),
        () => {
            // A model that names the file means something else now, as after an edit.
            for (const document of shared.workspace.LangiumDocuments.all) {
                if (taken.has(document) && lowerDocument(document) !== taken.get(document)) {
                    builds.onValidated(document);
                }
            }
        }
    );
    const { shared } = createGlmmServices(
        { connection, ...EmptyFileSystem },
        serverModule({ builds, dataFiles, editing, evaluation, codeLenses })
    );

    const { LanguageServer } = shared.lsp;
    LanguageServer.onInitialize(({ capabilities }) => {
        publisher.initialize(capabilities);
        editing.initialize(capabilities);
        canRefreshLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
        host.warmUp();
    });
    LanguageServer.onInitialized(() => {
        settings.follow(shared).catch((error: unknown) => connection.console.error(`The settings could not be read: ${String(error)}`));
    });

    shared.workspace.DocumentBuilder.onUpdate((_, deleted) => {
        for (const uri of deleted) {
            publisher.clear(uri.toString());
            evaluation.close(uri.toString());
        }
    });

    // The engine rests until an edit's diagnostics are sent: they would have to share the processor with numbers of the text before.
    shared.workspace.TextDocuments.onDidChangeContent(() => host.rest());
    addDocumentUpdateHandler(connection, shared);
    addConfigurationChangeHandler(connection, shared);
    addDocumentSymbolHandler(connection, shared);
    addFoldingRangeHandler(connection, shared);
    addSemanticTokenHandler(connection, shared);
    addCompletionHandler(connection, shared);
    addGotoDefinitionHandler(connection, shared);
    addFindReferencesHandler(connection, shared, DocumentState.IndexedReferences);
    addDocumentHighlightHandler(connection, shared, DocumentState.IndexedReferences);
    addRenameHandler(connection, shared, DocumentState.IndexedReferences);
    addWorkspaceSymbolHandler(connection, shared);
    // These tell of numbers, which go with a validated text.
    addHoverHandler(connection, shared, DocumentState.Validated);
    addCodeLensHandler(connection, shared, DocumentState.Validated);
    addCodeActionHandler(connection, shared, DocumentState.Validated);
    addExecuteCommandHandler(connection, shared);
    addExplorerHandlers(connection, shared, evaluation, editing);
    addExportHandlers(connection, shared, exports);
    addReportHandler(connection, shared, settings, reports);
    connection.onCodeLensResolve(lens => codeLenses.resolve(lens));

    connection.onInitialize(params => LanguageServer.initialize(params));
    connection.onInitialized(params => LanguageServer.initialized(params));
    connection.onShutdown(async () => {
        await Promise.all([host, exportHost, reportHost].map(thread => thread.dispose()));
    });
    shared.workspace.TextDocuments.listen(connection);
    connection.listen();
}
