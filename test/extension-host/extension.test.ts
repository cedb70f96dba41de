import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { errorsOf, eventually, find, hoverAt, lensesOf, open, openText, replace, titlesOf } from './editor-state.js';
import { answerLens, asking, describeInEditor, isComputed, isStandardError, model } from './opened-models.js';

describeInEditor(`GLMM Design in VS Code ${vscode.version}`, () => {
    it('takes .glmm files as its own', async () => {
        const { document } = await open('talk.glmm');
        assert.equal(document.languageId, 'glmm');
    });

    it('registers its commands', async () => {
        const commands = await vscode.commands.getCommands(true);
        const expected = [
            'glmm.restartServer',
            'glmm.showOutput',
            'glmm.showDetails',
            'glmm.writeAnswer',
            'glmm.openExplorer',
            'glmm.openReport',
            'glmm.saveReport',
            'glmm.export',
            'glmm.newModel',
            'glmm.newModelFromFormula'
        ];
        for (const command of expected) {
            assert.ok(commands.includes(command), command);
        }
    });

    it('tells standard errors in lenses, over the effects that they are of', async () => {
        const { document } = await openText(model);
        await eventually('no standard errors', () => titlesOf(document), isComputed);
        const lenses = (await lensesOf(document)).filter(lens => isStandardError(lens.command!.title));
        assert.deepEqual(
            lenses.map(lens => document.getText(document.getWordRangeAtPosition(lens.range.start))),
            ['beta0', 'beta1']
        );
        assert.deepEqual(errorsOf(document), []);
    });

    it('tells the asymptotic variance in the hover of a fixed effect', async () => {
        const { document } = await openText(model);
        const { start } = find(document, 'beta1');
        // 0.487833670869… / (m n), from the closed form.
        await eventually(
            'no asymptotic variance',
            () => hoverAt(document, start),
            text => text.includes('0.48783367')
        );
    });

    it('says what is wrong, where, and takes it back when it is mended', async () => {
        const editor = await openText(model);
        await replace(editor, 'beta0 variance', 'beta7 variance');
        const [error] = await eventually(
            'no error',
            () => errorsOf(editor.document),
            errors => errors.length > 0
        );
        assert.equal(editor.document.getText(error!.range), 'beta7');
        assert.match(error!.message, /beta7/);
        await replace(editor, 'beta7', 'beta0');
        await eventually(
            'the error stays',
            () => errorsOf(editor.document),
            errors => errors.length === 0
        );
    });

    it('keeps the last numbers of a text that is being written', async () => {
        const editor = await openText(model);
        const before = await eventually('no standard errors', () => titlesOf(editor.document), isComputed);
        await replace(editor, '2.11 }', '2.11');
        await eventually(
            'no error',
            () => errorsOf(editor.document),
            errors => errors.length > 0
        );
        const titles = await titlesOf(editor.document);
        assert.ok(isComputed(titles), titles.join('\n'));
        assert.notDeepEqual(titles, before, 'old numbers are not marked as such');
        await replace(editor, '2.11', '2.11 }');
        await eventually(
            'not the numbers of before',
            () => titlesOf(editor.document),
            now => JSON.stringify(now) === JSON.stringify(before)
        );
    });

    it('moves an effect to its block by a quick fix', async () => {
        const editor = await openText(
            model
                .replace('fixed A { beta0: 1 = -1.46 }', 'fixed A { beta0: 1 = -1.46; beta1: x = 2.11 }')
                .replace('beta1: x = 2.11 }\n    random', '}\n    random')
        );
        const { document } = editor;
        const [error] = await eventually(
            'no error',
            () => errorsOf(document),
            errors => errors.length > 0
        );
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
            'vscode.executeCodeActionProvider',
            document.uri,
            error!.range
        );
        const fix = actions.find(action => action.edit && action.kind?.contains(vscode.CodeActionKind.QuickFix));
        assert.ok(fix?.edit, `no quick fix for: ${error!.message}`);
        await vscode.workspace.applyEdit(fix.edit);
        await eventually(
            'the fix does not mend it',
            () => errorsOf(document),
            errors => errors.length === 0
        );
    });

    it('shows the details of a lens: the cursor goes to its effect', async () => {
        const editor = await open('talk.glmm');
        const lens = await eventually(
            'no lens',
            async () => (await lensesOf(editor.document)).find(({ command }) => isStandardError(command!.title)),
            found => found !== undefined
        );
        assert.equal(lens!.command!.command, 'glmm.showDetails');
        await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments as unknown[]));
        const { active } = vscode.window.activeTextEditor!.selection;
        assert.equal(editor.document.getText(editor.document.getWordRangeAtPosition(active)), 'beta0');
    });

    it('writes the number for a `?` by its lens, as one step to undo', async () => {
        const { document } = await openText(asking);
        const { command, range } = await answerLens(document);
        assert.equal(document.getText(new vscode.Range(range.start, range.start.translate(0, 1))), '?');
        await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
        await eventually(
            'nothing is written',
            () => document.getText(),
            text => /clinic = \d+, n = 20/.test(text)
        );
        await eventually(
            'the number does not reach the goal',
            () => titlesOf(document),
            titles => titles.some(title => title.startsWith('power 0.9'))
        );
        await vscode.commands.executeCommand('undo');
        assert.equal(document.getText(), asking);
    });

    it('writes the number for a `?` by a quick fix', async () => {
        const { document } = await openText(asking);
        const { range } = await answerLens(document);
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
            'vscode.executeCodeActionProvider',
            document.uri,
            new vscode.Range(range.start, range.start)
        );
        const fix = actions.find(({ title }) => /^Write \d+ for \?$/.test(title));
        assert.ok(fix?.edit, actions.map(({ title }) => title).join('\n'));
        await vscode.workspace.applyEdit(fix.edit);
        assert.match(document.getText(), /clinic = \d+, n = 20/);
    });

    it('hides lenses by the settings', async () => {
        const { document } = await openText(model);
        await eventually('no standard errors', () => titlesOf(document), isComputed);
        const settings = vscode.workspace.getConfiguration('glmm');
        try {
            await settings.update('lenses.fixedEffects', false, vscode.ConfigurationTarget.Global);
            await eventually(
                'the effects keep theirs',
                () => titlesOf(document),
                titles => titles.length === 1
            );
            await settings.update('lenses.models', false, vscode.ConfigurationTarget.Global);
            await eventually(
                'the model keeps its own',
                () => titlesOf(document),
                titles => titles.length === 0
            );
        } finally {
            await settings.update('lenses.fixedEffects', undefined, vscode.ConfigurationTarget.Global);
            await settings.update('lenses.models', undefined, vscode.ConfigurationTarget.Global);
        }
        await eventually('they do not come back', () => titlesOf(document), isComputed);
    });

    it('hides the lenses of answers by the settings', async () => {
        const { document } = await openText(asking);
        await answerLens(document);
        const all = (await titlesOf(document)).length;
        const settings = vscode.workspace.getConfiguration('glmm');
        try {
            for (const [index, kind] of ['tests', 'asked'].entries()) {
                await settings.update(`lenses.${kind}`, false, vscode.ConfigurationTarget.Global);
                await eventually(
                    `the lens of ${kind} stays`,
                    () => titlesOf(document),
                    titles => titles.length === all - 1 - index
                );
            }
        } finally {
            for (const kind of ['tests', 'asked']) {
                await settings.update(`lenses.${kind}`, undefined, vscode.ConfigurationTarget.Global);
            }
        }
        await answerLens(document);
    });

    it('renames an effect wherever it is used', async () => {
        const { document } = await openText(model);
        const { start } = find(document, 'beta0');
        const edit = await eventually(
            'no rename',
            () =>
                vscode.commands.executeCommand<vscode.WorkspaceEdit>(
                    'vscode.executeDocumentRenameProvider',
                    document.uri,
                    start,
                    'intercept'
                ),
            found => found.size > 0
        );
        assert.equal(edit.get(document.uri).length, 2);
    });

    it('proposes the keywords of a model', async () => {
        const editor = await openText('model m {\n    fam\n}\n');
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
            'vscode.executeCompletionItemProvider',
            editor.document.uri,
            find(editor.document, 'fam').end
        );
        const item = list.items.find(({ label }) => label === 'family' || (label as vscode.CompletionItemLabel).label === 'family');
        // The families follow at once.
        assert.equal(item?.command?.command, 'editor.action.triggerSuggest');
    });

    it('shows the arguments of a law', async () => {
        const { document } = await openText('model m {\n    predictor x ~ Normal(0, \n}\n');
        const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
            'vscode.executeSignatureHelpProvider',
            document.uri,
            find(document, 'Normal(0, ').end
        );
        assert.equal(help.signatures[0]!.label, 'Normal(mean, sd)');
        assert.equal(help.activeParameter, 1);
    });
});

describe('the examples have no errors', () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    for (const name of readdirSync(folder).filter(file => file.endsWith('.glmm'))) {
        it(name, async () => {
            const { document } = await open(name);
            await eventually(
                'there is no lens',
                () => titlesOf(document),
                titles => titles.length > 0
            );
            assert.deepEqual(errorsOf(document), []);
        });
    }
});
