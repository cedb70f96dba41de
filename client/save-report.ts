import * as vscode from 'vscode';
import { chosenPlace, fileName } from './glmm-editor.js';
import type { LanguageServer } from './language-server.js';
import { madeReport } from './report-panels.js';

/** The arguments that a key binding may give. */
export interface SaveReportArguments {
    uri?: string;
    /** The absolute URI of the report. */
    to?: string;
}

/** `GLMM: Save design report…`: writes HTML, or Markdown if the file name ends in `.md`. */
export async function saveReport(server: LanguageServer, version: string, given?: vscode.Uri | SaveReportArguments): Promise<void> {
    const said = given instanceof vscode.Uri ? { uri: given.toString() } : (given ?? {});
    const document = (await chosenPlace(said.uri === undefined ? undefined : vscode.Uri.parse(said.uri)))?.document;
    const to = document && (said.to === undefined ? await chosenFile(document) : vscode.Uri.parse(said.to));
    if (!document || !to) {
        return;
    }
    const format = /\.(md|markdown)$/i.test(to.path) ? 'markdown' : 'html';
    const { text, problem } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, cancellable: true, title: `Writing the report of ${fileName(document)} …` },
        (_, token) => madeReport(server, document, format, version, token)
    );
    if (problem !== null) {
        void vscode.window.showErrorMessage(problem);
    } else if (text !== null) {
        await write(to, text);
    }
}

async function chosenFile(document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
    const name = `${fileName(document).replace(/\.glmm$/i, '')}-report.html`;
    const folder = document.isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(document.uri, '..');
    return vscode.window.showSaveDialog({
        title: 'Save the design report',
        filters: { HTML: ['html'], Markdown: ['md'] },
        ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) })
    });
}

async function write(to: vscode.Uri, text: string): Promise<void> {
    try {
        await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
    } catch {
        void vscode.window.showErrorMessage(`${to.fsPath} could not be written. Choose a place that you may write to.`);
    }
}
