/** Results that must not change, or must change in a known way, if a model is written or scaled differently. */
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { FamilyName, Law, LinkName, ModelSpec, PredictorSpec, Term } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, times, x, type Sketch } from './specs.js';

const number = (value: number): Term => ({ op: 'number', value });
const plus = (left: Term, right: Term): Term => ({ op: '+', left, right });
const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });

interface Constants {
    [parameter: string]: number;
}

/** The leading constants by parameter. */
function constants(spec: ModelSpec): Constants {
    const analysis = analyze(spec, { exact: 'none' });
    expect(analysis.reason).toBeNull();
    return Object.fromEntries(analysis.parameters.map(({ name, leading }) => [name, leading.constant ?? NaN]));
}

function expectSame(actual: number | undefined, expected: number | undefined, tolerance = 1e-10): void {
    expect(Number.isFinite(expected)).toBe(true);
    expect(Math.abs(actual! / expected! - 1)).toBeLessThanOrEqual(tolerance);
}

function expectAllSame(actual: Constants, expected: Constants, tolerance = 1e-10): void {
    expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
    for (const name of Object.keys(expected)) {
        expectSame(actual[name], expected[name], tolerance);
    }
}

const families: [FamilyName, LinkName, Partial<Sketch>][] = [
    ['gaussian', 'identity', { phi: 1.7 }],
    ['gaussian', 'log', { phi: 0.6 }],
    ['bernoulli', 'logit', {}],
    ['bernoulli', 'probit', {}],
    ['bernoulli', 'cloglog', {}],
    ['binomial', 'logit', { trials: number(6) }],
    ['poisson', 'log', {}],
    ['gamma', 'log', { phi: 0.5 }],
    ['inverseGaussian', 'log', { phi: 0.5 }],
    ['negativeBinomial', 'log', { size: 1.4 }]
];

const laws: [string, Law][] = [
    ['normal', { law: 'normal', mean: 0.3, sd: 0.8 }],
    ['uniform', { law: 'uniform', min: -1, max: 1.5 }],
    ['discrete', { law: 'discrete', values: [0, 1, 3], probabilities: [0.5, 0.3, 0.2] }]
];

/** Random intercept, an effect of x, and one of y. */
function pair(sketch: Partial<Sketch>, law: Law, terms: { x?: Term; b0?: number; b1?: number } = {}): ModelSpec {
    return modelSpec({
        predictors: [drawn('x', law), drawn('y', { law: 'bernoulli', p: 0.4 })],
        a: [['b0', one, terms.b0 ?? -0.3]],
        b: [
            ['b1', terms.x ?? x('x'), terms.b1 ?? 0.7],
            ['b2', x('y'), -0.5]
        ],
        sigma: [[0.9]],
        ...sketch
    });
}

