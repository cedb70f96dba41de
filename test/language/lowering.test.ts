import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { describe, expect, it } from 'vitest';
import type { LoweredModel } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { openText } from '../open-text.js';

interface Parts {
    family?: string;
    predictors?: string;
    a?: string;
    b?: string;
    random?: string;
    design?: string;
    more?: string;
}

async function lower(parts: Parts): Promise<LoweredModel> {
    const {
        family = 'gaussian(phi = 2)',
        predictors = 'predictor x ~ Normal(0, 1)',
        a = 'beta0: 1 = 0.5',
        b = 'beta1: x = 0.1',
        random = 'random g { beta0 sd 0.8 }',
        design = 'design { g = 50, n = 20 }',
        more = ''
    } = parts;
    const file = await openText(
        `model m {\nfamily ${family}\n${predictors}\nfixed A { ${a} }\nfixed B { ${b} }\n${random}\n${design}\n${more}\n}`
    );
    return file.models[0];
}

async function spec(parts: Parts): Promise<ModelSpec> {
    const { spec: lowered, issues } = await lower(parts);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    return lowered!;
}

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

describe('designs, goals and the rest', () => {
    it('reads sizes', async () => {
        expect((await spec({ design: 'design { g = 50, n ~ Poisson(20), attrition 0.15 }' })).design).toEqual({
            counts: [{ group: 'g', count: 50 }],
            n: { kind: 'poisson', mean: 20 },
            attrition: 0.15
        });
        expect((await spec({ design: 'design { g = 50; n ~ Sizes(mean = 20, cv = 0.4) }' })).design.n).toEqual({
            kind: 'sizes',
            mean: 20,
            cv: 0.4
        });
    });

    it('treats a count that is missing as unknown, so that the constants are still told', async () => {
        const { spec: lowered, issues } = await lower({ design: 'design { n = 20 }' });
        expect(lowered?.design.counts).toEqual([{ group: 'g', count: null }]);
        expect(issues.map(({ code }) => code)).toEqual(['design-incomplete']);
    });

    it('reads tests as linear hypotheses', async () => {
        const { tests } = await spec({
            b: 'beta1: x = 0.1; beta2: x^3 = 0.2',
            more: `let w = 2
                derive d = w * (beta1 - beta2 / 4)
                test joint: d - 1 = 0 and -beta2 = w power 0.9 reference t alpha 0.01
                test beta1  =  /* nothing */ 0 greater`
        });
        expect(tests).toEqual([
            {
                name: 'joint',
                hypothesis: 'd - 1 = 0 and -beta2 = w',
                contrasts: [
                    {
                        coefficients: [
                            { effect: 'beta1', coefficient: 2 },
                            { effect: 'beta2', coefficient: -0.5 }
                        ],
                        value: 1
                    },
                    { coefficients: [{ effect: 'beta2', coefficient: -1 }], value: 2 }
                ],
                alternative: 'two-sided',
                alpha: 0.01,
                power: 0.9,
                reference: 't'
            },
            {
                name: null,
                hypothesis: 'beta1 = 0',
                contrasts: [{ coefficients: [{ effect: 'beta1', coefficient: 1 }], value: 0 }],
                alternative: 'greater',
                alpha: 0.05,
                power: null,
                reference: 'z'
            }
        ]);
    });

    it('writes sd and corr with covariances, and derived quantities out', async () => {
        const { derived, precisions } = await spec({
            more: 'derive s = sd(beta0 | g) derive r = exp(beta1) / (s + phi) precision r factor 1.5'
        });
        const sd = { op: 'call', function: 'sqrt', argument: { op: 'covariance', effects: ['beta0', 'beta0'], group: 'g' } };
        const ratio = {
            op: '/',
            left: { op: 'call', function: 'exp', argument: { op: 'effect', name: 'beta1' } },
            right: { op: '+', left: sd, right: { op: 'phi' } }
        };
        expect(derived).toEqual([
            { name: 's', quantity: sd, text: 'sd(beta0 | g)' },
            { name: 'r', quantity: ratio, text: 'exp(beta1) / (s + phi)' }
        ]);
        expect(precisions).toEqual([{ target: ratio, text: 'r', goal: { factor: 1.5 }, level: 0.95 }]);
    });

    it('carries costs, sweeps, data, simulations and accuracy', async () => {
        const lowered = await spec({
            more: `cost { per g 100, per observation 5, budget 20000 }
                sweep g = 10..30 step 10
                sweep n = 5, 10
                data d from "d.csv" { response y, g id, x "the dose" }
                simulate { replicates 500, method gva }
                using two-term`
        });
        expect(lowered.cost).toEqual({
            prices: [
                { unit: 'g', price: 100 },
                { unit: null, price: 5 }
            ],
            budget: 20000
        });
        expect(lowered.sweeps).toEqual([
            { quantity: 'count', name: 'g', values: [10, 20, 30] },
            { quantity: 'n', name: 'n', values: [5, 10] }
        ]);
        expect(lowered.data).toEqual([
            {
                name: 'd',
                file: 'd.csv',
                response: 'y',
                columns: [
                    { name: 'g', column: 'id', role: 'group' },
                    { name: 'x', column: 'the dose', role: 'predictor' }
                ]
            }
        ]);
        expect(lowered.simulation).toEqual({ replicates: 500, seed: 1, method: 'gva' });
        expect(lowered.using).toBe('twoTerm');
    });

    it('leaves out a goal without meaning, and keeps the numbers', async () => {
        const { spec: lowered } = await lower({ more: 'test beta9 = 0\ntest beta1 = 0\nderive d = exp(nothing)' });
        expect(lowered?.tests.map(({ hypothesis }) => hypothesis)).toEqual(['beta1 = 0']);
        expect(lowered?.derived).toEqual([]);
    });
});

