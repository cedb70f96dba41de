import * as vscode from 'vscode';
import type { ExploredModel, FromExplorer, ToExplorer } from '../explorer/messages.js';
import {
    exploredRequest,
    languageId,
    writeAdjustmentsRequest,
    type ExploredModels,
    type WriteParams,
    type Written
} from '../server/protocol.js';
import { explorerPage } from './explorer-web-view.js';
import { chosenPlace, fileName, placeParams, type GlmmPlace } from './glmm-editor.js';
import type { LanguageServer } from './language-server.js';

/** Milliseconds without a keystroke before the page gets the new text, because it then recomputes everything. */
const typingPause = 150;

/** `GLMM: Open explorer`: the page with sliders for the numbers of a design. It shows the file of the editor that was used last. */
export class Explorer implements vscode.Disposable {
    private shown: OpenExplorer | undefined;

    /** `folder`: contains the bundles of the page. */
    constructor(
        private readonly server: LanguageServer,
        private readonly folder: vscode.Uri
    ) {}

    async open(uri?: vscode.Uri): Promise<void> {
        const place = await chosenPlace(uri);
        if (!place) {
            return;
        }
        this.shown ??= new OpenExplorer(this.server, this.folder, () => (this.shown = undefined));
        this.shown.show(place);
    }

    dispose(): void {
        this.shown?.dispose();
    }
}

class OpenExplorer {
    private readonly panel: vscode.WebviewPanel;
    private readonly subscriptions: vscode.Disposable[];
    private place: GlmmPlace | undefined;
    /** Whether the page is ready for messages. */
    private isReady = false;
    private timer: NodeJS.Timeout | undefined;
    /** The number of the latest request to the server. Answers to earlier ones are ignored. */
    private question = 0;
    /** The last message to the page, so that no message is sent twice. */
    private told = '';
    private lastModel: { file: string; name: string } | undefined;

    constructor(
        private readonly server: LanguageServer,
        folder: vscode.Uri,
        onClose: () => void
    ) {
        this.panel = vscode.window.createWebviewPanel(
            'glmm.explorer',
            'GLMM explorer',
            { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
            { enableScripts: true, localResourceRoots: [folder], retainContextWhenHidden: true }
        );
        const isShown = (document: vscode.TextDocument) => document.uri.toString() === this.place?.document.uri.toString();
        this.subscriptions = [
            this.panel.webview.onDidReceiveMessage((message: FromExplorer) => this.receive(message)),
            vscode.workspace.onDidChangeTextDocument(({ document }) => isShown(document) && this.updateSoon()),
            vscode.workspace.onDidCloseTextDocument(document => isShown(document) && this.updateSoon()),
            // The meaning of a text may change later than the text, for instance with a data file.
            vscode.languages.onDidChangeDiagnostics(
                ({ uris }) => uris.some(uri => uri.toString() === this.place?.document.uri.toString()) && this.updateSoon()
            ),
            vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
            vscode.window.onDidChangeActiveTextEditor(editor => this.follow(editor))
        ];
        this.panel.onDidDispose(() => {
            clearTimeout(this.timer);
            this.subscriptions.forEach(subscription => void subscription.dispose());
            onClose();
        });
        this.panel.webview.html = explorerPage(this.panel.webview, folder);
    }

    show(place: GlmmPlace): void {
        this.place = place;
        this.panel.reveal(undefined, true);
        this.updateSoon();
    }

    dispose(): void {
        this.panel.dispose();
    }

    private follow(editor: vscode.TextEditor | undefined): void {
        if (editor?.document.languageId === languageId) {
            this.place = { document: editor.document, position: editor.selection.active };
            this.updateSoon();
        }
    }

    private updateSoon(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.update(), typingPause);
    }

    private async update(): Promise<void> {
        const { place } = this;
        if (!this.isReady || !place) {
            return;
        }
        const question = ++this.question;
        const explored = await this.explored(place);
        if (question !== this.question) {
            return;
        }
        const file = fileName(place.document);
        const current = this.currentOf(explored, place.document.uri.toString());
        const message: ToExplorer = { kind: 'models', file, models: explored.models, current, remark: explored.remark };
        const text = JSON.stringify(message);
        if (text !== this.told) {
            this.told = text;
            this.panel.title = `Explorer ${file}`;
            await this.panel.webview.postMessage(message);
        }
    }

    private async explored(place: GlmmPlace): Promise<ExploredModels> {
        try {
            return await this.server.request<ExploredModels>(exploredRequest, placeParams(place));
        } catch (error) {
            return { models: [], current: null, remark: error instanceof Error ? error.message : String(error) };
        }
    }

    /** The model at the cursor, otherwise the last one. */
    private currentOf({ models, current }: ExploredModels, file: string): number | null {
        const at = (holds: (model: ExploredModel) => boolean) => models.find(holds);
        const before = this.lastModel;
        const model = at(({ index }) => index === current) ?? (before?.file === file ? at(({ name }) => name === before.name) : undefined);
        if (model) {
            this.lastModel = { file, name: model.name };
        }
        return model?.index ?? null;
    }

    private async receive(message: FromExplorer): Promise<void> {
        if (message.kind === 'ready') {
            this.isReady = true;
            this.told = '';
            await this.update();
            return;
        }
        const { index, hash, adjustments } = message;
        const problem = await this.written({ index, hash, adjustments });
        await this.panel.webview.postMessage({ kind: 'written', problem } satisfies ToExplorer);
    }

    private async written(params: Omit<WriteParams, 'uri'>): Promise<string | null> {
        const uri = this.place?.document.uri;
        if (!uri) {
            return 'Nothing was written: there is no file.';
        }
        try {
            // The editor forgets a file when its tab is closed.
            await vscode.workspace.openTextDocument(uri);
            const all: WriteParams = { ...params, uri: uri.toString() };
            return (await this.server.request<Written>(writeAdjustmentsRequest, all)).problem;
        } catch (error) {
            return `Nothing was written. ${error instanceof Error ? error.message : String(error)}`;
        }
    }
}
