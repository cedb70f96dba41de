/** The extension: starts the language server and registers the commands. */
import * as vscode from 'vscode';
import { showDetailsCommand } from '../server/protocol.js';
import { LanguageServer } from './language-server.js';
import { showDetails } from './show-details.js';

let server: LanguageServer | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const output = vscode.window.createOutputChannel('GLMM', { log: true });
    server = new LanguageServer(context.asAbsolutePath('dist/server/main.cjs'), output);
    context.subscriptions.push(
        output,
        server,
        vscode.commands.registerCommand('glmm.restartServer', () => server?.restart()),
        vscode.commands.registerCommand('glmm.showOutput', () => output.show()),
        vscode.commands.registerCommand(showDetailsCommand, showDetails)
    );
    await server.start();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
