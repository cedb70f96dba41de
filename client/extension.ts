/** The extension: starts the language server and registers the commands. */
import * as vscode from 'vscode';
import { showDetailsCommand } from '../server/protocol.js';
import { Explorer } from './explorer-panel.js';
import { Explanations } from './explanations.js';
import { exportFromEditor, type ExportArguments } from './export.js';
import { openBeside } from './first-start.js';
import { LanguageServer } from './language-server.js';
import { modelFromFormula, type FormulaArguments } from './model-from-formula.js';
import { newModel, type NewModelArguments } from './new-model.js';
import { chooseNumbers, followNumbersPlace, type NumbersArguments } from './numbers-place.js';
import { ReportPanels } from './report-panels.js';
import { saveReport, type SaveReportArguments } from './save-report.js';
import { showDetails } from './show-details.js';

let server: LanguageServer | undefined;

export function activate(context: vscode.ExtensionContext): void {
    const output = vscode.window.createOutputChannel('GLMM', { log: true });
    const running = new LanguageServer(context.asAbsolutePath('dist/server/main.mjs'), output);
    server = running;
    const { version } = context.extension.packageJSON as { version: string };
    const reports = new ReportPanels(running, version);
    const explorer = new Explorer(running, vscode.Uri.joinPath(context.extensionUri, 'dist/client/explorer'));
    context.subscriptions.push(
        output,
        running,
        vscode.commands.registerCommand('glmm.restartServer', () => running.restart()),
        vscode.commands.registerCommand('glmm.showOutput', () => output.show()),
        vscode.commands.registerCommand(showDetailsCommand, showDetails),
        reports,
        explorer,
        new Explanations(vscode.Uri.joinPath(context.extensionUri, 'docs/diagnostics.md')),
        vscode.commands.registerCommand('glmm.newModel', (given?: NewModelArguments) => newModel(running, given)),
        vscode.commands.registerCommand('glmm.chooseNumbers', (given?: NumbersArguments) => chooseNumbers(given)),
        followNumbersPlace(),
        vscode.commands.registerCommand('glmm.newModelFromFormula', (given?: FormulaArguments) => modelFromFormula(running, given)),
        vscode.commands.registerCommand('glmm.export', (given?: vscode.Uri | ExportArguments) => exportFromEditor(running, given)),
        vscode.commands.registerCommand('glmm.openReport', (uri?: vscode.Uri) => reports.open(uri)),
        vscode.commands.registerCommand('glmm.saveReport', (given?: vscode.Uri | SaveReportArguments) =>
            saveReport(running, version, given)
        ),
        vscode.commands.registerCommand('glmm.openExplorer', (uri?: vscode.Uri) => explorer.open(uri))
    );
    openBeside();
    // Requests wait for the server; the start of the editor does not.
    void running.start();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
