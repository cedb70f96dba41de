/** A number that cannot be computed has a reason and is never NaN. */
import { describe, expect, test } from 'vitest';
import { analyze, examine, type Analysis, type AnalysisOptions, type Reason } from '../../src-engine/index.js';
import type { Law, ModelSpec, PredictorSpec, Term } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, times, x, type Sketch } from './specs.js';

const number = (value: number): Term => ({ op: 'number', value });
const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });

/** Every number in the data, at any depth, with its place. */
function* numbersIn(data: unknown, path = ''): Generator<[string, number]> {
    if (typeof data === 'number') {
        yield [path, data];
    } else if (typeof data === 'object' && data !== null) {
        for (const [key, value] of Object.entries(data)) {
            yield* numbersIn(value, `${path}.${key}`);
        }
    }
}

/** Analyses, and asserts what holds of every analysis. */
function checked(spec: ModelSpec, options?: AnalysisOptions): Analysis {
    const analysis = analyze(spec, options);
    for (const data of [analysis, examine(spec)]) {
        for (const [path, value] of numbersIn(data)) {
            if (!Number.isFinite(value)) {
                throw new Error(`${path} is ${value}`);
            }
        }
    }
    for (const { name, leading, reason } of analysis.parameters) {
        if (reason === null) {
            expect(leading.asyVar, name).toBeGreaterThanOrEqual(0);
            expect(leading.error, name).toBeGreaterThanOrEqual(0);
        } else {
            expect(leading.asyVar, name).toBeNull();
        }
    }
    return analysis;
}

function reasonOf(analysis: Analysis, name: string): Reason | null {
    const found = analysis.parameters.find(parameter => parameter.name === name);
    expect(found).toBeDefined();
    return found!.reason;
}

/** Random intercept and an effect of x, of the law given. */
const simple = (family: Sketch['family'], law: Law, value: number, more: Partial<Sketch> = {}): ModelSpec =>
    modelSpec({
        ...(family ? { family } : {}),
        predictors: [drawn('x', law)],
        a: [['b0', one, -0.3]],
        b: [['b1', x('x'), value]],
        sigma: [[0.5]],
        ...more
    });

const normal: Law = { law: 'normal', mean: 0, sd: 1 };
const uniform: Law = { law: 'uniform', min: -1, max: 1 };

/** Intercept and slope of x are random; y stands in block B. */
const sloped = (family: NonNullable<Sketch['family']>, law: Law, slopeVariance: number, more: Partial<Sketch> = {}): ModelSpec =>
    modelSpec({
        family,
        predictors: [drawn('x', law), drawn('y', { law: 'bernoulli', p: 0.4 })],
        a: [['b0', one, -0.3], ['b1', x('x'), 0.2]], // prettier-ignore
        b: [['b2', x('y'), 0.4]],
        sigma: [[0.5, 0], [0, slopeVariance]], // prettier-ignore
        ...more
    });

