import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import {
    ApplyWorkspaceEditRequest,
    CodeLensRefreshRequest,
    CodeLensRequest,
    type ClientCapabilities,
    type CodeLens,
    ConfigurationRequest,
    createProtocolConnection,
    DidChangeTextDocumentNotification,
    DidCloseTextDocumentNotification,
    DidOpenTextDocumentNotification,
    ExitNotification,
    type Hover,
    HoverRequest,
    InitializedNotification,
    InitializeRequest,
    type InitializeResult,
    type InlayHint,
    InlayHintRefreshRequest,
    InlayHintRequest,
    LogMessageNotification,
    type Position,
    type ProtocolConnection,
    PublishDiagnosticsNotification,
    type PublishDiagnosticsParams,
    RegistrationRequest,
    ShowMessageNotification,
    ShutdownRequest,
    StreamMessageReader,
    StreamMessageWriter,
    type TextDocumentContentChangeEvent,
    type WorkspaceEdit,
    type WorkspaceFolder
} from 'vscode-languageserver-protocol/node';

/** What an editor like VS Code can do. */
export const editorCapabilities: ClientCapabilities = {
    workspace: {
        applyEdit: true,
        workspaceEdit: { documentChanges: true },
        codeLens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true }
    },
    textDocument: {
        publishDiagnostics: {
            codeDescriptionSupport: true,
            relatedInformation: true,
            versionSupport: true,
            tagSupport: { valueSet: [1, 2] },
            dataSupport: true
        },
        completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor.rewrite'] } } },
        rename: { prepareSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true }
    }
};

export interface SessionOptions {
    /** The program and its arguments. */
    command: string[];
    capabilities?: ClientCapabilities;
    initializationOptions?: unknown;
    /** The folders of the workspace. */
    folders?: WorkspaceFolder[];
    /** The settings under `glmm`. */
    settings?: unknown;
}

/** An editor's side of a session with the built language server, over standard input and output. */
export class LanguageSession {
    /** What the server logged. */
    readonly log: string[] = [];
    /** How often the server asked to fetch the lenses again. */
    refreshes = 0;
    /** How often the server asked to fetch the inlay hints again. */
    hintRefreshes = 0;
    /** How often the server sent diagnostics. */
    publications = 0;
    /** The edits that the server asked for. */
    readonly edits: WorkspaceEdit[] = [];
    /** What the server told the user. */
    readonly told: string[] = [];
    settings: unknown;
    private readonly published = new Map<string, PublishDiagnosticsParams>();
    private readonly texts = new Map<string, number>();
    private readonly waiting = new Set<() => void>();

    private constructor(
        readonly process: ChildProcessWithoutNullStreams,
        readonly connection: ProtocolConnection,
        readonly initialization: Promise<InitializeResult>
    ) {}

    static async start({
        command,
        capabilities = editorCapabilities,
        settings,
        folders,
        initializationOptions
    }: SessionOptions): Promise<LanguageSession> {
        const [program = process.execPath, ...args] = command;
        const child = spawn(program, args, { stdio: 'pipe' });
        const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
        connection.listen();
        const initialization = connection.sendRequest(InitializeRequest.type, {
            processId: process.pid,
            rootUri: null,
            workspaceFolders: folders ?? null,
            capabilities,
            initializationOptions
        });
        const session = new LanguageSession(child, connection, initialization);
        session.settings = settings;
        session.listen();
        await initialization;
        await connection.sendNotification(InitializedNotification.type, {});
        return session;
    }

