/** What the commands of the extension open, write and save. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { modelOfPart, partOfPrint } from '../printed-part.js';
import { errorsOf, eventually, openText, titlesOf } from './editor-state.js';
import { answerLens, asking, describeInEditor, isComputed, model } from './opened-models.js';

describeInEditor('the commands of GLMM Design', () => {
    it('begins a new model from a template, laid out and with an answer', async () => {
        await vscode.commands.executeCommand('glmm.newModel', { template: 'Cluster trial' });
        const { document } = vscode.window.activeTextEditor!;
        assert.ok(document.isUntitled);
        assert.equal(document.languageId, 'glmm');
        assert.match(document.getText(), /design { clinic = \?, n = 30 }/);
        const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
            'vscode.executeFormatDocumentProvider',
            document.uri,
            { tabSize: 4, insertSpaces: true }
        );
        assert.deepEqual(edits ?? [], []);
        await answerLens(document);
    });

    it('begins a new model from a formula of R, and from a printed fit in the selection', async () => {
        await vscode.commands.executeCommand('glmm.newModelFromFormula', { text: 'glmer(cured ~ x + (1 | clinic), family = binomial)' });
        const { document } = vscode.window.activeTextEditor!;
        assert.equal(document.languageId, 'glmm');
        assert.match(document.getText(), /^model study {\n {2}family bernoulli\n[^]*random clinic { beta0 sd 0.5 }/);
        await eventually('no standard errors', () => titlesOf(document), isComputed);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');

        const editor = await openText(partOfPrint);
        editor.selection = new vscode.Selection(0, 0, editor.document.lineCount, 0);
        await vscode.commands.executeCommand('glmm.newModelFromFormula');
        const written = vscode.window.activeTextEditor!.document;
        assert.notEqual(written, editor.document);
        assert.match(written.getText(), modelOfPart);
        assert.deepEqual(errorsOf(written), []);
    });

    it('exports a model to a new document in the language of the tool', async () => {
        const { document } = await openText(asking);
        await vscode.commands.executeCommand('glmm.export', { uri: document.uri.toString(), model: 'trial', target: 'lme4' });
        const exported = vscode.window.activeTextEditor!.document;
        assert.ok(exported.isUntitled);
        assert.equal(exported.languageId, 'r');
        assert.match(exported.getText(), /glmer\(/);
        // The number for the `?`, and what it is.
        assert.match(exported.getText(), /\d+ clinics for 90 % power/);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    const panelOf = (viewType: string): vscode.Tab | undefined =>
        vscode.window.tabGroups.all
            .flatMap(({ tabs }) => tabs)
            .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType));

    it('opens the design report and the explorer beside the file', async () => {
        const { document } = await openText(model);
        await vscode.commands.executeCommand('glmm.openReport', document.uri);
        const report = await eventually(
            'the report is not made',
            () => panelOf('glmm.report'),
            panel => /^Report text-\d+\.glmm$/.test(panel?.label ?? '')
        );
        assert.notEqual(report!.group.viewColumn, vscode.window.activeTextEditor!.viewColumn);
        await vscode.commands.executeCommand('glmm.openExplorer', document.uri);
        await eventually(
            'the explorer does not open',
            () => panelOf('glmm.explorer') !== undefined,
            isOpen => isOpen
        );
        for (const viewType of ['glmm.report', 'glmm.explorer']) {
            await vscode.window.tabGroups.close(panelOf(viewType)!);
        }
    });

    it('saves the design report as HTML and as Markdown', async () => {
        const { document } = await openText(model);
        const saved = async (name: string): Promise<string> => {
            const to = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
            await vscode.commands.executeCommand('glmm.saveReport', { uri: document.uri.toString(), to: to.toString() });
            const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(to));
            await vscode.workspace.fs.delete(to);
            return text;
        };
        assert.match(await saved('report.html'), /^<!doctype html>[^]*<\/html>\s*$/i);
        assert.match(await saved('report.md'), /^# /m);
    });

    it('works again after a restart of the server', async () => {
        const { document } = await openText(model);
        await eventually('no standard errors', () => titlesOf(document), isComputed);
        await vscode.commands.executeCommand('glmm.restartServer');
        await eventually('no standard errors after the restart', () => titlesOf(document), isComputed);
    });
});
