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
 * the selected text, or a fit in the clipboard, or asks for a formula.
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

/** The model of the clipboard or of a formula that the user types; undefined if the user stops. */
async function askedSnippet(read: Read): Promise<string | undefined> {
    const text = await vscode.env.clipboard.readText();
    const copied = await read({ text });
    if (copied.isFit && copied.snippet !== null) {
        const fit = { label: 'The fit in the clipboard', detail: /\S+ ~ .*/.exec(text)?.[0] ?? '', snippet: copied.snippet };
        const items = [fit, { label: 'A formula that I type', detail: 'y ~ x + (1 | clinic)', snippet: null }];
        const chosen = await vscode.window.showQuickPick(items, { title: 'New model from an R formula' });
        if (!chosen || chosen.snippet !== null) {
            return chosen?.snippet ?? undefined;
        }
    }
    const formula = await vscode.window.showInputBox({
        title: 'New model from an R formula',
        prompt: 'A formula, or a call of lmer, glmer, glmmTMB, glm or lm. To use a printed fit, copy it first.',
        placeHolder: 'y ~ x1 + x2 + (1 + x1 | subject)',
        value: copied.isFit || copied.snippet === null ? '' : text.trim().replace(/\s+/g, ' '),
        ignoreFocusOut: true,
        validateInput: async typed => (typed === '' || (await read({ text: typed })).snippet !== null ? undefined : notUnderstood)
    });
    return formula ? ((await read({ text: formula })).snippet ?? undefined) : undefined;
}
