import * as vscode from 'vscode';
import type { ShowDetailsArguments } from '../server/protocol.js';

/** The effect of a click on a lens: the cursor goes to the name that the lens is about, and its hover opens. */
export async function showDetails(...[uri, { line, character }]: ShowDetailsArguments): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const position = new vscode.Position(line, character);
    const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
    editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    await vscode.commands.executeCommand('editor.action.showHover');
}
