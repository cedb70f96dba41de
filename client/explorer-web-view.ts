import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from '../explorer/page-html.js';

/**
 * The page of the explorer for a web view.
 *
 * @param folder contains the bundles of the page
 */
export function explorerPage(webview: vscode.Webview, folder: vscode.Uri): string {
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
    return pageHtml({
        script: address('page.js'),
        computing: address('computing.js'),
        style: address('page.css'),
        source: webview.cspSource,
        nonce: randomBytes(16).toString('base64')
    });
}