describe('an expectation that is infinite', () => {
    const infinite: [string, ModelSpec, string[]][] = [
        ['Poisson, exponential law of rate 2 and effect 2.11', simple('poisson', { law: 'exponential', rate: 2 }, 2.11), ['x']],
        ['Poisson, effect equal to the rate', simple('poisson', { law: 'exponential', rate: 2 }, 2), ['x']],
        ['Poisson, gamma law', simple('poisson', { law: 'gamma', shape: 0.5, rate: 1 }, 1.5), ['x']],
        ['Poisson, Student’s t', simple('poisson', { law: 'studentT', df: 10, location: 0, scale: 1 }, 0.3), ['x']],
        [
            'Poisson, Student’s t without effect and second moment',
            simple('poisson', { law: 'studentT', df: 2, location: 0, scale: 1 }, 0),
            ['x']
        ],
        ['Poisson, log-normal law and a positive effect', simple('poisson', { law: 'logNormal', meanlog: 0, sdlog: 0.5 }, 0.1), ['x']],
        [
            'Gaussian, Student’s t without second moment',
            simple('gaussian', { law: 'studentT', df: 1.5, location: 0, scale: 1 }, 0.1),
            ['x']
        ],
        ['Poisson, mixture with a heavy part', simple('poisson', { law: 'mixture', components: [{ probability: 0.9, law: uniform }, { probability: 0.1, law: { law: 'exponential', rate: 1 } }] }, 1), ['x']], // prettier-ignore
        ['Poisson, square of a normal', simple('poisson', normal, 0.5, { b: [['b1', times(x('x'), x('x')), 0.5]] }), ['x']],
        ['Poisson, random slope of a normal with variance 1', sloped('poisson', normal, 1), ['x']],
        ['Poisson, random slope of a normal with variance 4', sloped('poisson', normal, 4), ['x']],
        ['Poisson, random slope of a gamma law', sloped('poisson', { law: 'gamma', shape: 2, rate: 3 }, 0.01), ['x']],
        ['Poisson, random slope of a Poisson law', sloped('poisson', { law: 'poisson', rate: 1 }, 0.01), ['x']],
        ['inverse Gaussian, random slope of an exponential law', sloped('inverseGaussian', { law: 'exponential', rate: 3 }, 0.01), ['x']],
        ['Poisson without random effects', modelSpec({ family: 'poisson', predictors: [drawn('x', { law: 'exponential', rate: 1 })], b: [['b0', one, 0], ['b1', x('x'), 1.2]] }), ['x']] // prettier-ignore
    ];
    test.each(infinite)('%s', (_, spec, predictors) => {
        const analysis = checked(spec);
        const effect = spec.fixed.find(f => f.block === 'B')!.name;
        const reason = reasonOf(analysis, effect);
        expect(reason?.code).toBe('infinite-moment');
        expect((reason as Extract<Reason, { code: 'infinite-moment' }>).predictors).toEqual(predictors);
        expect(analysis.reason).toEqual(reason);
        expect(examine(spec).findings.map(finding => finding.code)).toContain('infinite-moment');
        if (spec.random.length > 0) {
            expect(analysis.parameters[0]!.leading.asyVar).not.toBeNull();
        }
    });

    const finite: [string, ModelSpec][] = [
        ['Poisson, effect just below the rate', simple('poisson', { law: 'exponential', rate: 2 }, 1.99)],
        ['Poisson, negative effect of an exponential law', simple('poisson', { law: 'exponential', rate: 2 }, -2.11)],
        ['Poisson, log-normal law and a negative effect', simple('poisson', { law: 'logNormal', meanlog: 0, sdlog: 0.5 }, -0.1)],
        ['Poisson, random slope of a normal with variance 0.99', sloped('poisson', normal, 0.99)],
        ['Poisson, random slope of a bounded law with variance 4', sloped('poisson', uniform, 4)],
        ['logistic, Student’s t without second moment', simple('bernoulli', { law: 'studentT', df: 1.5, location: 0, scale: 1 }, 0.8)],
        [
            'inverse Gaussian with log link, positive effect of an exponential law',
            simple('inverseGaussian', { law: 'exponential', rate: 2 }, 5)
        ]
    ];
    test.each(finite)('but finite: %s', (_, spec) => {
        const analysis = checked(spec);
        expect(analysis.reason).toBeNull();
        for (const parameter of analysis.parameters) {
            expect(parameter.leading.asyVar).toBeGreaterThan(0);
        }
        expect(examine(spec).findings.map(finding => finding.code)).not.toContain('infinite-moment');
    });
});

