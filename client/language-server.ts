import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { languageId } from '../server/protocol.js';

/** The language server's process: started, stopped, and offered to be started again where it ended by itself. */
export class LanguageServer implements vscode.Disposable {
    private client: LanguageClient | undefined;
    private starting: Promise<void> = Promise.resolve();
    private restarting: Promise<void> | undefined;
    /** Stands in the editor's status bar while the server is down, also when the message about it has been closed. */
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

    /** Never rejects: a server that can't be started is told to the user, who may try again. */
    start(): Promise<void> {
        this.starting = this.startClient();
        return this.starting;
    }

    private async startClient(): Promise<void> {
        // Each start has a client of its own: one whose server has failed may be in any state.
        const client = new LanguageClient(
            languageId,
            'GLMM',
            { module: this.module, transport: TransportKind.ipc },
            {
                documentSelector: [{ language: languageId }],
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
        // A client that is just starting can't be stopped, and would stay beside the next one.
        await this.starting;
        const client = this.client;
        this.client = undefined;
        try {
            await client?.dispose();
        } catch (error) {
            // A server that has ended, or does not answer, is not to be waited for; the client ends its process.
            this.output.info(String(error));
        }
    }

    /** Asked for twice in a row it is done once: two clients would be in each other's way. */
    async restart(): Promise<void> {
        this.restarting ??= this.stop()
            .then(() => this.start())
            .finally(() => (this.restarting = undefined));
        await this.restarting;
    }

    /** Asks the server, as soon as it has started; rejects with a message for the user where it is down. */
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
