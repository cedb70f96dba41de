import { describe, expect, it } from 'vitest';
import { modelText, plainStyle, functionHover, keywordHover, lawHover, linkHover } from '../../language/presentation/index.js';
import { functions } from '../../language/knowledge/functions.js';
import { keywords } from '../../language/knowledge/keywords.js';
import { laws } from '../../language/knowledge/laws.js';
import { links } from '../../language/knowledge/links.js';
import type { LinkName } from '../../src-engine/spec/model-spec.js';
import { firstModel, fixture, rendered, sweepOf, viewOfText } from './rendered-model.js';

const models = [
    'talk',
    'slopes',
    'blood-pressure',
    'wedge',
    'probit',
    'linear',
    'infinite',
    'levels',
    'trial',
    'detectable',
    'swept',
    'out-of-reach'
];

describe.each(models)('%s', name => {
    it('lenses and hovers', async () => {
        const text = rendered(await firstModel(fixture(name)), await sweepOf(fixture(name)));
        expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
        await expect(text).toMatchFileSnapshot(`golden/${name}.md`);
    });

    it('terminal of 80, 60 and 40 columns', async () => {
        const model = await firstModel(fixture(name));
        const { spec, scales, analysis, answers, sweep } = viewOfText(model, await sweepOf(fixture(name)));
        const texts = [80, 60, 40].map(width => {
            const text = modelText(
                { file: `${name}.glmm`, title: model.title, spec, scales, analysis: analysis!, answers, sweep },
                width,
                plainStyle
            );
            for (const line of text.split('\n')) {
                expect([...line.normalize('NFC')].length).toBeLessThanOrEqual(width);
            }
            return `${'─'.repeat(width)}\n${text}`;
        });
        await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
    });
});

it('words of the language', async () => {
    const texts = [
        ...[...laws.keys()].map(name => [name, lawHover(name)]),
        ...Object.keys(links).map(name => [name, linkHover(name as LinkName)]),
        ...[...functions.keys()].map(name => [name, functionHover(name)]),
        ...[...keywords.keys()].map(name => [name, keywordHover(name)])
    ];
    await expect(texts.map(([name, text]) => `<!-- ${name} -->\n${text}\n`).join('\n')).toMatchFileSnapshot('golden/words.md');
});