describe('linearly dependent terms are named', () => {
    const dependent: [string, Partial<Sketch>, string[]][] = [
        ['twice the same', { b: [['b1', x('x'), 0.5], ['b2', times(number(2), x('x')), 0.1]] }, ['b1', 'b2']],
        ['a sum', { predictors: [drawn('x', normal), drawn('y', uniform)], b: [['b1', x('x'), 0.5], ['b2', x('y'), 0.1], ['b3', { op: '-', left: x('x'), right: x('y') }, 0.1]] }, ['b1', 'b2', 'b3']],
        ['zero', { b: [['b1', x('x'), 0.5], ['b2', { op: '-', left: x('x'), right: x('x') }, 0.1]] }, ['b2']],
        ['x and x² of a binary predictor', { predictors: [drawn('x', { law: 'bernoulli', p: 0.3 })], b: [['b1', x('x'), 0.5], ['b2', times(x('x'), x('x')), 0.1]] }, ['b1', 'b2']],
        ['all levels of a categorical predictor', { predictors: [drawn('s', { law: 'categorical', levels: ['a', 'b'], probabilities: [0.4, 0.6] })], b: [['b1', { op: 'level', predictor: 's', level: 'a' }, 0.5], ['b2', { op: 'level', predictor: 's', level: 'b' }, 0.1]] }, ['b0', 'b1', 'b2']] // prettier-ignore
    ]; // prettier-ignore
    test('beside a random slope', () => {
        for (const more of ['b3', 'b4']) {
            const twice = times(number(2), x('y'));
            const spec = sloped('bernoulli', uniform, 0.5, { b: [['b2', x('y'), 0.4], [more, more === 'b3' ? twice : { op: '+', left: x('y'), right: one }, 0.1]] }); // prettier-ignore
            const effects = more === 'b3' ? ['b2', 'b3'] : ['b0', 'b2', 'b4'];
            expect(reasonOf(checked(spec), more)).toEqual({ code: 'collinear', effects });
            expect(examine(spec).findings).toContainEqual({ code: 'collinear', effects });
        }
    });

    describe.each(['gaussian', 'bernoulli', 'poisson', 'negativeBinomial'] as const)('%s', family => {
        test.each(dependent)('%s', (_, more, effects) => {
            const size = family === 'negativeBinomial' ? { size: 2 } : {};
            const spec = simple(family, normal, 0, { ...size, ...more });
            expect(reasonOf(checked(spec), effects.at(-1)!)).toEqual({ code: 'collinear', effects });
            expect(examine(spec).findings).toContainEqual({ code: 'collinear', effects });
        });

        test('without random effects', () => {
            const size = family === 'negativeBinomial' ? { size: 2 } : {};
            const spec = modelSpec({ ...size, family, predictors: [drawn('x', uniform)], b: [['b0', one, 0.1], ['b1', x('x'), 0.2], ['b2', { op: '+', left: x('x'), right: one }, 0.1]] }); // prettier-ignore
            expect(reasonOf(checked(spec), 'b2')).toEqual({ code: 'collinear', effects: ['b0', 'b1', 'b2'] });
        });
    });
});

describe('an effect in the wrong block is named', () => {
    test('an effect without a random partner in A', () => {
        const spec = modelSpec({ family: 'bernoulli', predictors: [drawn('x', normal)], a: [['b0', one, 0], ['b1', x('x'), 1]], sigma: [[0.5]], effects: ['b0'] }); // prettier-ignore
        const analysis = checked(spec);
        expect(reasonOf(analysis, 'b1')).toEqual({ code: 'wrong-block', effect: 'b1' });
        expect(examine(spec).findings).toContainEqual({ code: 'wrong-block', effect: 'b1', belongs: 'B', partners: [] });
    });

    test('an effect of an arm in B', () => {
        const spec = modelSpec({ family: 'poisson', predictors: [each('arm', [0, 1], 'g'), drawn('x', normal)], a: [['b0', one, 0]], b: [['b1', x('arm'), 1], ['b2', x('x'), 1]], sigma: [[0.5]] }); // prettier-ignore
        const analysis = checked(spec);
        expect(reasonOf(analysis, 'b2')).toEqual({ code: 'wrong-block', effect: 'b1' });
        expect(examine(spec).findings).toContainEqual({ code: 'wrong-block', effect: 'b1', belongs: 'A', partners: [{ group: 'g', effects: ['b0'], own: false }] }); // prettier-ignore
    });

    test('an effect in A of a model without random effects', () => {
        const spec = modelSpec({ predictors: [drawn('x', normal)], a: [['b0', one, 0]], b: [['b1', x('x'), 1]] });
        expect(reasonOf(checked(spec), 'b0')).toEqual({ code: 'wrong-block', effect: 'b0' });
    });
});

