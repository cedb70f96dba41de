import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelSpec, RandomEffectsSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { solveMarginal } from '../../../src-engine/predictors/marginal.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';
import { drawn, each, modelSpec, one, times, x, type Sketch } from '../specs.js';

const rows = JSON.parse(readFileSync(new URL('marginal.json', import.meta.url), 'utf8')) as {
    name: string;
    intercept: number;
    mean: number;
}[];

const intercept: [string, Term, number] = ['b0', one, 0];
const uniform = (name: string, min: number, max: number) => drawn(name, { law: 'uniform', min, max });
const normal = (name: string, mean: number, sd: number) => drawn(name, { law: 'normal', mean, sd });
const greater = (left: Term, value: number): Term => ({ op: '>', left, right: { op: 'number', value } });
const random = (group: string, effects: string[], covariance: number[][], within: string | null = null): RandomEffectsSpec => ({
    group,
    within,
    effects,
    covariance: { structure: 'unstructured', matrix: covariance }
});
const withGroups = (sketch: Sketch, ...groups: RandomEffectsSpec[]): ModelSpec => ({ ...modelSpec(sketch), random: groups });

/** The models of reference.py, by name. */
const models: Record<string, ModelSpec> = {
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

function asking(spec: ModelSpec, mean: number): ModelSpec {
    return { ...spec, fixed: spec.fixed.map(effect => (effect.name === 'b0' ? { ...effect, value: null, marginal: mean } : effect)) };
}

function valueOf(spec: ModelSpec): number | null {
    return solveMarginal(spec).fixed.find(({ name }) => name === 'b0')!.value;
}

function reasonOf(spec: ModelSpec): unknown {
    try {
        return solveMarginal(spec);
    } catch (error) {
        return error instanceof NotAvailable ? error.reason : error;
    }
}

describe('the intercept with a given mean response', () => {
    it.each(rows.map(row => [row.name, row] as const))('%s', (name, { intercept, mean }) => {
        expect(Math.abs(valueOf(asking(models[name], mean))! - intercept)).toBeLessThan(1e-11 * Math.max(1, Math.abs(intercept)));
    });

    it('has a test for every reference value', () => {
        expect(Object.keys(models).sort()).toEqual(rows.map(({ name }) => name).sort());
    });

    it('leaves the mean in the spec, and a model without one as it is', () => {
        const spec = asking(models['logit intercept'], 0.3);
        expect(solveMarginal(spec).fixed[0].marginal).toBe(0.3);
        expect(solveMarginal(models.probit)).toBe(models.probit);
    });

    it('counts from the mirrored side: 1 − p with all signs turned', () => {
        const spec = models['logit uniform'];
        const mirrored = { ...spec, fixed: spec.fixed.map(effect => ({ ...effect, value: -effect.value! })) };
        expect(valueOf(asking(spec, 0.2))).toBeCloseTo(-valueOf(asking(mirrored, 0.8))!, 11);
    });

    it('is half of it for a term of 2', () => {
        const spec = asking(models.cloglog, 0.3);
        const doubled = {
            ...spec,
            random: [],
            fixed: spec.fixed.map(f => (f.name === 'b0' ? { ...f, term: { op: 'number', value: 2 } as const } : f))
        };
        expect(valueOf(doubled)! * 2).toBeCloseTo(valueOf({ ...spec, random: [] })!, 12);
    });

    it('comes in time while typing: eight uniform predictors and a random slope', () => {
        const names = ['r', 's', 't', 'u', 'v', 'w', 'x', 'y'];
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: names.map(name => uniform(name, -1, 1)),
            a: [intercept, ['b1', x('r'), 0.5]],
            b: names.slice(1).map(name => [`b${name}`, x(name), 0.5]),
            sigma: [
                [0.5, 0.1],
                [0.1, 0.3]
            ]
        });
        const start = performance.now();
        valueOf(asking(spec, 0.2));
        expect(performance.now() - start).toBeLessThan(2000);
    });
});

describe('no intercept', () => {
    it.each<[string, ModelSpec, number, object]>([
        ['a probability of 1', models['logit intercept'], 1, { code: 'invalid' }],
        ['a mean of 0 where it is positive', models['poisson gamma'], 0, { code: 'invalid' }],
        [
            'a mean above what η > 0 allows',
            models['inverse gaussian inverseSquare'],
            3,
            { code: 'invalid', detail: expect.stringMatching(/no value of b0/) as unknown }
        ],
        [
            'a mean below what η > 0 allows',
            models['poisson sqrt'],
            0.1,
            { code: 'invalid', detail: expect.stringMatching(/no value of b0/) as unknown }
        ],
        [
            'an infinite mean',
            modelSpec({
                family: 'poisson',
                predictors: [drawn('x', { law: 'exponential', rate: 2 })],
                b: [intercept, ['b1', x('x'), 2.11]]
            }),
            1,
            { code: 'infinite-moment', predictors: ['x'] }
        ],
        [
            'random slopes that are too variable',
            modelSpec({
                family: 'poisson',
                predictors: [normal('x', 0, 1)],
                a: [intercept, ['b1', x('x'), 0]],
                sigma: [
                    [1, 0],
                    [0, 1]
                ]
            }),
            1,
            { code: 'infinite-moment', predictors: ['x'] }
        ],
        [
            'another value that is asked for',
            modelSpec({ family: 'bernoulli', predictors: [uniform('x', 0, 1)], b: [intercept, ['b1', x('x'), null]] }),
            0.3,
            { code: 'unknown-value', what: 'b1' }
        ],
        [
            'a random effect under a link for η > 0',
            modelSpec({ family: 'gamma', link: 'inverse', a: [intercept], sigma: [[1]] }),
            1,
            { code: 'link-domain' }
        ]
    ])('%s', (_, spec, mean, reason) => {
        expect(reasonOf(asking(spec, mean))).toMatchObject(reason);
    });
});
