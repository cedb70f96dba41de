/** `docs/user-guide.md`: its models are valid, and its numbers are those of the tool. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { computedModel } from '../../cli/computed-model.js';
import { fixedEffectLens, modelText, plainStyle } from '../../language/presentation/index.js';
import { openText } from '../open-text.js';
import { rendered, sweepOf, viewOfText } from '../presentation/rendered-model.js';

const docs = new URL('../../docs/', import.meta.url);
const guide = readFileSync(new URL('user-guide.md', docs), 'utf8');
const blocksOf = (language: string): string[] =>
    [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text);
const models = blocksOf('glmm');
const prose = guide.replace(/```[\s\S]*?```/g, '');

/** As the tool prints it: with a minus sign and groups of thousands. */
const numbersIn = (text: string): string[] => text.match(/(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.]*\d)/g) ?? [];

describe('docs/user-guide.md', () => {
    /** The models, and all that lenses and hovers say about them. */
    let said: string;

    beforeAll(async () => {
        const texts = models.map(async text => {
            const [model] = (await openText(text)).models;
            const view = viewOfText(model);
            const lenses = view.spec.fixed.map(({ name }) => fixedEffectLens(view, name, { isSorted: true }));
            return [text, rendered(model, await sweepOf(text)), ...lenses].join('\n');
        });
        said = (await Promise.all(texts)).join('\n');
    });

    it.each(models)('has a valid model: %s', async text => {
        const file = await openText(text);
        const issues = [...file.issues, ...file.models.flatMap(model => model.issues)];
        expect(issues.map(({ message }) => message)).toEqual([]);
        expect(file.models.map(({ spec }) => spec === null)).toEqual([false]);
    });

    it('shows what glmm analyze prints for the first model', async () => {
        const [model] = (await openText(models[0])).models;
        const { title, scales } = model;
        const { analysis, answers, answered } = computedModel(model, [], { exact: 'quick', seed: 1 });
        const parts = { file: 'reminders.glmm', title, spec: model.spec!, scales, analysis: analysis!, answers, answered };
        const printed = modelText(parts, 80, plainStyle);
        expect(`${printed}\n`).toBe(blocksOf('text')[0]);
    });

    it('quotes lines that the editor shows', () => {
        const quotes = [...prose.matchAll(/`([^`\n]* · [^`\n]*|\d+ \w+ for \d+ % power)`/g)].map(([, text]) => text);
        expect(quotes.length).toBeGreaterThan(3);
        expect(quotes.filter(quote => !said.includes(quote))).toEqual([]);
    });

    it('has no other numbers in its prose than those of its models and of the tool', () => {
        const known = new Set(numbersIn(said));
        // A share is written in per cent.
        for (const [share] of models.join('\n').matchAll(/0\.\d\d\b/g)) {
            known.add(String(Math.round(100 * Number(share))));
        }
        const unknown = numbersIn(
            prose.replace(/^## When a number[\s\S]*?(?=- \*\*Little)/m, rule => rule.replace(/\b(?:5|10|40)\b/g, ''))
        );
        expect(unknown.length).toBeGreaterThan(30);
        expect(unknown.filter(number => !known.has(number))).toEqual([]);
    });

    it('has pictures that are small', () => {
        const pictures = [...guide.matchAll(/!\[[^\]]{20,}\]\(([^)]+)\)/g)].map(([, path]) => new URL(path, docs));
        expect(pictures.length).toBeGreaterThan(4);
        expect(pictures.filter(path => !existsSync(path) || statSync(path).size > 120_000)).toEqual([]);
    });

    it('names every setting', () => {
        const { contributes } = JSON.parse(readFileSync(new URL('../package.json', docs), 'utf8')) as {
            contributes: { configuration: { properties: object } };
        };
        expect(Object.keys(contributes.configuration.properties).filter(name => !prose.includes(`\`${name}\``))).toEqual([]);
    });
});