describe('a link outside its domain', () => {
    const outside: [string, ModelSpec][] = [
        ['gamma, inverse link, η ≤ 0 at an end', modelSpec({ family: 'gamma', link: 'inverse', predictors: [drawn('x', uniform)], b: [['b0', one, 0.5], ['b1', x('x'), 1]] })], // prettier-ignore
        ['inverse Gaussian, inverse-square link, normal predictor', modelSpec({ family: 'inverseGaussian', link: 'inverseSquare', predictors: [drawn('x', normal)], b: [['b0', one, 5], ['b1', x('x'), 0.1]] })], // prettier-ignore
        ['Poisson, identity link', modelSpec({ family: 'poisson', link: 'identity', predictors: [drawn('x', { law: 'exponential', rate: 1 })], b: [['b0', one, 1], ['b1', x('x'), -0.1]] })], // prettier-ignore
        ['Poisson, square-root link', modelSpec({ family: 'poisson', link: 'sqrt', predictors: [drawn('x', uniform)], b: [['b0', one, 0.5], ['b1', x('x'), 1]] })], // prettier-ignore
        ['Poisson, square-root link, normal predictor', modelSpec({ family: 'poisson', link: 'sqrt', predictors: [drawn('x', normal)], b: [['b0', one, 3], ['b1', x('x'), 0.1]] })], // prettier-ignore
        ['binomial, log link above 0', modelSpec({ family: 'bernoulli', link: 'log', predictors: [drawn('x', uniform)], b: [['b0', one, -0.5], ['b1', x('x'), 1]] })], // prettier-ignore
        ['gamma, inverse link, random intercept', simple('gamma', uniform, 0.1, { link: 'inverse', a: [['b0', one, 9]] })],
        ['Poisson, square-root link, random intercept', simple('poisson', uniform, 0.1, { link: 'sqrt', a: [['b0', one, 9]] })],
        ['gaussian, inverse link, random slope', sloped('gaussian', uniform, 0.1, { link: 'inverse', a: [['b0', one, 9], ['b1', x('x'), 0.1]] })] // prettier-ignore
    ];
    test.each(outside)('%s', (_, spec) => {
        const analysis = checked(spec);
        expect(analysis.reason?.code).toBe('link-domain');
        expect(reasonOf(analysis, spec.fixed.at(-1)!.name)).toEqual(analysis.reason);
        expect(examine(spec).findings.map(finding => finding.code)).toContain('link-domain');
    });

    test('a family without this link', () => {
        expect(checked(simple('poisson', uniform, 0.1, { link: 'probit' })).reason?.code).toBe('invalid');
    });
});

describe('what the file asks for', () => {
    test('an effect', () => {
        const spec = simple('poisson', normal, 0.3, { a: [['b0', one, null]] });
        const analysis = checked(spec);
        expect(reasonOf(analysis, 'b1')).toEqual({ code: 'unknown-value', what: 'b0' });
        expect(analysis.parameters[0]!.leading.constant).toBe(0.5);
    });

    test('an effect that the weight does not depend on', () => {
        const analysis = checked(simple('gaussian', normal, 0.3, { a: [['b0', one, null]] }));
        expect(analysis.reason).toBeNull();
        expect(analysis.parameters.find(p => p.name === 'b1')!.leading.constant).toBeCloseTo(1, 12);
    });

    test('the sizes: constants without variances', () => {
        for (const [more, what] of [
            [{ m: null }, 'g'],
            [{ n: null }, 'n']
        ] as const) {
            const analysis = checked(simple('bernoulli', normal, 0.3, more));
            const { leading, reason } = analysis.parameters.find(p => p.name === 'b1')!;
            expect(reason).toEqual({ code: 'unknown-value', what });
            expect(leading.constant).toBeGreaterThan(0);
            expect(leading.asyVar).toBeNull();
        }
    });
});

