import * as vscode from 'vscode';

/** The tests' own time limit comes first with a longer one. */
const timeLimit = 10_000;

/** Waits until `read` gives what `holds` accepts; asked again at every change of diagnostics, and ten times a second. */
export async function eventually<T>(what: string, read: () => T | Thenable<T>, holds: (value: T) => boolean): Promise<T> {
    const end = Date.now() + timeLimit;
    for (;;) {
        const value = await read();
        if (holds(value)) {
            return value;
        }
        if (Date.now() > end) {
            throw new Error(`${what}; it is still ${JSON.stringify(value)}`);
        }
        await new Promise<void>(resolve => {
            const subscription = vscode.languages.onDidChangeDiagnostics(() => done());
            const timer = setTimeout(() => done(), 100);
            const done = (): void => {
                clearTimeout(timer);
                subscription.dispose();
                resolve();
            };
        });
    }
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name)));
}

let texts = 0;

/**
 * Opens a text that is in no file, under a name that no other text had before: an editor may still be busy with the last one. Each test file has its own
 * copy of the counter, so the time is part of the name.
 */
export async function openText(content: string): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.parse(`untitled:text-${Date.now()}${++texts}.glmm`);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), content));
    return editor;
}

export async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 1000);
    return lenses.filter(lens => lens.command?.title);
}

export const titlesOf = async (document: vscode.TextDocument): Promise<string[]> =>
    (await lensesOf(document)).map(lens => lens.command!.title);

/** The text of all hovers at a place: their Markdown without its escapes. */
export async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
    return hovers
        .flatMap(hover => hover.contents.map(part => (typeof part === 'string' ? part : part.value)))
        .join('\n')
        .replace(/\\([^\w\s])/g, '$1');
}

/** Where a text stands first in the document. */
export function find(document: vscode.TextDocument, text: string): vscode.Range {
    const start = document.getText().indexOf(text);
    if (start < 0) {
        throw new Error(`"${text}" is not in ${document.uri.toString()}`);
    }
    return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Replaces the first place of a text, as one edit. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
    const range = find(editor.document, text);
    await editor.edit(edit => edit.replace(range, by));
}

export const errorsOf = (document: vscode.TextDocument): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(document.uri).filter(diagnostic => diagnostic.severity === vscode.DiagnosticSeverity.Error);