    private listen(): void {
        const { connection } = this;
        this.process.stderr.on('data', (chunk: Buffer) => this.log.push(chunk.toString()));
        connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message));
        connection.onNotification(PublishDiagnosticsNotification.type, params => {
            this.published.set(params.uri, params);
            this.publications++;
            this.wake();
        });
        connection.onRequest(CodeLensRefreshRequest.type, () => {
            this.refreshes++;
            this.wake();
        });
        connection.onRequest(InlayHintRefreshRequest.type, () => {
            this.hintRefreshes++;
            this.wake();
        });
        connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
            this.edits.push(edit);
            return { applied: true };
        });
        connection.onNotification(ShowMessageNotification.type, ({ message }) => void this.told.push(message));
        connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings ?? null));
        connection.onRequest(RegistrationRequest.type, () => undefined);
    }

    private wake(): void {
        this.waiting.forEach(check => check());
    }

    /** Resolves as soon as `find` finds something, tried whenever the server says something. */
    private async until<T>(find: () => T | undefined): Promise<T> {
        return new Promise(resolve => {
            const check = () => {
                const found = find();
                if (found !== undefined) {
                    this.waiting.delete(check);
                    resolve(found);
                }
            };
            this.waiting.add(check);
            check();
        });
    }

    async open(uri: string, text: string): Promise<void> {
        this.texts.set(uri, 1);
        this.published.delete(uri);
        await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
            textDocument: { uri, languageId: 'glmm', version: 1, text }
        });
    }

    /** Sends a change and gives the text's new version. */
    async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
        const version = (this.texts.get(uri) ?? 0) + 1;
        this.texts.set(uri, version);
        await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
        return version;
    }

    async close(uri: string): Promise<void> {
        await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    }

    /** The diagnostics of the text's present version, when they are there. */
    async diagnostics(uri: string): Promise<PublishDiagnosticsParams['diagnostics']> {
        const version = this.texts.get(uri);
        return this.until(() => {
            const params = this.published.get(uri);
            return params?.version === version ? params?.diagnostics : undefined;
        });
    }

    /** The diagnostics as soon as they are of the text's present version and satisfy the condition: those of its numbers follow the others. */
    async diagnosticsWhen(
        uri: string,
        condition: (diagnostics: PublishDiagnosticsParams['diagnostics']) => boolean
    ): Promise<PublishDiagnosticsParams['diagnostics']> {
        const version = this.texts.get(uri);
        return this.until(() => {
            const params = this.published.get(uri);
            return params?.version === version && condition(params!.diagnostics) ? params!.diagnostics : undefined;
        });
    }

    /** Waits until the server takes back what it published for a document. */
    async cleared(uri: string): Promise<void> {
        await this.until(() => {
            const params = this.published.get(uri);
            return params && params.version === undefined && params.diagnostics.length === 0 ? true : undefined;
        });
    }

    async lenses(uri: string): Promise<CodeLens[]> {
        return (await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    }

    /** The lenses' texts as soon as they satisfy the condition: asked for now, and whenever the server says that they changed. */
    async lensesWhen(uri: string, condition: (titles: string[], lenses: CodeLens[]) => boolean): Promise<string[]> {
        for (;;) {
            const seen = this.refreshes;
            const lenses = await this.lenses(uri);
            const titles = lenses.map(lens => lens.command?.title ?? '');
            if (condition(titles, lenses)) {
                return titles;
            }
            await this.until(() => (this.refreshes > seen ? true : undefined));
        }
    }

    /** The inlay hints of these lines, or of all. */
    async hints(uri: string, lines: [number, number] = [0, 1e6]): Promise<InlayHint[]> {
        const [start, end] = lines.map(line => ({ line, character: 0 })) as [Position, Position];
        return (await this.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: { start, end } })) ?? [];
    }

    /** The hints as soon as they satisfy the condition: asked for now, and whenever the server says that they changed. */
    async hintsWhen(uri: string, condition: (hints: InlayHint[]) => boolean): Promise<InlayHint[]> {
        for (;;) {
            const seen = this.hintRefreshes;
            const hints = await this.hints(uri);
            if (condition(hints)) {
                return hints;
            }
            await this.until(() => (this.hintRefreshes > seen ? true : undefined));
        }
    }

    /** The Markdown of a hover; empty where there is none. */
    async hover(uri: string, position: Position): Promise<string> {
        const hover: Hover | null = await this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
        const contents = hover?.contents;
        return typeof contents === 'object' && 'value' in contents ? contents.value : '';
    }

    /** Ends the session as an editor does; gives the server's exit code. */
    async stop(): Promise<number | null> {
        const exited = new Promise<number | null>(resolve => this.process.once('exit', code => resolve(code)));
        await this.connection.sendRequest(ShutdownRequest.type);
        await this.connection.sendNotification(ExitNotification.type);
        const code = await exited;
        this.connection.dispose();
        return code;
    }
}

/** The place of the `occurrence`-th appearance of `words`, `within` characters into it. */
export function positionOf(text: string, words: string, occurrence = 0, within = 0): Position {
    let offset = -1;
    for (let i = 0; i <= occurrence; i++) {
        offset = text.indexOf(words, offset + 1);
        if (offset < 0) {
            throw new Error(`"${words}" is not in the text.`);
        }
    }
    const before = text.slice(0, offset + within).split('\n');
    return { line: before.length - 1, character: before.at(-1)!.length };
}

/** The text of an inlay hint, without the space before it. */
export function labelOf(label: InlayHint['label']): string {
    return (typeof label === 'string' ? label : label.map(({ value }) => value).join('')).trimStart();
}