describe('extreme values', () => {
    const families = ['gaussian', 'bernoulli', 'poisson', 'gamma', 'inverseGaussian', 'negativeBinomial'] as const;
    const links = { gaussian: ['identity', 'log'], bernoulli: ['logit', 'probit', 'cloglog'], poisson: ['log'], gamma: ['log'], inverseGaussian: ['log'], negativeBinomial: ['log'] } as const; // prettier-ignore
    const all = families.flatMap(family => links[family].map(link => [family, link] as const));

    describe.each(all)('%s, %s', (family, link) => {
        const size = family === 'negativeBinomial' ? { size: 2 } : {};
        const expectNumberOrReason = (spec: ModelSpec): void => {
            const analysis = checked(spec, { budget: 2e6 });
            for (const { name, leading, reason } of analysis.parameters) {
                if (reason === null) {
                    expect(leading.asyVar, name).toBeGreaterThanOrEqual(0);
                }
            }
            if (analysis.reason) {
                expect([
                    'not-finite',
                    'accuracy',
                    'infinite-moment',
                    'collinear',
                    'link-domain',
                    'not-positive-definite',
                    'invalid'
                ]).toContain(analysis.reason.code);
            }
        };

        test.each([1e5, -1e5, 800, -800, 1e300, -1e300, Number.MAX_VALUE])('intercept %d', value => {
            for (const law of [uniform, normal]) {
                expectNumberOrReason(simple(family, law, 0.5, { ...size, link, a: [['b0', one, value]] }));
            }
            expectNumberOrReason(sloped(family, uniform, 0.3, { ...size, link, a: [['b0', one, value], ['b1', x('x'), 0.2]] })); // prettier-ignore
            expectNumberOrReason(modelSpec({ ...size, family, link, predictors: [drawn('x', uniform)], b: [['b0', one, value], ['b1', x('x'), 0.2]] })); // prettier-ignore
        });

        test.each([1e5, -1e300, 40, 1e-300])('effect %d', value => {
            for (const law of [uniform, normal]) {
                expectNumberOrReason(simple(family, law, value, { ...size, link }));
            }
            expectNumberOrReason(modelSpec({ ...size, family, link, predictors: [drawn('x', normal)], b: [['b0', one, 0], ['b1', x('x'), value]] })); // prettier-ignore
        });

        test.each([1e300, 1e5, 1e-300, 0, 5e-324])('variance %d', value => {
            for (const law of [uniform, normal]) {
                expectNumberOrReason(simple(family, law, 0.5, { ...size, link, sigma: [[value]] }));
            }
        });

        test.each([1e300, 1e-300, 1e8, 1e-8])('a predictor in units of %d', scale => {
            expectNumberOrReason(simple(family, { law: 'normal', mean: 0, sd: scale }, 0.5, { ...size, link }));
            expectNumberOrReason(simple(family, { law: 'uniform', min: 0, max: scale }, 0.5 / scale, { ...size, link }));
            expectNumberOrReason(
                simple(family, { law: 'discrete', values: [0, scale], probabilities: [0.5, 0.5] }, 0.5, { ...size, link })
            );
        });
    });

    test.each(['poisson', 'negativeBinomial', 'bernoulli'] as const)('%s with an overflow says that it is one', family => {
        const size = family === 'negativeBinomial' ? { size: 2 } : {};
        const { reason } = checked(simple(family, uniform, 0.5, { ...size, a: [['b0', one, -1e5]] }));
        expect(reason?.code).toBe('not-finite');
    });

    test('the sizes of a design', () => {
        for (const n of [1, 1e300]) {
            expect(checked(simple('poisson', normal, 0.3, { n })).reason).toBeNull();
        }
        for (const phi of [1e300, 1e-300, 1e200]) {
            checked(simple('gamma', normal, 0.3, { phi }));
        }
        for (const size of [1e-300, 1e300]) {
            checked(simple('negativeBinomial', normal, 0.3, { size }));
        }
    });

    test('terms that are not numbers', () => {
        const log: Term = { op: 'call', function: 'log', argument: x('x') };
        expect(checked(simple('poisson', uniform, 0.3, { b: [['b1', log, 0.5]] })).reason?.code).toBe('not-finite');
        const ratio: Term = { op: '/', left: one, right: x('x') };
        const inverted = checked(simple('bernoulli', { law: 'bernoulli', p: 0.5 }, 0.3, { b: [['b1', ratio, 0.5]] }));
        expect(inverted.reason?.code).toBe('not-finite');
        const huge: Term = { op: 'call', function: 'exp', argument: times(number(1000), x('x')) };
        expect(checked(simple('gaussian', uniform, 0.3, { b: [['b1', huge, 0.5]] })).reason?.code).toBe('not-finite');
    });
});

describe('Σ', () => {
    const bad: [string, number[][]][] = [
        ['indefinite', [[1, 2], [2, 1]]],
        ['negative', [[-1, 0], [0, 1]]],
        ['singular', [[1, 1], [1, 1]]]
    ]; // prettier-ignore
    test.each(bad)('%s is no covariance', (name, sigma) => {
        const spec = sloped('bernoulli', uniform, 1, { sigma });
        checked(spec);
        expect(examine(spec).findings.map(finding => finding.code)).toContain('not-positive-definite');
        if (name !== 'singular') {
            expect(analyze(spec).reason?.code).toBe('not-positive-definite');
        }
    });
});

