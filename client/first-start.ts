import * as vscode from 'vscode';

/** The first start of `npm start` names a file to show beside the model that it opens: the index of the examples. */
export function openBeside(): void {
    const file = process.env['GLMM_DESIGN_BESIDE'];
    if (file) {
        void vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.file(file));
    }
}
