import * as vscode from 'vscode';
import {
    exportRequest,
    exportTargetsRequest,
    modelsRequest,
    type ExportChoice,
    type ExportParams,
    type MadeText,
    type ModelChoice,
    type ModelChoices,
    type ModelParams
} from '../server/protocol.js';
import { chosenPlace, placeParams, type GlmmPlace } from './glmm-editor.js';
import type { LanguageServer } from './language-server.js';

/** The arguments that a key binding may give. The command asks for the others. */
export interface ExportArguments {
    uri?: string;
    /** A model's name. */
    model?: string;
    /** As on the command line. */
    target?: string;
}

/** `GLMM: Export…`: a model as text for another tool, in a new document beside the file. */
export async function exportFromEditor(server: LanguageServer, given?: vscode.Uri | ExportArguments): Promise<void> {
    const said = given instanceof vscode.Uri ? { uri: given.toString() } : (given ?? {});
    const place = await chosenPlace(said.uri === undefined ? undefined : vscode.Uri.parse(said.uri));
    const model = place && (await chosenModel(server, place, said.model));
    if (!place || !model) {
        return;
    }
    if (model.problem !== null) {
        void vscode.window.showErrorMessage(`Nothing was exported. ${model.problem}`);
        return;
    }
    const params: ModelParams = { uri: place.document.uri.toString(), index: model.index };
    const choices = await server.request<ExportChoice[]>(exportTargetsRequest, params);
    const target = said.target ?? (await chosenTarget(choices, model));
    if (target === undefined) {
        return;
    }
    const { text, problem } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, cancellable: true, title: `Exporting ${model.name} …` },
        (_, token) => server.request<MadeText>(exportRequest, { ...params, target } satisfies ExportParams, token)
    );
    if (text !== null) {
        await show(text, choices.find(choice => choice.target === target)?.language);
    } else if (problem !== null) {
        void vscode.window.showErrorMessage(problem);
    }
}

/** The only model, the named one, or one that the user chooses. The model at the cursor is listed first. */
async function chosenModel(server: LanguageServer, place: GlmmPlace, name: string | undefined): Promise<ModelChoice | undefined> {
    const { models, current } = await server.request<ModelChoices>(modelsRequest, placeParams(place));
    if (models.length === 0) {
        void vscode.window.showErrorMessage('Nothing was exported: there is no model in this file.');
        return undefined;
    }
    const named = models.find(model => model.name === name);
    if (named || models.length === 1) {
        return named ?? models[0];
    }
    const ordered = [...models.filter(({ index }) => index === current), ...models.filter(({ index }) => index !== current)];
    const items = ordered.map(model => ({
        label: model.name || 'A model without a name',
        description: model.title ?? '',
        ...(model.problem !== null && { detail: model.problem }),
        model
    }));
    return (await vscode.window.showQuickPick(items, { title: 'Export', placeHolder: 'Which model?', matchOnDescription: true }))?.model;
}

/** Tools that can't take the model are listed last, each with the reason. */
async function chosenTarget(choices: ExportChoice[], { name }: ModelChoice): Promise<string | undefined> {
    const item = ({ target, title, what, problem }: ExportChoice) => ({ label: title, detail: problem ?? what, target });
    const others = choices.filter(({ problem }) => problem !== null).map(item);
    const items: (vscode.QuickPickItem & { target?: string })[] = [
        ...choices.filter(({ problem }) => problem === null).map(item),
        ...(others.length > 0 ? [{ label: 'Not for this model', kind: vscode.QuickPickItemKind.Separator }, ...others] : [])
    ];
    return (await vscode.window.showQuickPick(items, { title: `Export ${name}`, placeHolder: 'To what?', matchOnDetail: true }))?.target;
}

/** An editor without this language shows plain text. */
async function show(content: string, language: string | undefined): Promise<void> {
    const known = language !== undefined && (await vscode.languages.getLanguages()).includes(language);
    const document = await vscode.workspace.openTextDocument({ content, ...(known && { language }) });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}
