/**
 * Explanations of diagnostics. The server links a message's code to its entry in `docs/diagnostics.md`. VS Code would open that page as plain text, at its
 * beginning; here each entry is a separate document, which opens as a preview.
 */
import * as vscode from 'vscode';

/** `package.json` says that documents of this scheme open as Markdown previews. */
const scheme = 'glmm-help';

/** Gives the entry of a code, `glmm-help:/unknown-name.md`, from the page that the extension ships. */
export class Explanations implements vscode.TextDocumentContentProvider {
    private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

    constructor(private readonly page: vscode.Uri) {}

    async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.page));
        const heading = `### ${path.replace(/^\/|\.md$/g, '')}\n`;
        const [, entry = ''] = text.split(heading);
        return heading.replace('###', '#') + entry.replace(/^##+ [^]*$/m, '');
    }

    dispose(): void {
        this.registration.dispose();
    }
}

/** A diagnostic whose code opens its entry. */
export function withExplanation(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
    const { code } = diagnostic;
    if (typeof code === 'object') {
        diagnostic.code = { value: code.value, target: vscode.Uri.from({ scheme, path: `/${code.value}.md` }) };
    }
    return diagnostic;
}
