import { expect } from 'vitest';
import type { Analysis, Examination } from '../../src-engine/result/analysis.js';
import type { Issue, LoweredFile } from '../../language/index.js';

/** What no text that a person reads may hold: the marks of a program that didn't know what it said. */
const debris = /\bNaN\b|Infinity|\bundefined\b(?!-term)|\[object|\bnull\b(?! (value|hypothesis))|\n\s+at .+:\d+:\d+/;

export function expectReadable(text: string): void {
    expect(text).not.toMatch(debris);
    expect(text.trim()).not.toBe('');
}

const issuesOf = (file: LoweredFile): Issue[] => [...file.issues, ...file.models.flatMap(model => model.issues)];

/** Every message is readable and short, and stands at a place that exists. */
export function expectSoundFile(text: string, file: LoweredFile): Issue[] {
    const lines = text.split(/\r\n|\r|\n/);
    const issues = issuesOf(file);
    for (const { message, range, code } of issues) {
        expectReadable(message);
        expect(message.length, message).toBeLessThan(400);
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(range.end.line).toBeLessThan(lines.length + 1);
        expect(range.start.line * 1e7 + range.start.character).toBeLessThanOrEqual(range.end.line * 1e7 + range.end.character);
    }
    for (const model of file.models) {
        // A model that says nothing is wrong has something to compute from.
        if (!model.issues.some(issue => issue.severity === 'error')) {
            expect(model.spec).not.toBeNull();
        }
        if (model.spec) {
            expectFinite(model.spec);
        }
    }
    return issues;
}

/** Plain data hold no number that JSON can't. */
export function expectFinite(data: unknown): void {
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
}

/** Numbers that could be true, with a bound of their error, or a reason. */
export function expectSoundAnalysis(analysis: Analysis): void {
    expectFinite(analysis);
    for (const { name, kind, leading, standardError, interval, reason, using } of analysis.parameters) {
        if (leading.asyVar === null) {
            expect(reason, `${name} has neither a number nor a reason`).not.toBeNull();
            // A better number may exist without a leading term.
            if (using === null || using === 'leading') {
                expect(standardError).toBeNull();
                expect(interval).toBeNull();
            }
        } else {
            expect(leading.error, `${name} has no error`).toBeGreaterThanOrEqual(0);
            // A number without two certain digits is no number.
            expect(leading.error!, `the error of ${name}`).toBeLessThanOrEqual(0.01 * leading.asyVar);
            if (kind === 'derived') {
                expect(leading.asyVar).toBeGreaterThanOrEqual(0);
            } else {
                expect(leading.asyVar).toBeGreaterThan(0);
            }
        }
    }
}

export function expectSoundExamination(examination: Examination): void {
    expectFinite(examination);
}
