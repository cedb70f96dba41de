/** Laws, points and terms of predictors. */
import { describe, expect, it } from 'vitest';
import { spec } from './lowered-parts.js';

describe('predictors and laws', () => {
    it.each([
        ['Normal(1, 2)', { law: 'normal', mean: 1, sd: 2 }],
        ['Normal(sd = 2, 1)', { law: 'normal', mean: 1, sd: 2 }],
        ['Uniform(-1, 1)', { law: 'uniform', min: -1, max: 1 }],
        ['Bernoulli(0.25)', { law: 'bernoulli', p: 0.25 }],
        ['Binomial(3, 0.5)', { law: 'binomial', size: 3, p: 0.5 }],
        ['Poisson(3)', { law: 'poisson', rate: 3 }],
        ['Gamma(7, 1)', { law: 'gamma', shape: 7, rate: 1 }],
        ['Exponential(2)', { law: 'exponential', rate: 2 }],
        ['Beta(2, 5)', { law: 'beta', a: 2, b: 5 }],
        ['LogNormal(0, 0.5)', { law: 'logNormal', meanlog: 0, sdlog: 0.5 }],
        ['StudentT(5, 1, 2)', { law: 'studentT', df: 5, location: 1, scale: 2 }],
        ['Discrete(0, 1, 3, 3)', { law: 'discrete', values: [0, 1, 3, 3], probabilities: [0.25, 0.25, 0.25, 0.25] }],
        ['Discrete(0: 0.25, 1: 0.75)', { law: 'discrete', values: [0, 1], probabilities: [0.25, 0.75] }],
        [
            'Mixture(0.75: Normal(0, 1), 0.25: Uniform(3, 4))',
            {
                law: 'mixture',
                components: [
                    { probability: 0.75, law: { law: 'normal', mean: 0, sd: 1 } },
                    { probability: 0.25, law: { law: 'uniform', min: 3, max: 4 } }
                ]
            }
        ],
        ['Empirical(pilot.dose)', { law: 'empirical', data: 'pilot', column: 'dose' }],
        ['Empirical(pilot."odd name")', { law: 'empirical', data: 'pilot', column: 'odd name' }]
    ])('%s', async (text, law) => {
        const { predictors } = await spec({ predictors: `predictor x ~ ${text}`, more: 'data pilot from "pilot.csv"' });
        expect(predictors).toEqual([{ kind: 'random', names: ['x'], law, per: null }]);
    });

    it('takes several names, points, and terms with levels and comparisons', async () => {
        const { predictors } = await spec({
            predictors: `predictor (x, z) ~ MvNormal([0, 1], [[1, 0.3], [0.3, 1]]) per g
                predictor t each 0, 2, 5
                predictor site ~ Categorical(a: 0.5, "b 2": 0.5)
                predictor q = -x^2 + 2 * 3 * site["b 2"] * (t >= 2)`,
            b: 'beta1: q = 0.1; beta2: z * t = 1',
            design: 'design { g = 50, n = 30 }'
        });
        const level = { op: 'level', predictor: 'site', level: 'b 2' };
        expect(predictors).toEqual([
            {
                kind: 'random',
                names: ['x', 'z'],
                law: {
                    law: 'mvNormal',
                    mean: [0, 1],
                    covariance: [
                        [1, 0.3],
                        [0.3, 1]
                    ]
                },
                per: 'g'
            },
            { kind: 'each', name: 't', points: [0, 2, 5], per: null },
            { kind: 'random', names: ['site'], law: { law: 'categorical', levels: ['a', 'b 2'], probabilities: [0.5, 0.5] }, per: null },
            {
                kind: 'derived',
                name: 'q',
                term: {
                    op: '+',
                    left: { op: 'negate', operand: { op: '^', left: { op: 'predictor', name: 'x' }, right: { op: 'number', value: 2 } } },
                    right: {
                        op: '*',
                        left: { op: '*', left: { op: 'number', value: 6 }, right: level },
                        right: { op: '>=', left: { op: 'predictor', name: 't' }, right: { op: 'number', value: 2 } }
                    }
                }
            }
        ]);
    });
});
