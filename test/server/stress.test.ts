import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
    CancellationTokenSource,
    CodeLensResolveRequest,
    DidChangeWatchedFilesNotification,
    FileChangeType,
    HoverRequest
} from 'vscode-languageserver-protocol/node';
import { manyModels } from './many-models.js';
import { seededBytes } from '../robustness/seeded-bytes.js';
import { LanguageSession, positionOf } from './language-session.js';

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const uri = 'file:///studies/talk.glmm';
const talk = readFileSync('examples/talk.glmm', 'utf8');
const isPower = (title: string) => title.startsWith('power ');

let session: LanguageSession;

beforeEach(async () => {
    session = await LanguageSession.start({ command: [process.execPath, 'dist/server/main.mjs', '--stdio'] });
});

afterEach(async () => {
    expect(await session.stop()).toBe(0);
});

const isFresh = (titles: string[]) => titles.some(title => /SE \d/.test(title)) && !titles.some(title => /computing|before/.test(title));

test('A megabyte of random bytes, and an ordinary file beside it', async () => {
    const noise = 'file:///studies/noise.glmm';
    await session.open(noise, new TextDecoder('latin1').decode(seededBytes(1_000_000, 7)));
    const diagnostics = await session.diagnostics(noise);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(1001);
    await session.hover(noise, { line: 0, character: 3 });
    await session.lenses(noise);
    await session.open(uri, talk);
    await session.lensesWhen(uri, isFresh);
});

test('Ten thousand models: those in view are computed, and an edit is followed', { timeout: 300_000 }, async () => {
    const text = manyModels(10_000);
    await session.open(uri, text);
    expect((await session.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
    const lenses = await session.lenses(uri);
    expect(lenses).toHaveLength(40_000);
    const unseen = lenses.findLast(lens => lens.command === undefined)!;
    const shown = () => session.connection.sendRequest(CodeLensResolveRequest.type, unseen);
    expect((await shown()).command!.title).toContain('computing');
    const titles = await session.lensesWhen(uri, titles => isPower(titles.at(-1)!));
    expect(titles.filter(title => /SE \d/.test(title)).length).toBeLessThan(2000);
    expect(isPower((await shown()).command!.title)).toBe(true);

    const edited = positionOf(text, 'beta1: x = ', 5_000, 'beta1: x = '.length);
    await session.change(uri, { range: { start: edited, end: edited }, text: '1' });
    await session.diagnostics(uri);
    await session.lensesWhen(uri, titles => /SE \d/.test(titles[5_000 * 4 + 2]));
});

test('A thousand edits without a pause: what comes is about the last text', async () => {
    await session.open(uri, talk);
    await session.lensesWhen(uri, isFresh);
    const start = positionOf(talk, '2.11');
    const end = positionOf(talk, '2.11', 0, 4);
    const last = 1_000;
    for (let i = 1; i <= last; i++) {
        // Every third text is broken; the value's length stays the same.
        await session.change(uri, { range: { start, end }, text: i % 3 === 0 ? '2 *)' : (1 + i / last).toFixed(2) });
    }
    const diagnostics = await session.diagnostics(uri);
    expect(diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
    const titles = await session.lensesWhen(uri, isFresh);

    const other = await LanguageSession.start({ command: [process.execPath, 'dist/server/main.mjs', '--stdio'] });
    await other.open(uri, talk.replace('2.11', '2.00'));
    expect(titles).toEqual(await other.lensesWhen(uri, isFresh));
    await other.stop();
});

test('Lenses that are asked for right behind an edit, without a pause, tell of the edited text', async () => {
    await session.open(uri, talk);
    const start = positionOf(talk, '2.11');
    const end = positionOf(talk, '2.11', 0, 4);
    for (let i = 0; i < 100; i++) {
        await session.change(uri, { range: { start, end }, text: i % 2 === 0 ? '1.50' : '2.11' });
        const titles = await session.lensesWhen(uri, isFresh);
        // The interval is around the value.
        expect(titles[2]).toContain(i % 2 === 0 ? '1.4' : '2.065 … 2.155');
    }
});

test('Edits of two documents at once: both get their diagnostics', async () => {
    const other = 'file:///studies/other.glmm';
    await session.open(uri, talk);
    await session.open(other, talk);
    for (let i = 0; i < 100; i++) {
        await session.change(uri, { text: i % 2 === 0 ? `${talk}model {` : talk });
        await session.change(other, { text: i % 2 === 0 ? talk : `${talk}model {` });
        const errors = async (of: string) => (await session.diagnostics(of)).filter(({ severity }) => severity === 1).length;
        expect((await errors(uri)) > 0).toBe(i % 2 === 0);
        expect((await errors(other)) > 0).toBe(i % 2 === 1);
    }
});

test('Hovers that are cancelled, and hovers in the middle of edits', async () => {
    await session.open(uri, talk);
    const position = positionOf(talk, 'beta1: x');
    const answers = Array.from({ length: 300 }, async (_, i) => {
        const source = new CancellationTokenSource();
        const answer = session.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }, source.token);
        if (i % 2 === 0) {
            source.cancel();
        }
        if (i % 10 === 0) {
            await session.change(uri, { text: talk.replace('2.11', `2.${i + 100}`) });
        }
        return answer;
    });
    const settled = await Promise.allSettled(answers);
    expect(settled.filter((_, i) => i % 2 === 1).map(({ status }) => status)).not.toContain('rejected');
    await session.lensesWhen(uri, isFresh);
});

test('A file that is deleted while it is open goes on being the text of the editor', async () => {
    await session.open(uri, talk);
    await session.lensesWhen(uri, isFresh);
    await session.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type: FileChangeType.Deleted }] });
    await session.change(uri, { text: talk.replace('2.11', '1.5') });
    expect((await session.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
    await session.lensesWhen(uri, isFresh);
});

test('A change of a document that was never opened, and closing it, harm nobody', async () => {
    await session.change('file:///none.glmm', { text: 'model' });
    await session.close('file:///none.glmm');
    await session.open(uri, talk);
    await session.lensesWhen(uri, isFresh);
});
