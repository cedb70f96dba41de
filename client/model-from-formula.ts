import * as vscode from 'vscode';
import { modelOfTextRequest, type ModelOfText, type OtherText } from '../server/protocol.js';
import type { LanguageServer } from './language-server.js';
import { openSnippet } from './new-model.js';

/** The arguments that a key binding may give. The command asks for the others. */
export interface FormulaArguments {
    /** A formula, a call of R, or a printed fit. */
    text?: string;
}

/**
 * `GLMM: New model from an R formula…`: a new document with the model that a formula, a call or a printed fit stands for. It takes
 * the selected text, or asks for a formula.
 */
export async function modelFromFormula(server: LanguageServer, given?: FormulaArguments): Promise<void> {
    const read = ({ text }: OtherText): Promise<ModelOfText> => server.request<ModelOfText>(modelOfTextRequest, { text });
    const snippet = (await snippetAtHand(read, given)) ?? (given?.text === undefined ? await askedSnippet(read) : null);
    if (snippet) {
        await openSnippet(snippet);
    } else if (given?.text !== undefined) {
        void vscode.window.showErrorMessage(notUnderstood);
    }
}

type Read = (text: OtherText) => Promise<ModelOfText>;

const notUnderstood = 'Expected a formula such as y ~ x + (1 | clinic), a call such as glmer(…), or a printed fit.';

/** The model of the given text, or of the selection. */
async function snippetAtHand(read: Read, given?: FormulaArguments): Promise<string | null> {
    const editor = vscode.window.activeTextEditor;
    const text = given?.text ?? (editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '');
    return text === '' ? null : (await read({ text })).snippet;
}

/** The model of a formula that the user types, or of what a button takes from the clipboard; undefined if the user stops. */
function askedSnippet(read: Read): Promise<string | undefined> {
    const input = vscode.window.createInputBox();
    input.title = 'New model from an R formula';
    input.prompt = 'A formula, or a call of lmer, glmer, glmmTMB, glm or lm. The button takes a printed fit from the clipboard.';
    input.placeholder = 'y ~ x1 + x2 + (1 + x1 | subject)';
    input.ignoreFocusOut = true;
    // A browser asks before a page reads the clipboard, so it is read only on request.
    input.buttons = [{ iconPath: new vscode.ThemeIcon('clippy'), tooltip: 'Take the text of the clipboard' }];
    return new Promise(resolve => {
        const take = async (text: string): Promise<void> => {
            const { snippet } = await read({ text });
            if (snippet === null) {
                input.validationMessage = notUnderstood;
            } else {
                resolve(snippet);
                input.hide();
            }
        };
        input.onDidChangeValue(() => (input.validationMessage = undefined));
        input.onDidAccept(() => take(input.value));
        input.onDidTriggerButton(async () => take(await vscode.env.clipboard.readText()));
        input.onDidHide(() => {
            resolve(undefined);
            input.dispose();
        });
        input.show();
    });
}
