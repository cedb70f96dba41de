import { EmptyFileSystem, URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import {
    CodeLensRefreshRequest,
    InlayHintRefreshRequest,
    type ClientCapabilities,
    type Connection,
    type WorkspaceFolder
} from 'vscode-languageserver';
import { createGlmmServices, lowerDocument, sweptModels } from '../language/index.js';
import { DiskDataFiles } from './documents/data-files.js';
import { DiagnosticsPublisher } from './documents/diagnostics-publisher.js';
import { editorDataPlace } from './documents/editor-data-place.js';
import { Editing } from './documents/editing.js';
import { ModelFiles } from './documents/model-files.js';
import { ValidatedDocuments, type ValidatedText } from './documents/validated-documents.js';
import { collectChanges } from './evaluation/collected-changes.js';
import { EvaluationService } from './evaluation/evaluation-service.js';
import { issuesOfNumbers } from './evaluation/issues-of-numbers.js';
import { GlmmCodeLensProvider } from './features/code-lens-provider.js';
import { GlmmInlayHintProvider } from './features/inlay-hint-provider.js';
import { NumbersRefresh } from './features/numbers-refresh.js';
import { symbolsInFile } from './features/workspace-symbol-provider.js';
import { serverModule } from './module.js';
import { addRequestHandlers } from './request-handlers.js';
import { Settings } from './settings.js';
import { serverThreads, type ServerThreads, type ThreadScripts } from './threads/server-threads.js';

/**
 * Serves one client over a connection until it ends.
 *
 * This thread parses, checks and lowers an edit in a few milliseconds and sends its diagnostics. The engine's thread
 * computes the models whose meaning changed. Every request is answered at once from the results that exist.
 *
 * @param scripts the built scripts of the threads
 * @param explanations the URI of the page that explains each diagnostic; null where there is none
 */
export function serve(connection: Connection, scripts: ThreadScripts, explanations: string | null): void {
    const threads = serverThreads(scripts, message => connection.console.error(message));
    const settings = new Settings();
    const editing = new Editing(connection);
    const evaluation: EvaluationService = new EvaluationService(threads.engine, {
        typingPause: 150,
        simulatesExact: () => settings.simulatesExact,
        sweptModels(key, index, spec) {
            const document = shared.workspace.LangiumDocuments.getDocument(URI.parse(key));
            return document && lowerDocument(document).models[index]?.spec === spec ? sweptModels(document, index) : null;
        }
    });
    const { lenses: lensRefresh, hints: hintRefresh, initialize: initializeRefresh } = refreshOfNumbers(connection, evaluation, settings);
    settings.onChange(() => {
        evaluation.reconsider();
        lensRefresh.force();
        hintRefresh.force();
    });
    const codeLenses = new GlmmCodeLensProvider(evaluation, settings, lensRefresh, editing);
    const inlayHints = new GlmmInlayHintProvider(evaluation, settings, hintRefresh);
    const publisher = new DiagnosticsPublisher(connection, explanations);
    collectChanges(evaluation, () =>
        [...evaluation.uris()].forEach(key => publisher.publish(key, issuesOfNumbers(evaluation.models(key))))
    );
    const builds = new ValidatedDocuments(receiverOf(connection, publisher, evaluation, threads.engine));
    const folders = (): readonly WorkspaceFolder[] => shared.workspace.WorkspaceManager.workspaceFolders ?? [];
    const dataPlace = (document: URI) => editorDataPlace(document, folders());
    const modelFiles = new ModelFiles(folders, (uri, text) => symbolsInFile(shared, uri, text));
    const dataFiles = new DiskDataFiles(dataPlace, () => builds.lookAgain(shared.workspace.LangiumDocuments.all));
    const { shared }: { shared: LangiumSharedServices } = createGlmmServices(
        { connection, ...EmptyFileSystem },
        serverModule({ builds, dataFiles, dataPlace, modelFiles, editing, evaluation, codeLenses, inlayHints })
    );

    shared.lsp.LanguageServer.onInitialize(params => {
        const { capabilities } = params;
        settings.initialize(params);
        publisher.initialize(capabilities);
        editing.initialize(capabilities);
        initializeRefresh(capabilities);
        modelFiles.initialize(capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true);
        threads.engine.warmUp();
    });
    shared.lsp.LanguageServer.onInitialized(() => {
        settings.follow(shared).catch((error: unknown) => connection.console.error(`The settings could not be read: ${String(error)}`));
    });
    shared.workspace.DocumentBuilder.onUpdate((_, deleted) => {
        for (const uri of deleted) {
            publisher.clear(uri.toString());
            evaluation.close(uri.toString());
        }
    });
    // The engine rests until the diagnostics of an edit are sent, so that numbers of an older text do not compete with them for the processor.
    shared.workspace.TextDocuments.onDidChangeContent(() => threads.engine.rest());
    addRequestHandlers(connection, shared, { editing, evaluation, codeLenses, settings, threads });
    listen(connection, shared, threads);
}

/** Asks the client to fetch numbers again, if it can be asked. */
function refreshOfNumbers(
    connection: Connection,
    evaluation: EvaluationService,
    settings: Settings
): { lenses: NumbersRefresh; hints: NumbersRefresh; initialize: (capabilities: ClientCapabilities) => void } {
    let client: ClientCapabilities['workspace'];
    // The answer carries no information, and a client that is closing may not send it.
    const send = (request: typeof CodeLensRefreshRequest.type): void => void connection.sendRequest(request).catch(() => undefined);
    return {
        lenses: new NumbersRefresh(
            evaluation,
            () => settings.numbersAt === 'lenses',
            () => client?.codeLens?.refreshSupport && send(CodeLensRefreshRequest.type)
        ),
        hints: new NumbersRefresh(
            evaluation,
            () => settings.numbersAt === 'lineEnds',
            () => client?.inlayHint?.refreshSupport && send(InlayHintRefreshRequest.type)
        ),
        initialize({ workspace }) {
            client = workspace;
        }
    };
}

/** Sends the diagnostics of a text, and has its models computed. */
function receiverOf(
    connection: Connection,
    publisher: DiagnosticsPublisher,
    evaluation: EvaluationService,
    engine: ServerThreads['engine']
): ValidatedText {
    return {
        take(document, file) {
            const key = document.uri.toString();
            publisher.take(document, file);
            evaluation.update(key, file, document.textDocument.getText());
            publisher.publish(key, issuesOfNumbers(evaluation.models(key)));
            // Only after the diagnostics have left this process.
            setImmediate(() => engine.resume());
        },
        takeFailure(document, error) {
            connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
            publisher.publishFailure(document);
            evaluation.update(document.uri.toString(), { models: [], issues: [] });
            engine.resume();
        }
    };
}

function listen(connection: Connection, shared: LangiumSharedServices, threads: ServerThreads): void {
    const { LanguageServer } = shared.lsp;
    connection.onInitialize(params => LanguageServer.initialize(params));
    connection.onInitialized(params => LanguageServer.initialized(params));
    connection.onShutdown(() => threads.dispose());
    shared.workspace.TextDocuments.listen(connection);
    connection.listen();
}
