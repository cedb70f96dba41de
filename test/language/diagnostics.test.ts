import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { diagnosticsDocument } from '../../language/diagnostics/document.js';
import {
    accuracyIssues,
    answerIssues,
    diagnosticOf,
    diagnostics,
    type DiagnosticCode,
    type Issue,
    type LoweredFile
} from '../../language/index.js';
import { mostIssues } from '../../language/lowering/issue-limit.js';
import { analyze, answer } from '../../src-engine/index.js';
import { openText, openTextIn } from '../open-text.js';
import { issuesOf, shownRange, withoutMarks } from './fixture.js';

const folder = path.join(import.meta.dirname, 'diagnostics');
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.glmm'))
    .sort()
    .map(name => ({ name: name.replaceAll(path.sep, '/').replace('.glmm', ''), content: readFileSync(path.join(folder, name), 'utf8') }));

const codes = (Object.keys(diagnostics) as DiagnosticCode[]).sort();

const expectation = /^\/\/ expect (error|warning|information|hint) ([a-z-]+): (.+)$/gm;

/** The messages that the comments of a fixture announce, at the marked places, in text order. */
function expected(content: string): { text: string; messages: string[] } {
    const { text, ranges } = withoutMarks(content);
    const announced = [...text.matchAll(expectation)];
    expect(announced.length, 'a mark for each message').toBe(ranges.length);
    return { text, messages: announced.map(([, severity, code, message], i) => `${severity} ${code} ${shownRange(ranges[i])} ${message}`) };
}

/** What `using` and goals give rise to takes the numbers. */
function withIssuesOfNumbers(file: LoweredFile): LoweredFile {
    const models = file.models.map(model => {
        const { spec } = model;
        const ofUsing = spec ? accuracyIssues(model, spec, analyze(spec, spec.using === null ? { exact: 'none' } : {})) : [];
        const ofGoals = spec ? answerIssues(model, spec, answer(spec, { around: false, allocation: false })) : [];
        return { ...model, issues: [...model.issues, ...ofUsing, ...ofGoals] };
    });
    return { ...file, models };
}

/** An announced message that ends in ` ...` says how the message begins. */
function isBeginning(announced: string | undefined, message: string): boolean {
    return announced?.endsWith(' ...') === true && message.startsWith(announced.slice(0, -3));
}

describe('diagnostics', () => {
    it.each(fixtures)('$name', async ({ name, content }) => {
        const { text, messages } = expected(content);
        if (messages.length === 0) {
            expect(text).toContain('// expect nothing');
        }
        const issues = issuesOf(withIssuesOfNumbers(await openTextIn(path.join(folder, path.dirname(name)), text)));
        const found = issues.map(({ severity, code, range, message }) => `${severity} ${code} ${shownRange(range)} ${message}`);
        expect(found.map((message, i) => (isBeginning(messages[i], message) ? messages[i] : message))).toEqual(messages);
    });

    it('has a fixture for every code that a short file can give', () => {
        const shown = new Set(fixtures.flatMap(({ content }) => [...content.matchAll(expectation)].map(([, , code]) => code)));
        expect(codes.filter(code => 'text' in diagnosticOf(code).example && !shown.has(code))).toEqual([]);
    });

    it('writes a compared hypothesis so that the test has a meaning', async () => {
        const { content } = fixtures.find(({ name }) => name === 'syntax/compared-hypothesis')!;
        const { text } = withoutMarks(content);
        const lines = text.split('\n');
        const issues = issuesOf(await openText(text));
        for (const { range, fixes } of issues.toReversed()) {
            const { start, end } = range;
            const line = lines[start.line]!;
            expect(fixes?.[0]?.kind).toBe('replace');
            lines[start.line] = line.slice(0, start.character) + (fixes![0] as { text: string }).text + line.slice(end.character);
        }
        const mended = await openText(lines.join('\n'));
        expect(issuesOf(mended).filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(mended.models[0]!.spec!.tests.map(({ hypothesis, alternative }) => `${hypothesis} ${alternative}`)).toEqual([
            'beta1 = 0 greater',
            'beta1 = 0 less',
            'beta1 = 0 greater',
            'beta1 = 0 less',
            'beta1 = 0 two-sided',
            'beta1 = 0 two-sided',
            'beta1 = 0 greater',
            'beta1 - beta2 = 0 greater',
            'beta1 - beta2 = log(1.5) greater',
            'beta1 = 0 and beta2 = 0 two-sided',
            'beta1 = 0 and beta2 = 0 two-sided',
            'beta1 = 0 greater',
            'beta1 - (beta2 + 1) = 0 greater'
        ]);
    });

    it('shows a thousand messages at most, the severest first, and how many are left out', async () => {
        const lines = Array.from({ length: 1500 }, (_, i) => `let a${i} = ${i < 600 ? '1/0' : '1'}`);
        const issues = issuesOf(await openText(`${lines.join('\n')}\nmodel m { family poisson\nfixed { b0: 1 = 0 }\ndesign { n = 20 } }`));
        expect(issues).toHaveLength(mostIssues + 1);
        expect(issues.filter(({ code }) => code === 'not-finite')).toHaveLength(600);
        const closing = issues.filter(({ code }) => code === 'too-many-diagnostics');
        expect(closing.map(({ message }) => message)).toEqual(['1100 more messages about this file are not shown. Fix the first ones.']);
    });
});

describe('the catalogue', () => {
    const temporary = mkdtempSync(path.join(os.tmpdir(), 'glmm-design-examples-'));
    afterAll(() => rmSync(temporary, { recursive: true }));

    /** The issues of an example, beside its data files. */
    async function opened(code: DiagnosticCode, text: string, files: Readonly<Record<string, string>> = {}): Promise<Issue[]> {
        const folder = mkdtempSync(path.join(temporary, `${code}-`));
        Object.entries(files).forEach(([name, content]) => writeFileSync(path.join(folder, name), content));
        return issuesOf(withIssuesOfNumbers(await openTextIn(folder, text)));
    }

    const examples = codes.flatMap(code => {
        const { example } = diagnosticOf(code);
        return 'text' in example ? [{ code, ...example }] : [];
    });

    it.each(examples)('$code: the example gives it, and nothing else', async ({ code, text, files }) => {
        const issues = await opened(code, text, files);
        expect([...new Set(issues.map(issue => issue.code))], issues.map(({ message }) => message).join('\n')).toEqual([code]);
    });

    it.each(examples)('$code: the mended example has no error, and not this diagnostic', async ({ code, instead, files }) => {
        const issues = await opened(code, instead, files);
        expect(issues.filter(issue => issue.code === code || issue.severity === 'error').map(({ message }) => message)).toEqual([]);
    });

    it('has only four codes that no short file gives', () => {
        const others = codes.filter(code => 'situation' in diagnosticOf(code).example);
        expect(others).toEqual(['internal-error', 'no-model', 'too-many-diagnostics', 'unreadable-file']);
    });

    it('is what docs/diagnostics.md shows', async () => {
        const issues = new Map<DiagnosticCode, Issue[]>();
        for (const { code, text, files } of examples) {
            issues.set(code, await opened(code, text, files));
        }
        await expect(diagnosticsDocument(issues)).toMatchFileSnapshot('../../docs/diagnostics.md');
    });
});