describe('models with little in them', () => {
    test('nothing at all', () => {
        const analysis = checked(modelSpec({ family: 'poisson' }));
        expect(analysis.parameters).toEqual([]);
        expect(analysis.reason).toBeNull();
    });

    test('an intercept alone', () => {
        const { parameters } = checked(modelSpec({ family: 'poisson', b: [['b0', one, 0.7]] }));
        expect(parameters[0]!.leading.constant).toBeCloseTo(Math.exp(-0.7), 12);
        const logistic = checked(modelSpec({ family: 'bernoulli', b: [['b0', one, 0]] }));
        expect(logistic.parameters[0]!.leading.constant).toBeCloseTo(4, 12);
    });

    test('a random intercept alone', () => {
        const analysis = checked(modelSpec({ family: 'bernoulli', a: [['b0', one, 0.7]], sigma: [[0.4]] }));
        expect(analysis.parameters[0]!.leading.constant).toBe(0.4);
        expect(analysis.reason).toBeNull();
    });

    test('predictors that no term uses', () => {
        const analysis = checked(simple('poisson', normal, 0.3, { predictors: [drawn('x', normal), drawn('y', { law: 'studentT', df: 1, location: 0, scale: 1 })] })); // prettier-ignore
        expect(analysis.reason).toBeNull();
    });

    test('a term with a predictor that is not there', () => {
        expect(checked(simple('poisson', normal, 0.3, { b: [['b1', x('z'), 0.5]] })).reason?.code).toBe('invalid');
    });
});

describe('a budget that is too small', () => {
    const specs: [string, ModelSpec][] = [
        ['logistic, random intercept', simple('bernoulli', normal, 2, { sigma: [[9]] })],
        ['probit, intercept and slope', sloped('bernoulli', uniform, 2, { link: 'probit' })],
        ['logistic, intercept and slope', sloped('bernoulli', uniform, 9)],
        ['Poisson, product of normals', simple('poisson', normal, 0.2, { predictors: [drawn('x', normal), drawn('y', normal)], b: [['b1', x('x'), 0.2], ['b2', times(x('x'), x('y')), 0.2]] })], // prettier-ignore
        ['logistic, log-normal', simple('bernoulli', { law: 'logNormal', meanlog: 0, sdlog: 1 }, 1)]
    ];
    test.each(specs)('%s: the error says how good the number is, or there is none', (_, spec) => {
        const truth = analyze(spec, { accuracy: 1e-13 });
        expect(truth.reason).toBeNull();
        for (const budget of [1, 10, 100, 1e3, 3e3, 1e4, 3e4, 1e5, 1e6]) {
            const analysis = checked(spec, { budget });
            spec.fixed.forEach(({ name, block }, i) => {
                if (block === 'A') {
                    return;
                }
                const { leading, reason } = analysis.parameters[i]!;
                const known = truth.parameters[i]!.leading.constant!;
                if (reason) {
                    expect(reason.code, name).toBe('accuracy');
                } else {
                    expect(Math.abs(leading.constant! - known)).toBeLessThanOrEqual(leading.constantError! + 1e-13 * known);
                }
            });
        }
    });

    test('ten digits are not said to be there where the budget is too small for them', () => {
        const spec = sloped('bernoulli', uniform, 25, { link: 'cloglog' });
        const of = (budget: number): Analysis => checked(spec, { budget });
        const [short, enough] = [of(20), of(2e8)];
        expect(enough.integrals[0]!.error).toBeLessThanOrEqual(1e-10);
        if (short.reason) {
            expect(short.reason.code).toBe('accuracy');
        } else {
            expect(short.integrals[0]!.error).toBeGreaterThan(1e-10);
        }
    });

    test.each([1e-2, 1e-4, 1e-6, 1e-8, 1e-12])('an accuracy of %d is certified honestly', accuracy => {
        for (const [, spec] of specs) {
            const truth = analyze(spec, { accuracy: 1e-13 });
            const analysis = checked(spec, { accuracy });
            analysis.parameters.forEach(({ block, leading }, i) => {
                if (block !== 'B') {
                    return;
                }
                const known = truth.parameters[i]!.leading;
                expect(Math.abs(leading.constant! - known.constant!)).toBeLessThanOrEqual(
                    leading.constantError! + known.constantError! + 1e-13 * known.constant!
                );
            });
        }
    });

    test('stopping', () => {
        expect(checked(specs[2]![1], { shouldStop: () => true }).reason).toEqual({ code: 'stopped' });
    });
});
