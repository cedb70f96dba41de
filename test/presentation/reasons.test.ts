import type { Reason } from '../../src-engine/result/reason.js';
import { describe, expect, it } from 'vitest';
import { reasonText } from '../../language/presentation/index.js';

const reasons: Reason[] = [
    { code: 'unknown-value', what: 'clinic' },
    ...(['crossed', 'levels', 'unequal-sizes', 'marginal', 'empirical'] as const).map(structure => ({
        code: 'structure' as const,
        structure
    })),
    { code: 'infinite-moment', predictors: ['x'], group: null, detail: 'E exp(2.11 x) is infinite' },
    { code: 'infinite-moment', predictors: ['x', 'z'], group: null, detail: 'its upper tail is too heavy' },
    { code: 'infinite-moment', predictors: [], group: 'clinic', detail: 'the random slopes are too variable' },
    { code: 'infinite-moment', predictors: [], group: null, detail: '' },
    { code: 'link-domain', link: 'inverse', detail: 'η = −1 is reached' },
    { code: 'link-domain', link: '', detail: 'η = −1 is reached' },
    { code: 'collinear', effects: ['b1', 'b2', 'b3'] },
    { code: 'collinear', effects: ['b1'] },
    { code: 'not-positive-definite', group: 'clinic', smallestEigenvalue: -0.01234 },
    { code: 'accuracy', reached: null },
    { code: 'accuracy', reached: 3.3e-5 },
    { code: 'not-finite', detail: 'the variance of beta1' },
    { code: 'factor-of-zero', of: 'beta1' },
    { code: 'wrong-block', effect: 'beta1' },
    { code: 'invalid', detail: 'no parameter is named x' },
    { code: 'invalid', detail: '' },
    ...(['twoTerm', 'refined', 'exact'] as const).flatMap(accuracy =>
        (['crossed', 'levels', 'variance-components', 'singular', 'heavy-tails', 'dispersion'] as const).map(structure => ({
            code: 'no-formula' as const,
            accuracy,
            structure
        }))
    ),
    { code: 'not-computed' },
    { code: 'stopped' }
];

describe('why a number is missing', () => {
    it('in words', async () => {
        const text = reasons.map(reason => {
            const { short, long } = reasonText(reason);
            return `${JSON.stringify(reason)}\n  ${short}\n  ${long}\n`;
        });
        await expect(text.join('\n')).toMatchFileSnapshot('golden/reasons.txt');
    });

    it.each(reasons)('$code: short fits a lens, long is sentences', reason => {
        const { short, long } = reasonText(reason);
        expect(short.length).toBeLessThanOrEqual(60);
        expect(short).not.toMatch(/\.$/);
        expect(long).toMatch(/^\S.*\.$/);
        expect(long).not.toMatch(/\.\.|undefined|null|NaN/);
    });
});