describe.each(families)('%s with %s link', (family, link, extra) => {
    const sketch = { ...extra, family, link };

    describe.each(laws)('x %s', (_, law) => {
        const base = constants(pair(sketch, law));

        test.each([1e-3, -2.5, 1e4])('x multiplied by %d divides its effect’s variance by the square', c => {
            const scaled = constants(pair(sketch, law, { x: times(number(c), x('x')), b1: 0.7 / c }));
            expectAllSame({ ...scaled, b1: scaled['b1']! * c * c }, base);
        });

        test.each([2, -150])('x shifted by %d, the intercept following, changes nothing', a => {
            expectAllSame(constants(pair(sketch, law, { x: plus(x('x'), number(a)), b0: -0.3 - 0.7 * a })), base);
        });

        test('effects in another order keep their variances', () => {
            const spec = pair(sketch, law);
            const [a, b1, b2] = spec.fixed;
            expectAllSame(constants({ ...spec, predictors: [...spec.predictors].reverse(), fixed: [a!, b2!, b1!] }), base);
        });

        test('no closed form is needed for its value', () => {
            // A term that no formula knows: x in another form.
            const disguised: Term = {
                op: '/',
                left: plus(times(x('x'), x('x')), times(number(50), x('x'))),
                right: plus(x('x'), number(50))
            };
            expectAllSame(constants(pair(sketch, law, { x: disguised })), base);
        });
    });

    test('random effects in another order keep their variances', () => {
        const common = {
            ...sketch,
            predictors: [drawn('x', { law: 'uniform', min: -1, max: 1 }), drawn('y', { law: 'bernoulli', p: 0.4 })]
        };
        const effects: [string, Term, number][] = [
            ['b0', one, -0.3],
            ['b1', x('x'), 0.6]
        ];
        const b: [string, Term, number][] = [['b2', x('y'), 0.5]];
        const [[p, q, r]] = [[0.8, -0.2, 0.4]] as const;
        const straight = analyze(modelSpec({ ...common, a: effects, b, sigma: [[p, q], [q, r]] })); // prettier-ignore
        const reversed = analyze(modelSpec({ ...common, a: effects, b, sigma: [[r, q], [q, p]], effects: ['b1', 'b0'] })); // prettier-ignore
        expect(straight.reason).toBeNull();
        for (const { name, leading } of straight.parameters.filter(parameter => parameter.kind !== 'covariance')) {
            expectSame(reversed.parameters.find(parameter => parameter.name === name)!.leading.constant!, leading.constant!);
        }
    });

    test('a random intercept of vanishing variance meets the GLM', () => {
        const law: Law = { law: 'uniform', min: -1, max: 1 };
        const mixed = { ...sketch, predictors: [drawn('x', law)], b: [['b1', x('x'), 0.7]] satisfies Sketch['b'] };
        const glm = constants(modelSpec({ ...sketch, predictors: [drawn('x', law)], b: [['b0', one, -0.3], ['b1', x('x'), 0.7]] })); // prettier-ignore
        for (const [variance, tolerance] of [
            [1e-4, 1e-3],
            [1e-9, 1e-8],
            [1e-14, 1e-10]
        ] as const) {
            expectSame(constants(modelSpec({ ...mixed, a: [['b0', one, -0.3]], sigma: [[variance]] }))['b1'], glm['b1'], tolerance);
        }
    });
});

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

test.each([
    [1e3, 1e-2],
    [1e6, 1e-5],
    [1e12, 1e-10]
])('negative binomial of size %d is Poisson within %d', (size, tolerance) => {
    const sketch: Partial<Sketch> = {
        predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })],
        a: [['b0', one, 0.4]],
        b: [['b1', x('x'), 0.6]],
        sigma: [[0.5]]
    };
    const poisson = constants(modelSpec({ ...sketch, family: 'poisson' }));
    expectAllSame(constants(modelSpec({ ...sketch, family: 'negativeBinomial', size })), poisson, tolerance);
});

test('binomial of one trial is Bernoulli, of k trials has a k-th of the variance', () => {
    const sketch: Partial<Sketch> = {
        predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })],
        a: [['b0', one, 0.4]],
        b: [['b1', x('x'), 0.6]],
        sigma: [[0.5]]
    };
    const bernoulli = constants(modelSpec({ ...sketch, family: 'bernoulli' }));
    expectAllSame(constants(modelSpec({ ...sketch, family: 'binomial', trials: one })), bernoulli);
    const nine = constants(modelSpec({ ...sketch, family: 'binomial', trials: number(9) }));
    expectSame(nine['b1']! * 9, bernoulli['b1']);
});

