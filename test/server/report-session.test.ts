import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { reportRequest, type MadeText, type ReportParams } from '../../server/protocol.js';
import { LanguageSession } from './language-session.js';

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const server = [process.execPath, 'dist/server/main.mjs', '--stdio'];
const uri = 'file:///studies/a%20report.glmm';
const talk = readFileSync('examples/talk.glmm', 'utf8');
const bloodPressure = readFileSync('examples/blood-pressure.glmm', 'utf8');

let session: LanguageSession;
let opened: string;

beforeAll(async () => {
    session = await LanguageSession.start({ command: server });
});

afterEach(async () => {
    await session.close(opened);
    await session.cleared(opened);
});

afterAll(async () => {
    expect(await session.stop()).toBe(0);
});

async function open(text: string, at = uri): Promise<void> {
    opened = at;
    await session.open(at, text);
    await session.diagnostics(at);
}

const paramsOf = (format: ReportParams['format']): ReportParams => ({ uri: opened, format, version: '7.8.9' });
const report = (format: ReportParams['format'] = 'html'): Promise<MadeText> =>
    session.connection.sendRequest(reportRequest, paramsOf(format));

test('A report is a page about all models of the text as it is, with figures', async () => {
    await open(talk);
    await session.change(uri, { text: talk.replace('model printed', 'model renamed') });
    const { text, problem } = await report();
    expect(problem).toBeNull();
    expect(text).toMatch(/^<!doctype html>/i);
    for (const part of ['a report.glmm', 'talk', 'renamed', '<svg', '7.8.9', 'Content-Security-Policy']) {
        expect(text).toContain(part);
    }
    expect(text).not.toMatch(/<script/i);
});

test('A report is Markdown where that is asked for', async () => {
    await open(talk);
    const { text } = await report('markdown');
    expect(text).toMatch(/^# /m);
    expect(text).not.toMatch(/<html/i);
});

test('What looks like HTML in a file is text in its report', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    await open(
        `/** ${hostile} [more](javascript:alert(1)) */\n${talk.slice(talk.indexOf('model talk')).replace('model talk', `model talk "${hostile}"`)}`
    );
    const { text } = await report();
    expect(text).not.toMatch(/<script|<img|href="javascript/i);
    expect(text).toMatch(/&(lt|#60);script/);
});

test('A report has the sweeps of its models', async () => {
    await open(bloodPressure);
    // 1876 patients at the second correlation: from the book that the example is of.
    expect((await report()).text).toMatch(/1876|1,876/);
});

test('A report reads the data files of its models', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'glmm-design-report-'));
    try {
        writeFileSync(path.join(folder, 'doses.csv'), 'dose\n1\n2\n4\n');
        const model = `model trial {
    family gaussian(1)
    data trial from "doses.csv" { dose dose }
    predictor dose ~ Empirical(trial.dose)
    fixed B { beta0: 1 = 0; beta1: dose = 0.5 }
    design { n = 30 }
}
`;
        await open(model, pathToFileURL(path.join(folder, 'trial.glmm')).toString());
        const { text, problem } = await report('markdown');
        expect(problem).toBeNull();
        // Var(beta1) = 1/(30 · 14/9): the variance of the doses is 14/9.
        expect(text).toContain('0.021429');
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

test('A newer request for the same report takes the place of an older one', async () => {
    await open(talk);
    const [older, newer] = await Promise.all([report(), report()]);
    expect(older).toEqual({ text: null, problem: null });
    expect(newer.text).not.toBeNull();
});

test('A report that is cancelled is none, and typing goes on meanwhile', async () => {
    await open(talk);
    const source = new CancellationTokenSource();
    const cancelled: Promise<MadeText> = session.connection.sendRequest(reportRequest, paramsOf('html'), source.token);
    await session.change(uri, { text: `${talk}\n// typed` });
    await session.diagnostics(uri);
    source.cancel();
    expect((await cancelled).problem).toBeNull();
});

test('A file without models has a report that says so; one that is not open has none, and why is told', async () => {
    await open('// nothing yet\n');
    expect((await report()).text).toContain('There are no models in this file');
    const absent: ReportParams = { ...paramsOf('html'), uri: 'file:///studies/absent.glmm' };
    expect(await session.connection.sendRequest(reportRequest, absent)).toEqual({
        text: null,
        problem: 'The file is not open in an editor.'
    });
});
