import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver-protocol/node';
import { LanguageSession, positionOf } from './language-session.js';

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(path.join(tmpdir(), 'glmm-session-'));
const pilot = path.join(folder, 'pilot.csv');
const uri = pathToFileURL(path.join(folder, 'trial.glmm')).toString();
const text = `model trial {
  family poisson
  predictor x ~ Empirical(pilot.dose)
  fixed A { beta0: 1 = -1 }
  fixed B { beta1: x = 0.7 }
  random subject { beta0 sd 0.5 }
  design { subject = 50, n = 20 }
  data pilot from "pilot.csv"
}
`;
let session: LanguageSession;

beforeAll(async () => {
    session = await LanguageSession.start({ command: [process.execPath, 'dist/server/main.mjs', '--stdio'] });
});

afterAll(async () => {
    expect(await session.stop()).toBe(0);
    rmSync(folder, { recursive: true });
});

let writes = 0;

/** Writes the data, as another program would, and says so as an editor does. */
async function writeData(content: string): Promise<void> {
    writeFileSync(pilot, content);
    // Two writes within a tick of the clock must be distinguished.
    utimesSync(pilot, ++writes, writes);
    await session.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: pathToFileURL(pilot).toString(), type: FileChangeType.Changed }]
    });
}

const isFresh = (titles: string[]) => titles.some(title => /\bSE \d/.test(title)) && !titles.some(title => /computing|before/.test(title));

it('an editor has the numbers of the data file as it is', async () => {
    await session.open(uri, text);
    const codes = (expected: string[]) =>
        session.diagnosticsWhen(uri, diagnostics => JSON.stringify(diagnostics.map(({ code }) => code)) === JSON.stringify(expected));
    const [missing] = await codes(['data-not-read']);
    expect(missing).toMatchObject({ range: { start: positionOf(text, '"pilot.csv"') } });

    await writeData('dose\n0\n1\nNA\n2\n');
    await codes(['values-missing']);
    const first = await session.lensesWhen(uri, isFresh);
    expect(await session.hover(uri, positionOf(text, 'x ~'))).toMatch(
        /Empirical\\?\(pilot\\?\.dose\\?\)[^]*Mean 1, sd 0\.8165[^]*3 different values/
    );

    await writeData('dose\n0\n10\n');
    await codes([]);
    const second = await session.lensesWhen(uri, titles => isFresh(titles) && titles.join() !== first.join());
    expect(second.join()).not.toBe(first.join());

    await writeData('dose\n0\nhigh\n');
    const [notNumeric] = await codes(['column-not-numeric']);
    expect(notNumeric).toMatchObject({ range: { start: positionOf(text, 'dose') } });
    await session.lensesWhen(uri, titles => titles.some(title => title.includes('before')));
});
