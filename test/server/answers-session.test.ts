import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { CodeLensResolveRequest, DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { actionsAt, bloodPressure, isFresh, lensOver, openFresh, titleOver, trial, uri } from './answer-lenses.js';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';

shareSession(uri);

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

describe('hovers and messages of answers', () => {
    test.each([
        ['a test', 'test d', '626'],
        ['a `?`', '?, n = 3', '626'],
        ['a sweep', 'sweep rho', '1,?876']
    ])('The hover over %s has its answer', async (_, words, expected) => {
        await openFresh(bloodPressure);
        const hover = () => session.hover(uri, positionOf(bloodPressure, words));
        // A sweep is computed last, and the machine may be busy.
        await vi.waitFor(async () => expect(await hover()).toMatch(new RegExp(expected)), { timeout: 30_000 });
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
