import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder).filter(name => name.endsWith('.glmm'));

/** Warnings that an example is about; any other is a fault of the example or of the check. */
const dueWarnings: Record<string, string[]> = {
    'penicillin.glmm': ['few-units'],
    'simr.glmm': ['few-units']
};

it('the index lists every example once, and nothing else', () => {
    const index = readFileSync(new URL('README.md', folder), 'utf8');
    const rows = [...index.matchAll(/^\| \[(.+?)\]\((.+?)\) \| (.+?\?) \| (.+?) \|$/gm)];
    expect(rows.map(([, , file]) => file).sort()).toEqual(examples.toSorted());
    expect(rows.every(([, name, file]) => name === file)).toBe(true);
});

describe.each(examples)('examples/%s', name => {
    const text = readFileSync(new URL(name, folder), 'utf8');

    it('begins with a comment that says what it asks', () => {
        const comment = /^\/\*\*?\n([\s\S]+?)\*\//.exec(text)?.[1];
        expect(comment).toMatch(/\?/);
        expect(comment?.length).toBeGreaterThan(200);
    });

    it('has no errors, and no warnings but those that it is about', async () => {
        const file = await openText(text, name);
        const issues = [...file.issues, ...file.models.flatMap(model => model.issues)];
        const grave = issues.filter(issue => issue.severity === 'error' || issue.severity === 'warning');
        expect(grave.map(issue => issue.code)).toEqual(dueWarnings[name] ?? []);
        expect(file.models.length).toBeGreaterThan(0);
    });

    it('has numbers, or a reason why not, for every parameter', async () => {
        for (const model of (await openText(text, name)).models) {
            expect(model.spec).not.toBeNull();
            const analysis = analyze(model.spec!);
            for (const parameter of analysis.parameters) {
                if (parameter.leading.asyVar === null) {
                    expect(parameter.reason).not.toBeNull();
                } else {
                    expect(parameter.leading.asyVar).toBeGreaterThan(0);
                }
            }
        }
    });
});
