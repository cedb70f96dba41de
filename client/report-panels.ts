import * as vscode from 'vscode';
import { reportRequest, type MadeText, type ReportParams } from '../server/protocol.js';
import { chosenPlace, fileName } from './glmm-editor.js';
import type { LanguageServer } from './language-server.js';
import { messagePage } from './message-page.js';

interface ReportPanel {
    panel: vscode.WebviewPanel;
    /** The request that is under way. */
    request: vscode.CancellationTokenSource;
    /** Whether the file was saved while the panel was hidden. */
    isBehind: boolean;
}

/** `GLMM: Open design report`: the report of a file beside it. It is updated when the file is saved. */
export class ReportPanels implements vscode.Disposable {
    /** By the URI of the file. */
    private readonly panels = new Map<string, ReportPanel>();
    private readonly subscription: vscode.Disposable;

    /** `version`: the version of the extension. */
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
        panel.webview.html = messagePage(`Writing the report of ${fileName(document)} …`);
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

    /** The old report stays until there is a new one. The title says that it is being updated. */
    private async make(document: vscode.TextDocument, shown: ReportPanel): Promise<void> {
        const request = new vscode.CancellationTokenSource();
        shown.request.cancel();
        shown.request = request;
        shown.isBehind = false;
        shown.panel.title = `${titleOf(document)} (updating)`;
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

/** A report, or the reason why there is none, in words. Never rejects. */
export async function madeReport(
    server: LanguageServer,
    document: vscode.TextDocument,
    format: ReportParams['format'],
    version: string,
    token: vscode.CancellationToken
): Promise<MadeText> {
    try {
        if (!document.isUntitled) {
            // The editor forgets a file when its tab is closed.
            await vscode.workspace.openTextDocument(document.uri);
        }
        return await server.request<MadeText>(
            reportRequest,
            { uri: document.uri.toString(), format, version } satisfies ReportParams,
            token
        );
    } catch (error) {
        return { text: null, problem: `The report could not be written. ${error instanceof Error ? error.message : String(error)}` };
    }
}
