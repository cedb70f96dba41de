import * as vscode from 'vscode';
import { languageId, templatesRequest, type ModelTemplate } from '../server/protocol.js';
import type { LanguageServer } from './language-server.js';

/** The arguments that a key binding may give. The command asks for the others. */
export interface NewModelArguments {
    /** The title of a template. */
    template?: string;
}

/** `GLMM: New model from template…`: a new document with the model, whose values are places to fill in. */
export async function newModel(server: LanguageServer, given?: NewModelArguments): Promise<void> {
    const templates = await server.request<ModelTemplate[]>(templatesRequest, {});
    const chosen = templates.find(({ title }) => title === given?.template) ?? (await chosenTemplate(templates));
    if (chosen) {
        await openSnippet(chosen.snippet);
    }
}

/** A new document with a model, and the cursor at its first place to fill in. */
export async function openSnippet(snippet: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: languageId, content: '' });
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await editor.insertSnippet(new vscode.SnippetString(snippet));
}

async function chosenTemplate(templates: readonly ModelTemplate[]): Promise<ModelTemplate | undefined> {
    const items = templates.map(template => ({ label: template.title, detail: template.description, template }));
    const options = { title: 'New model', placeHolder: 'Which kind of study?', matchOnDetail: true };
    return (await vscode.window.showQuickPick(items, options))?.template;
}
