import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { languageId } from '../server/protocol.js';
import { withExplanation } from './explanations.js';
import { withNextSuggestions } from './next-suggestions.js';

/** The process of the language server. It can be started and stopped, and the user can restart it after a crash. */
export class LanguageServer implements vscode.Disposable {
    private client: LanguageClient | undefined;
    private starting: Promise<void> = Promise.resolve();
    private restarting: Promise<void> | undefined;
    /** Shown in the status bar while the server is down, even after the message about it is closed. */
    private readonly status: vscode.LanguageStatusItem;

    /** `module`: the path of the server's bundle. */
    constructor(
        private readonly module: string,
        private readonly output: vscode.LogOutputChannel
    ) {
        this.status = vscode.languages.createLanguageStatusItem('glmm.server', { language: languageId });
        this.status.name = 'GLMM language server';
        this.showRunning(true);
    }

    /** Never rejects. If the server can't be started, the user gets a message and may try again. */
    start(): Promise<void> {
        this.starting = this.startClient();
        return this.starting;
    }

    private async startClient(): Promise<void> {
        // Each start uses a new client, because a client whose server has failed may be in any state.
        const client = new LanguageClient(
            languageId,
            'GLMM',
            { module: this.module, transport: TransportKind.ipc },
            {
                documentSelector: [{ language: languageId }],
                middleware: {
                    handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(withExplanation)),
                    provideCompletionItem: async (document, position, context, token, next) =>
                        withNextSuggestions(await next(document, position, context, token))
                },
                outputChannel: this.output,
                revealOutputChannelOn: RevealOutputChannelOn.Never,
                initializationFailedHandler: () => false,
                errorHandler: {
                    error: () => ({ action: ErrorAction.Continue, handled: true }),
                    closed: () => {
                        if (client === this.client) {
                            this.offerRestart();
                        }
                        return { action: CloseAction.DoNotRestart, handled: true };
                    }
                }
            }
        );
        this.client = client;
        try {
            await client.start();
            this.showRunning(true);
        } catch (error) {
            this.output.error(String(error));
            if (client === this.client) {
                this.offerRestart();
            }
        }
    }

    async stop(): Promise<void> {
        // A client that is starting can't be stopped, and would remain beside the next one.
        await this.starting;
        const client = this.client;
        this.client = undefined;
        try {
            await client?.dispose();
        } catch (error) {
            // Do not wait for a server that has ended or does not answer. The client ends its process.
            this.output.info(String(error));
        }
    }

    /** Two requests in a row give one restart, because two clients would interfere. */
    async restart(): Promise<void> {
        this.restarting ??= this.stop()
            .then(() => this.start())
            .finally(() => (this.restarting = undefined));
        await this.restarting;
    }

    /** Sends a request as soon as the server has started. Rejects with a message for the user if it is down. */
    async request<Result>(method: string, params: object, token?: vscode.CancellationToken): Promise<Result> {
        await this.starting;
        if (!this.client?.isRunning()) {
            throw new Error('The GLMM language server is not running: restart it.');
        }
        return this.client.sendRequest<Result>(method, params, token);
    }

    dispose(): void {
        this.status.dispose();
    }

    private offerRestart(): void {
        this.client = undefined;
        this.showRunning(false);
        const restart = 'Restart';
        const show = 'Show output';
        void vscode.window.showErrorMessage('The GLMM language server has stopped.', restart, show).then(choice => {
            if (choice === restart) {
                return this.restart();
            }
            if (choice === show) {
                this.output.show();
            }
            return undefined;
        });
    }

    private showRunning(running: boolean): void {
        this.status.severity = running ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Error;
        this.status.text = running ? 'GLMM' : 'GLMM: stopped';
        this.status.detail = running ? 'The language server is running' : 'The language server has stopped';
        this.status.command = running
            ? { command: 'glmm.showOutput', title: 'Show output' }
            : { command: 'glmm.restartServer', title: 'Restart' };
    }
}
