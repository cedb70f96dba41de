import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import {
    CodeActionRequest,
    CodeLensResolveRequest,
    DidChangeConfigurationNotification,
    ExecuteCommandRequest,
    type CodeAction,
    type CodeLens,
    type TextDocumentEdit,
    type TextEdit
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editorCapabilities, LanguageSession, positionOf } from './language-session.js';
import { server, session, shareSession } from './shared-session.js';

const uri = 'file:///studies/answers.glmm';
const bloodPressure = readFileSync('examples/blood-pressure.glmm', 'utf8');

/** Two arms of clinics: what more patients in a clinic do not lower is 4 · 0.25 over the number of clinics. */
const trial = (goals: string, { clinic = '40', n = '20', treated = '0.8' } = {}) => `model trial {
    family poisson
    predictor arm each 0, 1 per clinic
    fixed A { beta0: 1 = 1; treated: arm = ${treated} }
    random clinic { beta0 sd 0.5 }
    design { clinic = ${clinic}, n = ${n} }
    ${goals}
}
`;

shareSession(uri);

const isOld = (title: string) => title.includes('before the last edit');
const isFresh = (titles: string[]) => titles.length > 0 && titles.every(title => !isOld(title) && !/computing|exact …/.test(title));

/** The lens that stands over a place. */
async function lensOver(text: string, words: string, within = 0): Promise<CodeLens | undefined> {
    const { line, character } = positionOf(text, words, 0, within);
    return (await session.lenses(uri)).find(({ range: { start } }) => start.line === line && start.character === character);
}

async function openFresh(text: string): Promise<void> {
    await session.open(uri, text);
    await session.lensesWhen(uri, isFresh);
}

const titleOver = async (text: string, words: string, within = 0) => (await lensOver(text, words, within))?.command?.title;

/** The text after edits. */
const edited = (text: string, edits: TextEdit[]) => TextDocument.applyEdits(TextDocument.create(uri, 'glmm', 0, text), edits);

async function actionsAt(text: string, words: string, only?: string[]): Promise<CodeAction[]> {
    const position = positionOf(text, words);
    const context = { diagnostics: [], ...(only && { only }) };
    const range = { start: position, end: position };
    return ((await session.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context })) ??
        []) as CodeAction[];
}

const editsOf = (action: CodeAction | undefined) => action?.edit?.changes?.[uri] ?? [];

/** What a click on a lens does. */
async function click(lens: CodeLens | undefined): Promise<void> {
    const { command, arguments: args } = lens!.command!;
    await session.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
}