describe('effects of what is constant in a group', () => {
    const inside = drawn('x', { law: 'uniform', min: -1, max: 1 });
    const b: [string, Term, number][] = [['b2', x('x'), 0.5]];

    test.each(families)('%s, %s: with no such predictor L is Σ', (family, link, extra) => {
        const sigma = [[0.8, -0.2], [-0.2, 0.5]]; // prettier-ignore
        const spec = modelSpec({
            ...extra,
            family,
            link,
            predictors: [inside, drawn('y', { law: 'bernoulli', p: 0.5 })],
            a: [['b0', one, -0.2], ['b1', x('x'), 0.4]], // prettier-ignore
            b: [['b2', x('y'), 0.5]],
            sigma
        });
        const { names, leading } = analyze(spec).covariance;
        expect(names).toEqual(['b0', 'b1', 'b2']);
        sigma.forEach((row, i) => row.forEach((value, j) => expectSame(leading![i]![j]! * 50, value, 1e-15)));
    });

    test.each(families)('%s, %s: balanced arms have 2σ² and 4σ²', (family, link, extra) => {
        const spec = modelSpec({
            ...extra,
            family,
            link,
            predictors: [each('arm', [0, 1], 'g'), inside],
            a: [['b0', one, -0.2], ['b1', x('arm'), 0.4]], // prettier-ignore
            b,
            sigma: [[0.7]],
            effects: ['b0']
        });
        const { b0, b1 } = constants(spec);
        expectSame(b0, 1.4, 1e-14);
        expectSame(b1, 2.8, 1e-14);
    });

    test('a drawn arm equals an arm that each group has', () => {
        const of = (arm: PredictorSpec): Constants =>
            constants(
                modelSpec({
                    family: 'poisson',
                    predictors: [arm, inside],
                    a: [['b0', one, -0.2], ['b1', x('arm'), 0.4]], // prettier-ignore
                    b,
                    sigma: [[0.7]],
                    effects: ['b0']
                })
            );
        expectAllSame(of(each('arm', [0, 1], 'g')), of(drawn('arm', { law: 'bernoulli', p: 0.5 }, 'g')));
    });

    test('an arm without an effect changes nothing inside', () => {
        const without = modelSpec({ family: 'bernoulli', predictors: [inside], a: [['b0', one, -0.2]], b, sigma: [[0.7]] });
        const arm = modelSpec({
            family: 'bernoulli',
            predictors: [each('arm', [0, 1], 'g'), inside],
            a: [['b0', one, -0.2], ['b1', x('arm'), 0]], // prettier-ignore
            b,
            sigma: [[0.7]],
            effects: ['b0']
        });
        expectSame(constants(arm)['b2'], constants(without)['b2']);
    });
});

test('a term of block A in another form, and what stands in for the random effect’s own, is the same parameter', () => {
    const predictors = [drawn('x', { law: 'uniform', min: -1, max: 1 }), drawn('y', { law: 'normal', mean: 0, sd: 1 })];
    const of = (intercept: Term): Constants =>
        constants(modelSpec({ family: 'bernoulli', predictors, a: [['b0', intercept, 0.2]], b: [['b1', x('x'), 0.4], ['b2', x('y'), 0.4]], sigma: [[0.8]] })); // prettier-ignore
    expectAllSame(of({ op: '-', left: plus(x('x'), one), right: x('x') }), of(one));
});

test.each([0, 0.1, 0.5, 0.9])('Poisson, random slope of variance %d on N(0, 1): E e^{(β + U)X} = e^{β²/(2(1 − v))}/√(1 − v)', v => {
    const spec = modelSpec({
        family: 'poisson',
        predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 }), drawn('y', { law: 'bernoulli', p: 0.4 })],
        a: [
            ['b0', one, -0.3],
            ['b1', x('x'), 0.2]
        ],
        b: [['b2', x('y'), 0.4]],
        sigma: [
            [0.5, 0],
            [0, v]
        ]
    });
    const m = 0.6 + 0.4 * Math.exp(0.4);
    const p = (0.4 * Math.exp(0.4)) / m;
    const information = Math.exp(-0.3 + 0.25) * (Math.exp(0.04 / (2 * (1 - v))) / Math.sqrt(1 - v)) * m * p * (1 - p);
    expectSame(constants(spec)['b2'], 1 / information);
});
