import * as vscode from 'vscode';
import { languageId, type DetailsPosition, type PlaceParams } from '../server/protocol.js';

/** The file that a command applies to, and the position of its cursor. */
export interface GlmmPlace {
    document: vscode.TextDocument;
    position: vscode.Position;
}

const isGlmm = (document: vscode.TextDocument): boolean => document.languageId === languageId;

/**
 * The file that a command applies to: the one whose menu was used, otherwise the one in the active editor. If there is none, shows a
 * message and returns undefined.
 */
export async function chosenPlace(uri?: vscode.Uri): Promise<GlmmPlace | undefined> {
    const { activeTextEditor: active, visibleTextEditors } = vscode.window;
    const editor = uri
        ? [active, ...visibleTextEditors].find(candidate => candidate?.document.uri.toString() === uri.toString())
        : (active ?? visibleTextEditors.find(({ document }) => isGlmm(document)));
    const document = editor?.document ?? (uri && (await vscode.workspace.openTextDocument(uri)));
    if (!document || !isGlmm(document)) {
        void vscode.window.showErrorMessage('Open a .glmm file first.');
        return undefined;
    }
    return { document, position: editor?.selection.active ?? new vscode.Position(0, 0) };
}

/** A position in the form that the server expects. */
export function placeParams({ document, position }: GlmmPlace): PlaceParams {
    const { line, character }: DetailsPosition = position;
    return { uri: document.uri.toString(), position: { line, character } };
}

/** The file's name without folders. */
export function fileName({ uri }: vscode.TextDocument): string {
    return uri.path.split('/').at(-1) ?? uri.path;
}