describe('hash, places and comments', () => {
    const text = `model m {
    family bernoulli
    predictor x ~ Normal(0, 1)
    fixed A { beta0: 1 = 0.5 }
    fixed B { beta1: x = 0.25 }
    random g { beta0 sd 0.5 }
    design { g = 50, n = 20 }
}`;

    it.each([
        ['comments', `// more\n\n${text}`],
        ['white space', text.replaceAll('    ', '\t')],
        ['line ends', text.replaceAll('\n', '\r\n')],
        ['separators', text.replace(', n', '; n')],
        ['another way to write a number', text.replace('0.25', '1 / 4')]
    ])('the hash is that of the meaning: %s do not change it', async (_, other) => {
        expect((await openText(other)).models[0].hash).toBe((await openText(text)).models[0].hash);
    });

    it.each([
        ['a value', text.replace('0.25', '0.26')],
        ['a name', text.replace('beta1', 'beta2')],
        ["the model's name", text.replace('model m', 'model other')],
        ['a goal', text.replace(/}$/, 'test beta1 = 0 }')]
    ])('the hash is that of the meaning: %s changes it', async (_, other) => {
        expect((await openText(other)).models[0].hash).not.toBe((await openText(text)).models[0].hash);
    });

    it('tells where everything stands, with its comment', async () => {
        const source = `/** The model.
 * In two lines. */
model m "A title" {
    family gaussian(phi = 2)
    /** Dose in mg. */
    predictor x ~ Normal(0, 1)
    fixed A {
        /** The intercept. */
        beta0: 1 = 0.5
        slope: x = 1
    }
    random g { beta0 sd 0.8; slope sd 1; correlation(slope, beta0) = 0.1 }
    design { g = 50, n = 20 }
    // no doc
    derive r = exp(slope)
    test main: slope = 0
    test slope - beta0 = 0
    precision r halfwidth 0.1
}`;
        const [model] = (await openText(source)).models;
        expect([model.name, model.title, model.doc]).toEqual(['m', 'A title', 'The model.\nIn two lines.']);
        const lines = source.split('\n');
        const shown = model.places.map(({ kind, name, nameRange: { start, end }, doc }) => [
            kind,
            name,
            lines[start.line].slice(start.character, end.character),
            doc
        ]);
        expect(shown).toEqual([
            ['dispersion', 'phi', 'phi = 2', null],
            ['predictor', 'x', 'x', 'Dose in mg.'],
            ['fixed', 'beta0', 'beta0', 'The intercept.'],
            ['fixed', 'slope', 'slope', null],
            ['group', 'g', 'g', null],
            ['variance', 'var(beta0 | g)', 'beta0', null],
            ['variance', 'var(slope | g)', 'slope', null],
            ['covariance', 'cov(beta0, slope | g)', 'beta0', null],
            ['derived', 'r', 'r', null],
            ['test', 'main', 'main', null],
            ['test', 'slope - beta0 = 0', 'slope - beta0 = 0', null],
            ['precision', 'r', 'r', null]
        ]);
    });

    it('say where goals, costs, sweeps and `?` stand, and which of the spec they are', async () => {
        const source = `model m {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = 0.5 }
    fixed B { slope: x = ( ? ) }
    random g { beta0 sd 0.8 }
    design { g = 50, n = 20 }
    sweep n = 5..10
    sweep g = 20, 50
    test slope = 0 power 0.8
    test slope = 0 power 2
    test slope = 0 greater power 0.9
    precision nothing halfwidth 1
    precision slope halfwidth 0.1
    /** What a visit costs. */
    cost { per observation 5 }
}`;
        const [model] = (await openText(source)).models;
        const lines = source.split('\n');
        const shown = model.places
            .filter(({ kind }) => ['test', 'precision', 'cost', 'sweep', 'asked'].includes(kind))
            .map(({ kind, name, index, nameRange: { start, end }, range, doc }) => [
                kind,
                name,
                index,
                `${start.line}: ${lines[start.line].slice(start.character, end.character)}`,
                lines[range.start.line].slice(range.start.character, range.end.character),
                doc
            ]);
        expect(shown).toEqual([
            ['sweep', 'n', 0, '7: n', 'sweep n = 5..10', null],
            ['sweep', 'g', 1, '8: g', 'sweep g = 20, 50', null],
            ['test', 'slope = 0', 0, '9: slope = 0', 'test slope = 0 power 0.8', null],
            ['test', 'slope = 0', null, '10: slope = 0', 'test slope = 0 power 2', null],
            ['test', 'slope = 0', 1, '11: slope = 0', 'test slope = 0 greater power 0.9', null],
            ['precision', 'nothing', null, '12: nothing', 'precision nothing halfwidth 1', null],
            ['precision', 'slope', 0, '13: slope', 'precision slope halfwidth 0.1', null],
            ['cost', 'cost', null, '15: cost', 'cost { per observation 5 }', 'What a visit costs.'],
            ['asked', 'slope', null, '4: ?', 'slope: x = ( ? )', null]
        ]);
    });
});
