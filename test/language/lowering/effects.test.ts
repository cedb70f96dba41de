/** Fixed and random effects. */
import { describe, expect, it } from 'vitest';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { openText } from '../../open-text.js';
import { spec } from './lowered-parts.js';

describe('effects', () => {
    it('puts block A first, whatever the order of the text', async () => {
        const lowered = await openText(
            'model m { fixed B { b1: x = 1, b2: x^2 = 2 } fixed A { a: 1 = 3 } family gaussian(1) predictor x ~ Normal(0, 1) random g { a sd 1 } design { g = 20 n = 9 } }'
        );
        expect(lowered.models[0].spec?.fixed.map(({ name, block }) => `${block} ${name}`)).toEqual(['A a', 'B b1', 'B b2']);
    });

    it('knows `?`, `marginal` and constants', async () => {
        const { fixed } = await spec({
            family: 'bernoulli',
            a: 'beta0: 1 = marginal(pct0 / 100)',
            b: 'beta1: x = ?; beta2: x^3 = OR(2)',
            more: 'let pct0 = 30\ntest beta1 = 0 power 0.9'
        });
        expect(fixed.map(({ value, marginal }) => [value, marginal])).toEqual([
            [null, 0.3],
            [null, null],
            [Math.log(2), null]
        ]);
    });

    it.each([
        ['gaussian(phi = 2)', (0.2 / 0.8) * 2],
        ['bernoulli', (0.2 / 0.8) * (Math.PI ** 2 / 3)],
        ['bernoulli link probit', 0.2 / 0.8],
        ['binomial(5) link cloglog', (0.2 / 0.8) * (Math.PI ** 2 / 6)]
    ])('icc 0.2 of %s', async (family, variance) => {
        const { random } = await spec({ family, random: 'random g { beta0 icc 0.2 }' });
        expect(sigmaOf(random[0])[0][0]).toBeCloseTo(variance, 14);
    });

    it('reads correlations, covariances and matrices; a pair that is not named is no parameter', async () => {
        const slopes = {
            a: 'beta0: 1 = 0.5; beta1: x = 1; beta2: z = 1',
            b: 'b: x * z = 1',
            predictors: 'predictor x ~ Normal(0, 1) predictor z ~ Normal(0, 1)'
        };
        const named = await spec({
            ...slopes,
            random: 'random g { beta0 sd 2; beta2 variance 9; beta1 sd 1.5; correlation(beta1, beta0) = -0.5 }'
        });
        expect(named.random).toEqual([
            {
                group: 'g',
                within: null,
                effects: ['beta0', 'beta2', 'beta1'],
                covariance: {
                    structure: 'partlyNamed',
                    matrix: [
                        [4, 0, -1.5],
                        [0, 9, 0],
                        [-1.5, 0, 2.25]
                    ],
                    pairs: [[2, 0]]
                }
            }
        ]);
        const whole = await spec({
            ...slopes,
            random: 'random g { covariance (beta1, beta0) = [[0.25, 0], [0, 4]]; beta2 sd 3; covariance(beta2, beta0) = 1 }'
        });
        expect(whole.random[0]).toMatchObject({
            effects: ['beta1', 'beta0', 'beta2'],
            covariance: {
                structure: 'partlyNamed',
                matrix: [
                    [0.25, 0, 0],
                    [0, 4, 1],
                    [0, 1, 9]
                ],
                pairs: [
                    [1, 0],
                    [2, 1]
                ]
            }
        });
    });

    it('keeps levels without effects', async () => {
        const { random, design } = await spec({
            random: 'random school { } random g in school { beta0 sd 1 }',
            design: 'design { g = 5, school = 20, n = 9 }'
        });
        expect(random.map(({ group, within, effects }) => [group, within, effects])).toEqual([
            ['school', null, []],
            ['g', 'school', ['beta0']]
        ]);
        expect(design.counts).toEqual([
            { group: 'g', count: 5 },
            { group: 'school', count: 20 }
        ]);
    });
});
