import { EmptyFileSystem, URI } from 'langium';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, layoutEdits, withEdits } from '../../language/index.js';
import { analyze, answer } from '../../src-engine/index.js';
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

const { shared, Glmm } = createGlmmServices(EmptyFileSystem);

/** The text in the layout of the formatter. */
function laidOut(text: string): string {
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/example.glmm'));
    return withEdits(text, layoutEdits(document, Glmm));
}

it('the first model of a new user is laid out, and answers its question', async () => {
    const text = readFileSync(new URL('../../scripts/start/first-model.glmm', import.meta.url), 'utf8');
    expect(laidOut(text)).toBe(text);
    const { models, issues } = await openText(text);
    expect([...issues, ...models[0]!.issues].filter(({ severity }) => severity !== 'information')).toEqual([]);
    const [test] = answer(models[0]!.spec!).tests;
    expect(test!.required!.value[test!.required!.using!]).toBeGreaterThan(40);
});

describe.each(examples)('examples/%s', name => {
    const text = readFileSync(new URL(name, folder), 'utf8');

    it('is in the layout of the formatter', () => {
        expect(laidOut(text)).toBe(text);
    });

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
