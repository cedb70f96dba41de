import { describe, test } from 'vitest';
import type { Law, PredictorSpec, Term } from '../../src-engine/spec/model-spec.js';
import { constants, expectAllSame, families, number, type Constants } from './leading-constants.js';
import { drawn, each, modelSpec, one, times, x, type Sketch } from './specs.js';

const plus = (left: Term, right: Term): Term => ({ op: '+', left, right });

describe('two ways to write a law are one', () => {
    const bernoulli: Law = { law: 'bernoulli', p: 0.3 };
    const pairs: [string, PredictorSpec, PredictorSpec][] = [
        ['each 0, 1 and Bernoulli(0.5)', each('x', [0, 1]), drawn('x', { law: 'bernoulli', p: 0.5 })],
        [
            'each with a point twice and Discrete',
            each('x', [0, 1, 1, 2]),
            drawn('x', { law: 'discrete', values: [0, 1, 2], probabilities: [0.25, 0.5, 0.25] })
        ],
        [
            'Discrete and Mixture of points',
            drawn('x', { law: 'discrete', values: [-1, 0.5, 2], probabilities: [0.2, 0.5, 0.3] }),
            drawn('x', {
                law: 'mixture',
                components: [
                    { probability: 0.2, law: { law: 'discrete', values: [-1], probabilities: [1] } },
                    { probability: 0.5, law: { law: 'discrete', values: [0.5], probabilities: [1] } },
                    { probability: 0.3, law: { law: 'discrete', values: [2], probabilities: [1] } }
                ]
            })
        ],
        ['Bernoulli and Binomial(1)', drawn('x', bernoulli), drawn('x', { law: 'binomial', size: 1, p: 0.3 })],
        ['Gamma(1) and Exponential', drawn('x', { law: 'gamma', shape: 1, rate: 2.5 }), drawn('x', { law: 'exponential', rate: 2.5 })],
        ['Beta(1, 1) and Uniform', drawn('x', { law: 'beta', a: 1, b: 1 }), drawn('x', { law: 'uniform', min: 0, max: 1 })],
        [
            'Normal and a mixture of itself',
            drawn('x', { law: 'normal', mean: 0.2, sd: 0.7 }),
            drawn('x', {
                law: 'mixture',
                components: [
                    { probability: 0.4, law: { law: 'normal', mean: 0.2, sd: 0.7 } },
                    { probability: 0.6, law: { law: 'normal', mean: 0.2, sd: 0.7 } }
                ]
            })
        ]
    ];
    const models: [string, Partial<Sketch>][] = families
        .filter(([family]) => ['gaussian', 'bernoulli', 'poisson', 'negativeBinomial'].includes(family))
        .map(([family, link, extra]) => [`${family}, ${link}`, { ...extra, family, link }]);

    describe.each(models)('%s', (_, sketch) => {
        test.each(pairs)('%s', (_, first, second) => {
            const of = (predictor: PredictorSpec): Constants =>
                constants(
                    modelSpec({ ...sketch, predictors: [predictor], a: [['b0', one, -0.2]], b: [['b1', x('x'), 0.6]], sigma: [[0.7]] })
                );
            expectAllSame(of(first), of(second));
        });

        test('a categorical predictor of two levels and Bernoulli', () => {
            const of = (predictor: PredictorSpec, term: Term): Constants =>
                constants(
                    modelSpec({ ...sketch, predictors: [predictor], a: [['b0', one, -0.2]], b: [['b1', term, 0.6]], sigma: [[0.7]] })
                );
            const site = drawn('site', { law: 'categorical', levels: ['a', 'b'], probabilities: [0.7, 0.3] });
            expectAllSame(of(site, { op: 'level', predictor: 'site', level: 'b' }), of(drawn('x', bernoulli), x('x')));
        });

        test('MvNormal with a diagonal covariance and independent normals', () => {
            const of = (predictors: PredictorSpec[]): Constants =>
                constants(modelSpec({ ...sketch, predictors, a: [['b0', one, -0.2]], b: [['b1', x('x'), 0.6], ['b2', x('y'), -0.3]], sigma: [[0.7]] })); // prettier-ignore
            const joint: PredictorSpec = {
                kind: 'random',
                names: ['x', 'y'],
                law: { law: 'mvNormal', mean: [0.5, -1], covariance: [[1.44, 0], [0, 0.25]] }, // prettier-ignore
                per: null
            };
            const independent = [drawn('x', { law: 'normal', mean: 0.5, sd: 1.2 }), drawn('y', { law: 'normal', mean: -1, sd: 0.5 })];
            expectAllSame(of([joint]), of(independent));
        });

        test('MvNormal and the linear combination that makes it', () => {
            const b: [string, Term, number][] = [['b1', x('x'), 0.6], ['b2', x('y'), -0.3]]; // prettier-ignore
            const joint: PredictorSpec = {
                kind: 'random',
                names: ['x', 'y'],
                law: { law: 'mvNormal', mean: [0, 1], covariance: [[1, 0.8], [0.8, 1]] }, // prettier-ignore
                per: null
            };
            const combined: PredictorSpec[] = [
                drawn('x', { law: 'normal', mean: 0, sd: 1 }),
                drawn('e', { law: 'normal', mean: 1, sd: 0.6 }),
                { kind: 'derived', name: 'y', term: plus(times(number(0.8), x('x')), x('e')) }
            ];
            const of = (predictors: PredictorSpec[]): Constants =>
                constants(modelSpec({ ...sketch, predictors, a: [['b0', one, -0.2]], b, sigma: [[0.7]] }));
            expectAllSame(of([joint]), of(combined));
        });
    });
});