describe('lenses of answers', () => {
    test('What the README shows', async () => {
        const slopes = readFileSync('examples/slopes.glmm', 'utf8');
        await openFresh(slopes);
        const [shown] = (await titleOver(slopes, 'clinic = ?', 'clinic = '.length))!.split(' · ');
        expect(readFileSync('README.md', 'utf8')).toContain(`the editor then shows \`${shown}\``);
        expect(await titleOver(slopes, 'test main')).toBe(`${shown} · SE 0.125 (OR 1.5, 95 % CI 1.17 to 1.92)`);
    });

    test('Over a test and over a `?` stands the size; that of the book, 313 patients in each arm, in whole arms', async () => {
        await openFresh(bloodPressure);
        expect(await titleOver(bloodPressure, 'test d')).toMatch(/^626 patients for 80 % power/);
        expect(await titleOver(bloodPressure, 'patient = ?', 'patient = '.length)).toMatch(/^626 patients for 80 % power/);
    });

    test('Numbers are shown before answers: a refresh for each', async () => {
        const before = session.refreshes;
        await openFresh(bloodPressure);
        expect(session.refreshes - before).toBeLessThanOrEqual(2);
        expect(session.refreshes - before).toBeGreaterThanOrEqual(1);
    });

    test('Numbers of a design that cannot be carried out carry a mark, and no click writes them', async () => {
        const faulty = bloodPressure.replace('n = 3', 'n = 4');
        await session.open(uri, faulty);
        const titles = await session.lensesWhen(uri, all => isFresh(all) && all.some(title => title.includes(' patients for ')));
        expect(titles.filter(title => !title.endsWith(' · the model has an error'))).toEqual([]);
        expect(titles.join()).not.toContain('click to write');
        expect((await lensOver(faulty, 'patient = ?', 'patient = '.length))!.command!.command).toBe('glmm.showDetails');
        expect(await session.hover(uri, positionOf(faulty, 'test d'))).toContain('The model has an error, so do not use these numbers');
        expect((await actionsAt(faulty, '?')).map(({ title }) => title)).not.toContainEqual(expect.stringContaining('for ?'));
        await session.change(uri, { text: bloodPressure });
        const mended = await session.lensesWhen(uri, all => isFresh(all) && !all.some(title => title.includes('has an error')));
        expect(mended.join()).toContain('click to write 626');
    });

    test('Over a precision and over the prices', async () => {
        const text = trial(
            'precision treated halfwidth 0.3\n    test treated = 0 power 0.9\n    cost { per clinic 100, per observation 5, budget 9000 }'
        );
        await openFresh(text);
        expect(await titleOver(text, 'precision')).toMatch(/clinics/);
        expect(await titleOver(text, 'test')).toMatch(/^power 0\.\d/);
        expect(await titleOver(text, 'cost')).toMatch(/clinics × \d+ .*cost [89],\d{3}/);
    });

    test('An answer of the text before stays, marked, until the new one is there; and while the text is broken', async () => {
        await openFresh(bloodPressure);
        const broken = bloodPressure.replace('d: arm * year = 0.5', 'd: arm * year = ');
        await session.change(uri, { text: broken });
        await session.diagnostics(uri);
        const old = await titleOver(broken, 'test d');
        expect(old).toMatch(/^626 patients .*before the last edit$/);
        // A click on an old number writes nothing.
        expect((await lensOver(broken, 'patient = ?', 'patient = '.length))?.command?.command).toBe('glmm.showDetails');

        const other = bloodPressure.replace('d: arm * year = 0.5', 'd: arm * year = 0.25');
        await session.change(uri, { text: other });
        const titles = await session.lensesWhen(uri, isFresh);
        // A half of the effect takes four times the patients: of 624.76 that is 2499.05.
        expect(titles.at(-1)).toMatch(/^2,?500 patients/);
        await session.change(uri, { text: bloodPressure });
        await session.diagnostics(uri);
        expect(await titleOver(bloodPressure, 'test d')).toMatch(/^626 patients for 80 % power · SE [^·]*$/);
    });

    test('A goal that is being written is answered by its own numbers, not by those of the goals around it', async () => {
        const one = trial('test treated = 0 power 0.9');
        await openFresh(one);
        const power = await titleOver(one, 'test');
        const two = one.replace('test treated', 'test first: treated = 0.7\n    test treated');
        await session.change(uri, { text: two });
        await session.diagnostics(uri);
        const now = await titleOver(two, 'test treated');
        expect([power, `${power} · before the last edit`]).toContain(now);
        expect(await titleOver(two, 'test first')).not.toContain(power);
        await session.lensesWhen(uri, isFresh);
        expect(await titleOver(two, 'test treated')).toBe(power);
    });

    test('A lens that was sent without a text gets it when it comes into view', async () => {
        const model = (index: number) =>
            trial('test treated = 0 power 0.9', { treated: `${0.8 + index / 1000}` }).replace('trial', `m${index}`);
        const text = Array.from({ length: 150 }, (_, index) => model(index)).join('');
        await session.open(uri, text);
        await session.lensesWhen(uri, titles => titles[3]?.startsWith('power ') === true);
        const unseen = (await session.lenses(uri)).findLast(({ command }) => command === undefined)!;
        const resolved = await session.connection.sendRequest(CodeLensResolveRequest.type, unseen);
        expect(resolved.command!.title).toContain('computing');
        await session.lensesWhen(uri, titles => titles.at(-1)!.startsWith('power '));
    });

    test.each([
        ['tests', 'test d'],
        ['asked', 'patient = ?']
    ])('The setting glmm.lenses.%s switches its lenses off and on', async (kind, words) => {
        await openFresh(bloodPressure);
        const change = (settings: unknown) =>
            session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { glmm: settings } });
        const all = (await session.lenses(uri)).length;
        await change({ lenses: { [kind]: false } });
        const fewer = await session.lenses(uri);
        expect(fewer).toHaveLength(all - 1);
        const { line } = positionOf(bloodPressure, words);
        expect(fewer.some(({ range }) => range.start.line === line)).toBe(false);
        await change({});
        expect(await session.lenses(uri)).toHaveLength(all);
    });

    test.each([
        ['precisions', 'precision'],
        ['costs', 'cost']
    ])('The setting glmm.lenses.%s, too', async (kind, words) => {
        const text = trial(
            'precision treated halfwidth 0.3\n    test treated = 0 power 0.9\n    cost { per clinic 100, per observation 5, budget 9000 }'
        );
        await openFresh(text);
        const change = (settings: unknown) =>
            session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { glmm: settings } });
        await change({ lenses: { [kind]: false } });
        expect(await lensOver(text, words)).toBeUndefined();
        await change({});
        expect(await lensOver(text, words)).toBeDefined();
    });
});

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
        expect(titles.some(title => /^e: SE 0\.\d+ .* exact SE 0\.\d+$/.test(title))).toBe(true);
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

describe('hovers and messages of answers', () => {
    test.each([
        ['a test', 'test d', '626'],
        ['a `?`', '?, n = 3', '626'],
        ['a sweep', 'sweep rho', '1,?876']
    ])('The hover over %s has its answer', async (_, words, expected) => {
        await openFresh(bloodPressure);
        await vi.waitFor(async () => expect(await session.hover(uri, positionOf(bloodPressure, words))).toMatch(new RegExp(expected)));
    });

    test('The hover over a very long sweep says what computes it', async () => {
        const text = bloodPressure.replace('100..300 step 100', '100..300');
        await openFresh(text);
        expect(await session.hover(uri, positionOf(text, 'sweep rho'))).toMatch(/603 models.*`glmm analyze`/);
    });

    test('A click on the lens of a test shows the hover of the test, not of the effect in it', async () => {
        await openFresh(bloodPressure);
        const [, position] = (await lensOver(bloodPressure, 'test d'))!.command!.arguments as [string, { line: number; character: number }];
        expect(await session.hover(uri, position)).toContain('80 %');
    });

    test('A goal that no size reaches is an error at its test, which goes when it is mended', async () => {
        const text = trial('test treated = 0 power 0.9', { clinic: '4', n: '?' });
        await session.open(uri, text);
        const isOutOfReach = ({ code }: { code?: unknown }) => code === 'goal-not-reached';
        const [error] = (await session.diagnosticsWhen(uri, diagnostics => diagnostics.some(isOutOfReach))).filter(isOutOfReach);
        expect(error).toMatchObject({ severity: 1, source: 'glmm' });
        expect(error.message).toContain('clinic');
        await session.change(uri, { text: text.replace('clinic = 4', 'clinic = 60') });
        await session.diagnosticsWhen(uri, diagnostics => !diagnostics.some(isOutOfReach));
    });
});
