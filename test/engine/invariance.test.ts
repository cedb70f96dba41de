/** Results that must not change, or must change in a known way, if a model is written or scaled differently. */
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { Law, ModelSpec, PredictorSpec, Term } from '../../src-engine/spec/model-spec.js';
import { constants, expectAllSame, expectSame, families, number, type Constants } from './leading-constants.js';
import { drawn, each, modelSpec, one, times, x, type Sketch } from './specs.js';

const plus = (left: Term, right: Term): Term => ({ op: '+', left, right });

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
