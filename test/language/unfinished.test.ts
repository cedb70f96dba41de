import { describe, expect, it } from 'vitest';
import { openText } from '../open-text.js';

/** A model as a person writes it, line by line. */
const lines = [
    'let between = 0.3, effect = log(1.5)',
    'family bernoulli',
    'predictor arm each control, drug per clinic',
    'predictor period each 0, 1, 2',
    'predictor x ~ Normal(0, 1)',
    'fixed { b0: 1 = logit(0.2)',
    '  arm: levels(arm) = effect; time: levels(period) = [0, 0.1]; x: x = 0.1 }',
    'random clinic { b0 sd between; x sd 0.5 }',
    'design { clinic = 40, n = 30 }',
    'test arm = 0 power 0.8'
];

function isWhole(count: number): boolean {
    const text = lines.slice(0, count).join('\n');
    return text.split('{').length === text.split('}').length;
}

describe('a model that is written from top to bottom', () => {
    it.each(lines.map((_, i) => i).filter(isWhole))('has nothing but an information at its end after %i lines', async count => {
        const { models, issues } = await openText(['model m {', ...lines.slice(0, count), '}'].join('\n'));
        const all = [...issues, ...models.flatMap(model => model.issues)];
        const isUnfinished = count < 9;
        expect(all.map(({ code, severity, range }) => [code, severity, range.start.line])).toEqual(
            isUnfinished ? [['unfinished', 'information', count + 1]] : []
        );
    });

    it('may say the block before its random effects', async () => {
        const { models } = await openText('model m { family poisson\n fixed A { b0: 1 = 0 }\n}');
        expect(models[0]!.issues.map(({ code }) => code)).toEqual(['unfinished']);
    });

    it('names what it still needs', async () => {
        const { models } = await openText('model m { predictor arm each 0, 1 per clinic }');
        expect(models[0]!.issues.map(({ message }) => message)).toEqual([
            'The model is not finished. It still needs a family, such as `family poisson`; fixed effects, such as `fixed { beta0: 1 = 0.5 }`; the group `random clinic { … }`; and a design, such as `design { clinic = 50, n = 20 }`.'
        ]);
        expect(models[0]!.spec).toBeNull();
    });

    it('keeps its mistakes', async () => {
        const { models } = await openText('model m {\n family bernouli\n predictor x ~ Normal(0, -1)\n fixed { b0: 1 = lgit(0.2) }\n}');
        expect(models[0]!.issues.map(({ code }) => code)).toEqual([
            'unknown-family',
            'law-argument-out-of-range',
            'number-expected',
            'unfinished'
        ]);
    });

    it('is an error where it is complete but for a group', async () => {
        const { models } = await openText(
            'model m { family poisson\n predictor arm each 0, 1 per clinic\n fixed { b0: 1 = 0; a: arm = 0.1 }\n design { n = 20 } }'
        );
        expect(models[0]!.issues.map(({ code }) => code)).toEqual(['unknown-name']);
    });
});
