import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { escaped } from './message-page.js';

/**
 * The page of the explorer in a web view: only its own bundles run. A web view starts no thread from a file, so the page fetches the one that computes and starts it from memory.
 */
export function explorerPage(webview: vscode.Webview, folder: vscode.Uri): string {
    const nonce = randomBytes(16).toString('base64');
    const address = (file: string): string => escaped(webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString());
    const policy = [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        'worker-src blob:',
        `connect-src ${webview.cspSource}`,
        `style-src ${webview.cspSource} 'unsafe-inline'`
    ].join('; ');
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GLMM explorer</title>
<link rel="stylesheet" href="${address('page.css')}">
</head>
<body>
<script nonce="${nonce}" src="${address('page.js')}" data-computing="${address('computing.js')}"></script>
</body>
</html>`;
}
