import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { accuracyIssues, answerIssues, diagnosticCodes, type LoweredFile } from '../../language/index.js';
import { diagnosticsDocument } from '../../language/diagnostics-document.js';
import { mostIssues } from '../../language/lowering/issue-limit.js';
import { analyze, answer } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { openText, openTextIn } from '../open-text.js';
import { issuesOf, shownRange, withoutMarks } from './fixture.js';

const folder = path.join(import.meta.dirname, 'diagnostics');
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.glmm'))
    .sort()
    .map(name => ({ name: name.replaceAll(path.sep, '/').replace('.glmm', ''), content: readFileSync(path.join(folder, name), 'utf8') }));

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
        const ofUsing = spec?.using ? accuracyIssues(model, spec, analyze(spec)) : [];
        const ofGoals = spec && hasGoals(spec) ? answerIssues(model, spec, answer(spec, { around: false, allocation: false })) : [];
        return { ...model, issues: [...model.issues, ...ofUsing, ...ofGoals] };
    });
    return { ...file, models };
}

function hasGoals({ tests, precisions, cost }: ModelSpec): boolean {
    return tests.length + precisions.length > 0 || cost !== null;
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

    it('has a fixture for every code', () => {
        const shown = new Set(fixtures.flatMap(({ content }) => [...content.matchAll(expectation)].map(([, , code]) => code)));
        // Takes a thousand messages, which no fixture should hold; tested below.
        shown.add('too-many-diagnostics');
        expect(Object.keys(diagnosticCodes).filter(code => !shown.has(code))).toEqual([]);
    });

    it('tells a thousand messages at most, the severest first, and says how many are left out', async () => {
        const lines = Array.from({ length: 1500 }, (_, i) => `let a${i} = ${i < 600 ? '1/0' : '1'}`);
        const issues = issuesOf(await openText(`${lines.join('\n')}\nmodel m { }`));
        expect(issues).toHaveLength(mostIssues + 1);
        expect(issues.filter(({ code }) => code === 'not-finite')).toHaveLength(600);
        const closing = issues.filter(({ code }) => code === 'too-many-diagnostics');
        expect(closing.map(({ message }) => message)).toEqual(['1103 more messages about this file are not shown.']);
    });

    it('lists every code in the documents', async () => {
        await expect(diagnosticsDocument()).toMatchFileSnapshot('../../docs/diagnostics.md');
    });
});
