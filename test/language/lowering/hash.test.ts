/** The hash of a model is that of its meaning. */
import { describe, expect, it } from 'vitest';
import { openText } from '../../open-text.js';

describe('hash', () => {
    const text = `model m {
    family bernoulli
    predictor x ~ Normal(0, 1)
    fixed A { beta0: 1 = 0.5 }
    fixed B { beta1: x = 0.25 }
    random g { beta0 sd 0.5 }
    design { g = 50, n = 20 }
}`;

    it.each([
        ['comments', `// more\n\n${text}`],
        ['white space', text.replaceAll('    ', '\t')],
        ['line ends', text.replaceAll('\n', '\r\n')],
        ['separators', text.replace(', n', '; n')],
        ['another way to write a number', text.replace('0.25', '1 / 4')]
    ])('the hash is that of the meaning: %s do not change it', async (_, other) => {
        expect((await openText(other)).models[0].hash).toBe((await openText(text)).models[0].hash);
    });

    it.each([
        ['a value', text.replace('0.25', '0.26')],
        ['a name', text.replace('beta1', 'beta2')],
        ["the model's name", text.replace('model m', 'model other')],
        ['a goal', text.replace(/}$/, 'test beta1 = 0 }')]
    ])('the hash is that of the meaning: %s changes it', async (_, other) => {
        expect((await openText(other)).models[0].hash).not.toBe((await openText(text)).models[0].hash);
    });
});
