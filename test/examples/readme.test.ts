/** The README shows the output of the tool. */
import { existsSync, readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { modelText, plainStyle } from '../../language/presentation/index.js';
import { analyze } from '../../src-engine/index.js';
import { completeModel } from '../../src-engine/input/complete-model.js';
import { claimsOf, holds, typeErrors } from '../library/documentation.js';
import { openText } from '../open-text.js';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)![1];

describe('README.md', () => {
    it('shows the model of examples/asthma.glmm', () => {
        expect(readFileSync(new URL('examples/asthma.glmm', root), 'utf8')).toContain(block('glmm'));
    });

    it('shows the table that glmm analyze prints for it', async () => {
        const { spec, scales, title } = (await openText(block('glmm'))).models[0];
        const text = modelText(
            { file: 'examples/asthma.glmm', title, spec: spec!, scales, analysis: analyze(spec!, { exact: 'quick', seed: 1 }) },
            80,
            plainStyle
        );
        expect(`${text}\n`).toBe(block('text'));
    });

    it('shows the same model as data for the library', async () => {
        const [, written] = /analyze\((\{[\s\S]*\})\);/.exec(block('ts'))!;
        expect(completeModel(runInThisContext(`(${written})`))).toEqual((await openText(block('glmm'))).models[0].spec);
    });

    it('claims of the library what comes out', { timeout: 60_000 }, () => {
        const claims = claimsOf('README.md');
        expect(claims).toHaveLength(2);
        expect(claims.filter(claim => !holds(claim))).toEqual([]);
        expect(typeErrors('README.md')).toEqual([]);
    });

    it('explains every command of the editor', () => {
        const { contributes } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
            contributes: { commands: { category: string; title: string }[] };
        };
        const titles = contributes.commands.map(({ category, title }) => `${category}: ${title}`);
        expect([...readme.matchAll(/^\| \*(GLMM: .+?)\* \|/gm)].map(([, title]) => title).sort()).toEqual(titles.sort());
    });

    it('names files that are there', () => {
        const named = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path);
        expect(named).toContain('examples/README.md');
        expect(named.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
    });
});
