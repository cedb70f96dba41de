/** Lenses and hovers of numbers, through edits, broken text and changes of settings. */
import { describe, expect, test } from 'vitest';
import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';
import { errorsOf, hasNumbers, isOld, openTalk, rangeOf, talk, uri, withoutComments } from './talk-session.js';

shareSession(uri);

describe('numbers', () => {
    test('A lens over every model and every fixed effect; computing first, then a refresh, then numbers', async () => {
        const before = session.refreshes;
        const titles = await openTalk();
        // Each of the two models has its numbers once, and then the end of its check by exact ones, together where they are there together.
        expect(session.refreshes - before).toBeLessThanOrEqual(4);
        expect(titles).toHaveLength(6);
        // Refined: 7 % above the leading term 0.4878336709/(50·20), whose root is 0.02209. The exact variance is 2 % larger.
        expect(titles[2]).toBe('SE 0.0228 · 95 % CI 2.065 … 2.155 · rough: uneven groups');
        // 11 % above 6.66/50, whose root is 0.365.
        expect(titles[1]).toMatch(/^SE 0\.385 · [^·]* · mean response 0\.232$/);
    });

    test('A hover tells the variance of a fixed effect, where it is declared and where it is used', async () => {
        const text = talk.replace('design {', 'test beta1 = 0 power 0.9\n    design {');
        await openTalk(text);
        // Exact variances may arrive between two hovers.
        const hover = async (words: string) => (await session.hover(uri, positionOf(text, words, 0, 2))).replace(/^\| exact .*$/m, '');
        const declared = await hover('beta1: x');
        // Full stops after a number may be escaped, lest they make a list.
        expect(declared.replaceAll('\\', '')).toContain('0.487833670');
        expect(await hover('beta1 = 0')).toBe(declared);
        expect(await hover('beta0 variance')).toBe(await hover('beta0: 1'));
    });

    test.each([
        ['a variance component', 'variance 6.66', 'σ'],
        ['a model', 'talk {', 'subject'],
        ['a predictor', 'x ~', 'Uniform'],
        ['a use of a predictor', 'x = 2.11', 'Uniform'],
        ['a group', 'subject {', '50'],
        ['a count', 'subject = 50', '50'],
        ['a family', 'poisson', 'A count without an upper bound'],
        ['a law', 'Uniform', 'Uniform'],
        ['a keyword', 'random', 'random']
    ])('A hover tells of %s', async (_, words, expected) => {
        await openTalk();
        expect(await session.hover(uri, positionOf(withoutComments(talk), words))).toContain(expected);
    });

    test('Nothing to tell between words, in comments and beyond the end', async () => {
        await openTalk();
        for (const position of [
            { line: 0, character: 1 },
            { line: 1, character: 5 },
            { line: 10_000, character: 10_000 }
        ]) {
            expect(await session.hover(uri, position)).toBe('');
        }
    });

    test('An edit of a value brings new numbers; an edit of a comment none', async () => {
        await openTalk();
        await session.change(uri, { range: rangeOf(talk, '2.11'), text: '2.12' });
        const titles = await session.lensesWhen(uri, titles => hasNumbers(titles) && !titles.some(isOld));
        // The interval's middle is the value.
        expect(titles[2]).toContain('2.075 … 2.165');
        const before = session.refreshes;
        await session.change(uri, { range: rangeOf(talk, 'How precise is'), text: 'How exact is' });
        await session.diagnostics(uri);
        expect((await session.lenses(uri)).map(lens => lens.command?.title)).toEqual(titles);
        expect(session.refreshes).toBe(before);
    });

    test('Broken text keeps its numbers, marked; other models stay fresh and follow their own edits; mending makes fresh', async () => {
        const whole = await openTalk();
        const broken = talk.replace('beta1: x = 2.11', 'beta1: x = ');
        await session.change(uri, { text: broken });
        expect(errorsOf(await session.diagnostics(uri)).length).toBeGreaterThan(0);
        const stale = (await session.lenses(uri)).map(lens => lens.command!.title);
        expect(stale.slice(0, 2).every(isOld)).toBe(true);
        expect(stale.slice(-3)).toEqual(whole.slice(-3));
        expect(await session.hover(uri, positionOf(broken, 'beta0: 1', 0, 2))).toContain('before the last edit');

        const second = broken.indexOf('model printed');
        await session.change(uri, { text: broken.slice(0, second) + broken.slice(second).replace('2.11', '2.5') });
        const titles = await session.lensesWhen(uri, titles => titles.at(-1) !== whole.at(-1) && !isOld(titles.at(-1)!));
        expect(titles.slice(0, 2).every(isOld)).toBe(true);
        expect(titles.at(-1)).toMatch(/SE \d/);

        await session.change(uri, { text: talk });
        expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
        expect((await session.lenses(uri)).map(lens => lens.command?.title)).toEqual(whole);
    });

    test('A lens names its place for the command that shows the details', async () => {
        await openTalk();
        const lens = (await session.lenses(uri))[2];
        expect(lens.command).toMatchObject({ command: 'glmm.showDetails', arguments: [uri, positionOf(talk, 'beta1: x')] });
    });

    test('Lenses of effects on one line name the effect', async () => {
        const text = talk.replace('fixed B { beta1: x = 2.11 }', 'fixed B { beta1: x = 2.11; beta2: x ^ 2 = 0.1 }');
        const titles = await openTalk(text);
        expect(titles[2]).toMatch(/^beta1: SE /);
        expect(titles[3]).toMatch(/^beta2: SE /);
        expect(titles[1]).toMatch(/^SE /);
        const crowded = talk.replace('fixed B { beta1: x = 2.11 }', 'fixed B { beta1: x = 2.11; beta2: x ^ 2 = 0.1; beta3: x ^ 3 = 0.1 }');
        await session.change(uri, { text: crowded });
        expect((await session.lensesWhen(uri, texts => texts.length === 8 && hasNumbers(texts)))[4]).toMatch(/^beta3: SE [\d.]+$/);
    });

    test('Settings switch the kinds of lenses off and on', async () => {
        await openTalk();
        const change = async (settings: unknown) => {
            const before = session.refreshes;
            await session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { glmm: settings } });
            const lenses = await session.lenses(uri);
            expect(session.refreshes).toBe(before + 1);
            return lenses.length;
        };
        expect(await change({ lenses: { fixedEffects: false } })).toBe(2);
        expect(await change({ lenses: { models: false } })).toBe(4);
        expect(await change({ lenses: {} })).toBe(6);
    });
});
