import { describe, expect, it } from 'vitest';
import { lawProblem } from '../../../src-engine/laws/index.js';
import type { Law } from '../../../src-engine/spec/model-spec.js';

const normal: Law = { law: 'normal', mean: 0, sd: 1 };

describe('arguments in range', () => {
    it.each<Law>([
        normal,
        { law: 'uniform', min: -1, max: 1 },
        { law: 'bernoulli', p: 0 },
        { law: 'bernoulli', p: 1 },
        { law: 'binomial', size: 1, p: 0.5 },
        { law: 'poisson', rate: 1e6 },
        { law: 'gamma', shape: 0.05, rate: 1 },
        { law: 'exponential', rate: 2 },
        { law: 'beta', a: 0.5, b: 0.5 },
        { law: 'logNormal', meanlog: -3, sdlog: 0.1 },
        { law: 'studentT', df: 0.5, location: 0, scale: 1 },
        { law: 'discrete', values: [1, 1, 2], probabilities: [0.5, 0.25, 0.25] },
        { law: 'discrete', values: [0, 1, 2], probabilities: [0.1, 0.2, 0.7 + 0.9e-9] },
        { law: 'categorical', levels: ['a', 'b'], probabilities: [0.3, 0.7] },
        {
            law: 'mixture',
            components: [
                { probability: 0.4, law: normal },
                { probability: 0.6, law: { law: 'poisson', rate: 2 } }
            ]
        },
        {
            law: 'mvNormal',
            mean: [0, 0],
            covariance: [
                [1, 0.3],
                [0.3, 1]
            ]
        },
        { law: 'empirical', data: 'trial', column: 'dose' }
    ])('has no problem with $law', law => {
        expect(lawProblem(law)).toBeNull();
    });
});

