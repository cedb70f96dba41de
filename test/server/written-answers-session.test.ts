import { describe, expect, test } from 'vitest';
import {
    ExecuteCommandRequest,
    type CodeAction,
    type CodeLens,
    type TextDocumentEdit,
    type TextEdit
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { actionsAt, bloodPressure, isFresh, lensOver, openFresh, trial, uri } from './answer-lenses.js';
import { editorCapabilities, LanguageSession } from './language-session.js';
import { server, session, shareSession } from './shared-session.js';

shareSession(uri);

/** The text after edits. */
const edited = (text: string, edits: TextEdit[]) => TextDocument.applyEdits(TextDocument.create(uri, 'glmm', 0, text), edits);

const editsOf = (action: CodeAction | undefined) => action?.edit?.changes?.[uri] ?? [];

/** What a click on a lens does. */
async function click(lens: CodeLens | undefined): Promise<void> {
    const { command, arguments: args } = lens!.command!;
    await session.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
}

describe('the number for a `?`', () => {
    const questionMark = (text: string, entry: string) => lensOver(text, `${entry} = ?`, `${entry} = `.length);

    test('A click on the lens writes it, as one edit of this version; then the lens is gone and the goal is reached', async () => {
        const text = trial('test treated = 0 power 0.9', { clinic: '?' });
        await openFresh(text);
        const lens = await questionMark(text, 'clinic');
        expect(lens?.command).toMatchObject({ command: 'glmm.writeAnswer' });
        await click(lens);
        expect(session.edits).toHaveLength(1);
        const [change] = session.edits[0].documentChanges as TextDocumentEdit[];
        expect(change.textDocument).toEqual({ uri, version: 1 });
        const written = edited(text, change.edits as TextEdit[]);
        expect(written).toMatch(/clinic = \d+, n = 20/);
        await session.change(uri, { text: written });
        await session.lensesWhen(uri, titles => isFresh(titles) && titles.some(title => title.startsWith('power 0.9')));
        expect((await session.lenses(uri)).some(({ command }) => command?.command === 'glmm.writeAnswer')).toBe(false);
    });

    test('A click on a lens of an older text writes nothing and says so', async () => {
        const text = trial('test treated = 0 power 0.9', { clinic: '?' });
        await openFresh(text);
        const lens = await questionMark(text, 'clinic');
        await session.change(uri, { text: trial('test treated = 0 power 0.9', { clinic: '?', treated: '0.3' }) });
        await session.lensesWhen(uri, isFresh);
        await click(lens);
        await session.change(uri, { text: `// A remark.\n${text}` });
        await session.lensesWhen(uri, isFresh);
        await click(lens);
        expect(session.edits).toEqual([]);
        expect(session.told).toHaveLength(2);
        expect(session.told[0]).toContain('Nothing was written');
    });

    test('A code action writes the same: a quick fix, and among the refactorings', async () => {
        await openFresh(bloodPressure);
        const [fix, ...others] = await actionsAt(bloodPressure, '?, n = 3');
        expect(others).toEqual([]);
        expect(fix).toMatchObject({ title: 'Write 626 for ?', kind: 'quickfix' });
        expect(edited(bloodPressure, editsOf(fix))).toBe(bloodPressure.replace('?, n = 3', '626, n = 3'));
        for (const kind of ['refactor', 'refactor.rewrite']) {
            expect(await actionsAt(bloodPressure, '?, n = 3', [kind])).toMatchObject([
                { title: 'Write 626 for ?', kind: 'refactor.rewrite' }
            ]);
        }
        expect(await actionsAt(bloodPressure, '?, n = 3', ['source'])).toEqual([]);
        expect(await actionsAt(bloodPressure, 'n = 3')).toEqual([]);
    });

    test('The least effect that is detected is written with the digits that keep the goal', async () => {
        const text = trial('test treated = 0 power 0.9', { treated: '?' });
        await openFresh(text);
        const [fix] = await actionsAt(text, '? }');
        const written = edited(text, editsOf(fix));
        expect(written).toMatch(/treated: arm = 0\.\d{3,5} /);
        await session.change(uri, { text: written });
        await session.lensesWhen(uri, titles => isFresh(titles) && titles.some(title => title.startsWith('power 0.9')));
    });

    test('Where the exact number is far from the one in use, lenses show it and a quick fix writes `using exact`', async () => {
        const text = `model m {
    family bernoulli link cloglog
    predictor arm each 0, 1 per clinic
    fixed A { b0: 1 = 0.5; e: arm = 0.8 }
    random clinic { b0 variance 0.1 }
    design { clinic = 60, n = 4 }
    test e = 0
    using refined
}
`;
        await session.open(uri, text);
        const isChecked = (titles: string[]) => isFresh(titles) && titles.some(title => title.includes('exact: power'));
        const titles = await session.lensesWhen(uri, isChecked);
        expect(titles.some(title => /^e: SE 0\.\d+ .* exact SE 0\.\d+ · probability /.test(title))).toBe(true);
        const [fix] = await actionsAt(text, 'e: arm');
        expect(fix).toMatchObject({ title: 'Write `using exact`', kind: 'quickfix' });
        expect(edited(text, editsOf(fix))).toBe(text.replace('using refined', 'using exact'));
        await session.change(uri, { text: edited(text, editsOf(fix)) });
        const written = await session.lensesWhen(uri, all => isFresh(all) && all.some(title => title.includes(' · exact')));
        expect(written.some(title => title.includes('exact SE') || title.includes('exact: '))).toBe(false);
    });

    test('With few clinics a quick fix writes `reference t`, in place of `reference z` where that is written', async () => {
        for (const reference of ['', ' reference z']) {
            const text = trial(`test treated = 0${reference} power 0.9`, { clinic: '20' });
            await session.open(uri, text);
            await session.lensesWhen(uri, isFresh);
            const [fix] = await actionsAt(text, 'test');
            expect(fix).toMatchObject({ title: 'Write `reference t`', kind: 'quickfix' });
            const written = edited(text, editsOf(fix));
            expect(written).toContain(
                reference === '' ? 'test treated = 0 power 0.9 reference t\n' : 'test treated = 0 reference t power 0.9\n'
            );
            await session.change(uri, { text: written });
            await session.lensesWhen(uri, isFresh);
            expect((await actionsAt(written, 'test')).filter(({ title }) => title.includes('reference t'))).toEqual([]);
            await session.close(uri);
            await session.cleared(uri);
        }
    });

    test('Where the client can not edit at the demand of the server a click shows the details', async () => {
        const capabilities = { ...editorCapabilities, workspace: { codeLens: { refreshSupport: true } } };
        const other = await LanguageSession.start({ command: server, capabilities });
        await other.open(uri, bloodPressure);
        await other.lensesWhen(uri, isFresh);
        expect((await other.lenses(uri)).every(({ command }) => command?.command === 'glmm.showDetails')).toBe(true);
        expect(await other.stop()).toBe(0);
        // The others' clean-up expects a text.
        await session.open(uri, bloodPressure);
    });
});
