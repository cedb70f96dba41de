import * as vscode from 'vscode';
import { reportRequest, type MadeText, type ReportParams } from '../server/protocol.js';
import { chosenPlace, fileName } from './glmm-editor.js';
import type { LanguageServer } from './language-server.js';
import { messagePage } from './message-page.js';

interface ReportPanel {
    panel: vscode.WebviewPanel;
    /** Of the request that is under way. */
    request: vscode.CancellationTokenSource;
    /** The file was saved while the panel was out of sight. */
    isBehind: boolean;
}

/** `GLMM: Open design report`: a file's report beside it, made anew when the file is saved. */
export class ReportPanels implements vscode.Disposable {
    /** By the URI of the file. */
    private readonly panels = new Map<string, ReportPanel>();
    private readonly subscription: vscode.Disposable;

    /** `version`: of the extension. */
    constructor(
        private readonly server: LanguageServer,
        private readonly version: string
    ) {
        this.subscription = vscode.workspace.onDidSaveTextDocument(document => {
            const shown = this.panels.get(document.uri.toString());
            if (shown?.panel.visible) {
                void this.make(document, shown);
            } else if (shown) {
                shown.isBehind = true;
            }
        });
    }

    async open(uri?: vscode.Uri): Promise<void> {
        const document = (await chosenPlace(uri))?.document;
        if (document) {
            const shown = this.panels.get(document.uri.toString()) ?? this.create(document);
            shown.panel.reveal(undefined, true);
            await this.make(document, shown);
        }
    }

    private create(document: vscode.TextDocument): ReportPanel {
        const key = document.uri.toString();
        const panel = vscode.window.createWebviewPanel(
            'glmm.report',
            titleOf(document),
            { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
            { enableScripts: false, localResourceRoots: [], enableFindWidget: true }
        );
        panel.webview.html = messagePage(`The report of ${fileName(document)} is being made …`);
        const shown: ReportPanel = { panel, request: new vscode.CancellationTokenSource(), isBehind: false };
        panel.onDidChangeViewState(() => {
            if (panel.visible && shown.isBehind) {
                void this.make(document, shown);
            }
        });
        panel.onDidDispose(() => {
            this.panels.delete(key);
            shown.request.cancel();
        });
        this.panels.set(key, shown);
        return shown;
    }

    /** What is shown stays until there is a newer one; the title says that it is coming. */
    private async make(document: vscode.TextDocument, shown: ReportPanel): Promise<void> {
        const request = new vscode.CancellationTokenSource();
        shown.request.cancel();
        shown.request = request;
        shown.isBehind = false;
        shown.panel.title = `${titleOf(document)} (being made)`;
        const { text, problem } = await madeReport(this.server, document, 'html', this.version, request.token);
        if (request.token.isCancellationRequested) {
            return;
        }
        shown.panel.title = titleOf(document);
        if (text !== null || problem !== null) {
            shown.panel.webview.html = text ?? messagePage(problem ?? '');
        }
    }

    dispose(): void {
        this.subscription.dispose();
        this.panels.forEach(({ panel }) => void panel.dispose());
    }
}

const titleOf = (document: vscode.TextDocument): string => `Report ${fileName(document)}`;

/** A report, or in words why there is none. Never rejects. */
export async function madeReport(
    server: LanguageServer,
    document: vscode.TextDocument,
    format: ReportParams['format'],
    version: string,
    token: vscode.CancellationToken
): Promise<MadeText> {
    try {
        if (!document.isUntitled) {
            // The editor forgets a file whose tab was closed.
            await vscode.workspace.openTextDocument(document.uri);
        }
        return await server.request<MadeText>(
            reportRequest,
            { uri: document.uri.toString(), format, version } satisfies ReportParams,
            token
        );
    } catch (error) {
        return { text: null, problem: `The report could not be made. ${error instanceof Error ? error.message : String(error)}` };
    }
}