describe('arguments out of range', () => {
    it.each<[Law, string, string]>([
        [{ law: 'normal', mean: NaN, sd: 1 }, 'mean', 'mean must be a finite number'],
        [{ law: 'normal', mean: 0, sd: 0 }, 'sd', 'sd must be greater than 0'],
        [{ law: 'normal', mean: 0, sd: Infinity }, 'sd', 'sd must be a finite number'],
        [{ law: 'uniform', min: 1, max: 1 }, 'max', 'max must be greater than min'],
        [{ law: 'uniform', min: -1.7e308, max: 1.7e308 }, 'max', 'the distance from min to max must be a finite number'],
        [{ law: 'bernoulli', p: 1.01 }, 'p', 'p must lie between 0 and 1'],
        [{ law: 'bernoulli', p: NaN }, 'p', 'p must lie between 0 and 1'],
        [{ law: 'binomial', size: 2.5, p: 0.5 }, 'size', 'size must be a whole number, 1 or more'],
        [{ law: 'binomial', size: 0, p: 0.5 }, 'size', 'size must be a whole number, 1 or more'],
        [{ law: 'binomial', size: 3, p: -0.1 }, 'p', 'p must lie between 0 and 1'],
        [{ law: 'poisson', rate: -1 }, 'rate', 'rate must be greater than 0'],
        [{ law: 'gamma', shape: 0, rate: 1 }, 'shape', 'shape must be greater than 0'],
        [{ law: 'gamma', shape: 1, rate: 0 }, 'rate', 'rate must be greater than 0'],
        [{ law: 'exponential', rate: 0 }, 'rate', 'rate must be greater than 0'],
        [{ law: 'beta', a: 0, b: 1 }, 'a', 'a must be greater than 0'],
        [{ law: 'beta', a: 1, b: -1 }, 'b', 'b must be greater than 0'],
        [{ law: 'logNormal', meanlog: Infinity, sdlog: 1 }, 'meanlog', 'meanlog must be a finite number'],
        [{ law: 'logNormal', meanlog: 0, sdlog: 0 }, 'sdlog', 'sdlog must be greater than 0'],
        [{ law: 'studentT', df: 0, location: 0, scale: 1 }, 'df', 'df must be greater than 0'],
        [{ law: 'studentT', df: 3, location: NaN, scale: 1 }, 'location', 'location must be a finite number'],
        [{ law: 'studentT', df: 3, location: 0, scale: -1 }, 'scale', 'scale must be greater than 0'],
        [{ law: 'discrete', values: [], probabilities: [] }, 'values', 'at least one value is needed'],
        [{ law: 'discrete', values: [1, Infinity], probabilities: [0.5, 0.5] }, 'values', 'values must be a finite number'],
        [{ law: 'discrete', values: [1, 2], probabilities: [1] }, 'probabilities', 'every value needs a probability'],
        [{ law: 'discrete', values: [1, 2], probabilities: [-0.5, 1.5] }, 'probabilities', 'each probability must lie between 0 and 1'],
        [
            { law: 'discrete', values: [1, 2], probabilities: [0.5, 0.6] },
            'probabilities',
            'the probabilities must sum to 1; they sum to 1.1'
        ],
        [
            { law: 'discrete', values: [1, 2], probabilities: [0.5, 0.5 + 1e-8] },
            'probabilities',
            'the probabilities must sum to 1; they sum to 1.00000001'
        ],
        [{ law: 'categorical', levels: [], probabilities: [] }, 'levels', 'at least one level is needed'],
        [
            { law: 'categorical', levels: ['a', 'b', 'a'], probabilities: [0.3, 0.3, 0.4] },
            'levels',
            'each level may stand once; a stands twice'
        ],
        [{ law: 'mixture', components: [] }, 'components', 'at least one component is needed'],
        [
            { law: 'mixture', components: [{ probability: 0.5, law: normal }] },
            'probabilities',
            'the probabilities must sum to 1; they sum to 0.5'
        ],
        [{ law: 'mvNormal', mean: [], covariance: [] }, 'mean', 'at least one mean is needed'],
        [
            {
                law: 'mvNormal',
                mean: [0, NaN],
                covariance: [
                    [1, 0],
                    [0, 1]
                ]
            },
            'mean',
            'mean must be a finite number'
        ],
        [
            { law: 'mvNormal', mean: [0, 0], covariance: [[1, 0]] },
            'covariance',
            'covariance must have 2 rows of 2 numbers, as many as there are means'
        ],
        [
            {
                law: 'mvNormal',
                mean: [0, 0],
                covariance: [
                    [1, 0.3],
                    [0.2, 1]
                ]
            },
            'covariance',
            "covariance must be symmetric; rows 1 and 2 have 0.3 and 0.2 in each other's place"
        ],
        [
            {
                law: 'mvNormal',
                mean: [0, 0],
                covariance: [
                    [1, 2],
                    [2, 1]
                ]
            },
            'covariance',
            'covariance must be positive definite; its smallest eigenvalue is -1'
        ],
        [{ law: 'mvNormal', mean: [0], covariance: [[NaN]] }, 'covariance', 'covariance must hold finite numbers']
    ])('%j', (law, argument, detail) => {
        expect(lawProblem(law)).toEqual({ argument, detail, components: [] });
    });

    it('names the component of a mixture, also of one inside another', () => {
        const inner: Law = {
            law: 'mixture',
            components: [
                { probability: 0.5, law: normal },
                { probability: 0.5, law: { law: 'poisson', rate: 0 } }
            ]
        };
        const outer: Law = {
            law: 'mixture',
            components: [
                { probability: 0.2, law: normal },
                { probability: 0.8, law: inner }
            ]
        };
        expect(lawProblem(outer)).toEqual({ argument: 'rate', detail: 'rate must be greater than 0', components: [1, 1] });
    });

    it.each<Law>([
        { law: 'mvNormal', mean: [0], covariance: [[1]] },
        { law: 'empirical', data: 'trial', column: 'dose' },
        { law: 'categorical', levels: ['a'], probabilities: [1] }
    ])('takes no $law into a mixture', component => {
        const law: Law = { law: 'mixture', components: [{ probability: 1, law: component }] };
        expect(lawProblem(law)).toEqual({ argument: 'components', detail: 'a component must be a law of one number', components: [0] });
    });
});
