/** A script starts every generator that it draws data from with the seed that was asked for, by the function that its tool documents. */
import { describe, expect, it } from 'vitest';
import type { ExportTarget } from '../../language/export/index.js';
import { exportedText } from './exported.js';

const model = `model m {
    family gaussian(phi = 1)
    predictor x ~ Uniform(-1, 1)
    fixed A { b0: 1 = 1 }
    fixed B { b1: x = 0.5 }
    random g { b0 sd 0.5 }
    design { g = 10, n = 4 }
    test b1 = 0
}`;

const starts: [ExportTarget, string[]][] = [
    ['lme4', ['set.seed(4711)']],
    ['glmmTMB', ['set.seed(4711)']],
    ['brms', ['set.seed(4711)']],
    ['simr', ['set.seed(4711)', ', seed = 4711, ']],
    ['mixedmodels', ['Xoshiro(4711)']],
    ['statsmodels', ['np.random.default_rng(4711)']]
];

describe.each(starts)('%s', (target, calls) => {
    it('starts with the seed, and is otherwise the same', async () => {
        const text = await exportedText(model, target, 4711);
        for (const call of calls) {
            expect(text.split(call)).toHaveLength(2);
        }
        const other = calls.reduce((changed, call) => changed.replace(call, call.replace('4711', '1')), text);
        expect(await exportedText(model, target, 1)).toBe(other);
    });
});
