/** Models whose intercept follows from a mean response: those of the reference values, and the parts that other tests make theirs of. */
import type { ModelSpec, RandomEffectsSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, each, modelSpec, one, times, x, type Sketch } from '../specs.js';

export const intercept: [string, Term, number] = ['b0', one, 0];
export const uniform = (name: string, min: number, max: number) => drawn(name, { law: 'uniform', min, max });
export const normal = (name: string, mean: number, sd: number) => drawn(name, { law: 'normal', mean, sd });
const greater = (left: Term, value: number): Term => ({ op: '>', left, right: { op: 'number', value } });
const random = (group: string, effects: string[], covariance: number[][], within: string | null = null): RandomEffectsSpec => ({
    group,
    within,
    effects,
    covariance: { structure: 'unstructured', matrix: covariance }
});
const withGroups = (sketch: Sketch, ...groups: RandomEffectsSpec[]): ModelSpec => ({ ...modelSpec(sketch), random: groups });

/** The models of reference.py, by name. */
export const models: Record<string, ModelSpec> = {
    gaussian: modelSpec({
        predictors: [drawn('x', { law: 'beta', a: 1, b: 1 }), each('t', [0, 2, 5])],
        a: [intercept],
        b: [
            ['b1', x('x'), 0.7],
            ['b2', x('t'), 2]
        ],
        sigma: [[3]]
    }),
    'poisson intercept, uniform': modelSpec({
        family: 'poisson',
        predictors: [uniform('x', -1, 1)],
        a: [intercept],
        b: [['b1', x('x'), 2.11]],
        sigma: [[6.66]]
    }),
    'poisson slope, normal': modelSpec({
        family: 'poisson',
        predictors: [normal('x', 1, 1)],
        a: [intercept, ['b1', x('x'), 0.3]],
        sigma: [
            [0.25, -0.1],
            [-0.1, 0.16]
        ]
    }),
    'poisson gamma': modelSpec({
        family: 'poisson',
        predictors: [drawn('x', { law: 'gamma', shape: 2, rate: 3 })],
        b: [intercept, ['b1', x('x'), 0.8]]
    }),
    'poisson square': modelSpec({
        family: 'poisson',
        predictors: [uniform('x', -1, 2), { kind: 'derived', name: 'q', term: times(x('x'), x('x')) }],
        b: [intercept, ['b1', x('q'), 1], ['b2', x('x'), -1]]
    }),
    probit: modelSpec({
        family: 'bernoulli',
        link: 'probit',
        predictors: [uniform('x', 0, 2), normal('z', 0, 0.6)],
        a: [intercept],
        b: [
            ['b1', x('x'), 0.5],
            ['b2', x('z'), -1]
        ],
        sigma: [[0.5]]
    }),
    'logit intercept': modelSpec({ family: 'bernoulli', a: [intercept], sigma: [[1.69]] }),
    'logit rare': modelSpec({ family: 'bernoulli', a: [intercept], sigma: [[0.25]] }),
    'logit frequent': modelSpec({ family: 'bernoulli', a: [intercept], sigma: [[1]] }),
    'logit wide': modelSpec({ family: 'bernoulli', a: [intercept], sigma: [[36]] }),
    'logit uniform': modelSpec({
        family: 'bernoulli',
        predictors: [uniform('x', -1, 3)],
        a: [intercept],
        b: [['b1', x('x'), -2]],
        sigma: [[1]]
    }),
    'logit slope on uniform': modelSpec({
        family: 'binomial',
        trials: { op: 'number', value: 12 },
        predictors: [uniform('x', -1, 1)],
        a: [intercept, ['b1', x('x'), 1]],
        sigma: [
            [0.5, 0.1],
            [0.1, 0.8]
        ]
    }),
    'logit slope on normal': modelSpec({
        family: 'bernoulli',
        predictors: [normal('x', 1, 0.5)],
        a: [intercept, ['b1', x('x'), 0.7]],
        sigma: [
            [0.5, 0],
            [0, 0.8]
        ]
    }),
    'logit crossed': withGroups(
        { family: 'bernoulli', predictors: [normal('x', 0, 2)], a: [intercept], b: [['b1', x('x'), -0.5]] },
        random('plate', ['b0'], [[0.7]]),
        random('sample', ['b0'], [[1.1]])
    ),
    'logit each and interaction': withGroups(
        {
            family: 'bernoulli',
            predictors: [each('arm', [0, 0, 1], 'clinic'), each('t', [0, 2, 5])],
            a: [intercept, ['b1', x('arm'), 1]],
            b: [
                ['b2', x('t'), 0.3],
                ['b3', times(x('arm'), x('t')), -0.2]
            ]
        },
        random('clinic', ['b0'], [[0.56]]),
        random('patient', ['b0'], [[0.25]], 'clinic')
    ),
    'logit threshold': modelSpec({
        family: 'bernoulli',
        predictors: [normal('x', 0, 1)],
        a: [intercept],
        b: [['b1', greater(x('x'), 0.3), 2]],
        sigma: [[0.36]]
    }),
    'logit student': modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x', { law: 'studentT', df: 3, location: 0, scale: 1 })],
        b: [intercept, ['b1', x('x'), 1]]
    }),
    'logit mvnormal': modelSpec({
        family: 'bernoulli',
        predictors: [
            {
                kind: 'random',
                names: ['x1', 'x2'],
                law: {
                    law: 'mvNormal',
                    mean: [0, 0],
                    covariance: [
                        [1, 0.5],
                        [0.5, 1]
                    ]
                },
                per: null
            }
        ],
        a: [intercept, ['b1', x('x1'), 0.4]],
        b: [['b2', x('x2'), 0.9]],
        sigma: [
            [0.6, 0],
            [0, 0.3]
        ]
    }),
    cloglog: modelSpec({
        family: 'bernoulli',
        link: 'cloglog',
        predictors: [uniform('x', -1, 1)],
        a: [intercept],
        b: [['b1', x('x'), 0.6]],
        sigma: [[0.64]]
    }),
    'cloglog frequent': modelSpec({ family: 'bernoulli', link: 'cloglog', a: [intercept], sigma: [[0.25]] }),
    'gamma inverse': modelSpec({
        family: 'gamma',
        link: 'inverse',
        predictors: [uniform('x', -1, 1)],
        b: [intercept, ['b1', x('x'), 0.5]]
    }),
    'inverse gaussian inverseSquare': modelSpec({
        family: 'inverseGaussian',
        link: 'inverseSquare',
        predictors: [uniform('x', -1, 1)],
        b: [intercept],
        offset: x('x')
    }),
    'poisson sqrt': modelSpec({
        family: 'poisson',
        link: 'sqrt',
        predictors: [uniform('x', -1, 1)],
        b: [intercept, ['b1', x('x'), 0.5]]
    }),
    'logit six uniforms': modelSpec({
        family: 'bernoulli',
        predictors: ['u', 'v', 'w', 'x', 'y', 'z'].map(name => uniform(name, 0, 1)),
        a: [intercept],
        b: ['u', 'v', 'w', 'x', 'y', 'z'].map(name => [`b${name}`, x(name), 1]),
        sigma: [[0.49]]
    })
};
