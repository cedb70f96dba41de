/** What the README shows is what the tool says. */
import { existsSync, readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { modelText, plainStyle } from '../../language/presentation/index.js';
import { analyze, type ModelSpec } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)![1];

describe('README.md', () => {
    it('shows the model of examples/asthma.glmm', () => {
        expect(readFileSync(new URL('examples/asthma.glmm', root), 'utf8')).toContain(block('glmm'));
    });

    it('shows the table that glmm analyze prints for it', async () => {
        const { spec, title } = (await openText(block('glmm'))).models[0];
        const text = modelText({ file: 'examples/asthma.glmm', title, spec: spec!, analysis: analyze(spec!) }, 80, plainStyle);
        expect(`${text}\n`).toBe(block('text'));
    });

    it('shows the same model, and its constant, as data for the library', async () => {
        const [, written, constant] = /analyze\((\{[\s\S]*\})\);[\s\S]*constant; \/\/ ([\d.]+)…/.exec(block('ts'))!;
        const spec = runInThisContext(`(${written})`) as ModelSpec;
        expect(spec).toEqual((await openText(block('glmm'))).models[0].spec);
        expect(String(analyze(spec).parameters[1].leading.constant)).toMatch(new RegExp(`^${constant.replace('.', '\\.')}`));
    });

    it('names files that are there', () => {
        const named = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path);
        expect(named).toContain('examples/README.md');
        expect(named.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
    });
});
