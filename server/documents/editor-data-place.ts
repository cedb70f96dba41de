import path from 'node:path';
import { URI } from 'langium';
import type { WorkspaceFolder } from 'vscode-languageserver';
import type { DataPlace } from './data-file-reader.js';

/** Data files are in the workspace folder that contains the document or, if there is none, in the document's own folder. */
export function editorDataPlace(document: URI, folders: readonly WorkspaceFolder[]): DataPlace | null {
    if (document.scheme !== 'file') {
        return null;
    }
    const folder = path.dirname(document.fsPath);
    const around = folders.map(({ uri }) => URI.parse(uri)).filter(uri => uri.scheme === 'file' && contains(uri.fsPath, folder));
    return { folder, within: around.length > 0 ? around.map(uri => uri.fsPath) : [folder] };
}

function contains(outer: string, inner: string): boolean {
    const relative = path.relative(outer, inner);
    return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
