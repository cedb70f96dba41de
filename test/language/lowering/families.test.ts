/** Families with their links and arguments. */
import { describe, expect, it } from 'vitest';
import { spec } from './lowered-parts.js';

describe('families', () => {
    it.each([
        ['poisson', { name: 'poisson', link: 'log', phi: 1, trials: null, size: null }],
        ['gaussian(2)', { name: 'gaussian', link: 'identity', phi: 2, trials: null, size: null }],
        ['gamma(phi = 0.5) link log', { name: 'gamma', link: 'log', phi: 0.5, trials: null, size: null }],
        ['bernoulli link cloglog', { name: 'bernoulli', link: 'cloglog', phi: 1, trials: null, size: null }],
        ['binomial(trials = 12)', { name: 'binomial', link: 'logit', phi: 1, trials: { op: 'number', value: 12 }, size: null }],
        ['negativeBinomial(3)', { name: 'negativeBinomial', link: 'log', phi: 1, trials: null, size: 3 }]
    ])('%s', async (family, expected) => {
        expect((await spec({ family })).family).toEqual(expected);
    });

    it('binomial trials may be a predictor', async () => {
        const { family } = await spec({ family: 'binomial(k)', predictors: 'predictor x ~ Normal(0, 1) predictor k ~ Discrete(5, 10)' });
        expect(family.trials).toEqual({ op: 'predictor', name: 'k' });
    });
});
