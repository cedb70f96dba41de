/** Simulated information against sums, reference values and closed forms, within Monte-Carlo error at fixed seeds. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exactInformation } from '../../../src-engine/exact/exact-information.js';
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';
import { drawn, modelSpec, one, times, x, type Sketch } from '../specs.js';
import { specOfStudy } from '../study/studies.js';
import { deviations, largest, never, simulated, summed, variancesOf } from './group-informations.js';

describe('Poisson, predictors drawn anew: reference averages over random designs', () => {
    interface Row {
        b0: number;
        b1: number;
        sigma2: number;
        n: number;
        design: string;
        m_cov_exact_3param: number[][];
        m_cov_se: number[][];
    }
    const { cases } = JSON.parse(readFileSync(new URL('../../reference/exact-poisson.json', import.meta.url), 'utf8')) as { cases: Row[] };
    test.each(cases.filter(({ design }) => design === 'iid').map(c => [`β = ${c.b0}, ${c.b1}, σ² = ${c.sigma2}, n = ${c.n}`, c] as const))(
        '%s',
        (_, c) => {
            const spec = modelSpec({
                family: 'poisson',
                predictors: [drawn('x', { law: 'uniform', min: -1, max: 1 })],
                a: [['b0', one, c.b0]],
                b: [['b1', x('x'), c.b1]],
                sigma: [[c.sigma2]],
                n: c.n
            });
            const found = simulated(spec);
            const diagonal = (a: number[][]): number[] => a.map((row, i) => row[i]!);
            expect(largest(deviations(found, diagonal(c.m_cov_exact_3param), diagonal(c.m_cov_se)))).toBeLessThan(4);
            expect(Math.max(...found.errors.map((error, i) => error / found.covariance[i]![i]!))).toBeLessThanOrEqual(0.01);
        }
    );
});

describe('sums and simulation', () => {
    const intercept: Sketch = {
        predictors: [drawn('x', { law: 'bernoulli', p: 0.4 })],
        a: [['b0', one, -0.5]],
        b: [['b1', x('x'), 0.7]],
        sigma: [[1.2]],
        n: 6
    };
    const slope: Sketch = {
        predictors: [
            { kind: 'each', name: 'x1', points: [0, 1, 3], per: null },
            { kind: 'each', name: 'arm', points: [0, 1], per: 'g' }
        ],
        a: [
            ['b0', one, 0.2],
            ['b1', x('x1'), 0.4],
            ['arm', x('arm'), 0.5],
            ['more', times(x('arm'), x('x1')), -0.3]
        ],
        effects: ['b0', 'b1'],
        sigma: [
            [0.8, -0.1],
            [-0.1, 0.3]
        ],
        n: 6
    };
    const models: [string, Sketch][] = [
        ['logit', { ...intercept, family: 'bernoulli' }],
        ['probit', { ...intercept, family: 'bernoulli', link: 'probit' }],
        ['cloglog', { ...intercept, family: 'bernoulli', link: 'cloglog' }],
        ['binomial with trials by predictor', { ...intercept, family: 'binomial', trials: { op: '+', left: one, right: times(x('x'), { op: 'number', value: 3 }) } }], // prettier-ignore
        ['poisson', { ...intercept, family: 'poisson' }],
        ['poisson, many', { ...intercept, family: 'poisson', sigma: [[4]], a: [['b0', one, 3]] }],
        ['negative binomial', { ...intercept, family: 'negativeBinomial', size: 2, predictors: [], b: [] }],
        ['little variance', { ...intercept, family: 'bernoulli', sigma: [[0.01]] }],
        ['much variance', { ...intercept, family: 'bernoulli', sigma: [[16]] }],
        ['slopes and arms, logit', { ...slope, family: 'bernoulli' }],
        ['slopes and arms, probit', { ...slope, family: 'bernoulli', link: 'probit' }]
    ];
    test.each(models)('%s', (_, sketch) => {
        const spec = modelSpec(sketch);
        const found = simulated(spec, 0.02);
        expect(found.simulated).toBe(true);
        expect(largest(deviations(found, variancesOf(summed(spec))))).toBeLessThan(4);
    });

    test('the size of groups has a law', () => {
        const spec = { ...modelSpec({ ...intercept, family: 'bernoulli' }) };
        spec.design = { ...spec.design, n: { kind: 'poisson', mean: 6 } };
        const sum = summed(spec);
        expect(largest(deviations(simulated(spec), variancesOf(sum)))).toBeLessThan(4);
        // Which is the average of the informations, not that of one mean size.
        expect(Math.abs(sum.information[0]![0]! / summed(modelSpec({ ...intercept, family: 'bernoulli' })).information[0]![0]! - 1)).toBeGreaterThan(0.01); // prettier-ignore
    });
});

test('Gaussian responses have the closed form of the one-way layout', () => {
    const [sigma2, phi, n] = [0.7, 2, 5];
    const spec = modelSpec({ family: 'gaussian', phi, a: [['b0', one, 1]], sigma: [[sigma2]], n });
    const found = simulated(spec, 0.005);
    const between = sigma2 + phi / n;
    const variances = [between, 2 * between ** 2 + (2 * phi ** 2) / (n * n * (n - 1)), (2 * phi ** 2) / (n - 1)];
    expect(largest(deviations(found, variances))).toBeLessThan(4);
    expect(Math.abs(found.covariance[1]![2]! - (-2 * phi ** 2) / (n * (n - 1)))).toBeLessThan(0.02);
});

test('gamma: in large groups the dispersion and all else have their leading variances', () => {
    const spec = modelSpec({
        family: 'gamma',
        phi: 0.5,
        predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })],
        a: [['b0', one, 0.3]],
        b: [['b1', x('x'), 0.4]],
        sigma: [[0.6]],
        n: 400
    });
    const found = simulated(spec, 0.005);
    const trigammaOfTwo = Math.PI ** 2 / 6 - 1;
    const leading = [0.6, 0.5 / 400, 2 * 0.36, 0.5 ** 4 / (trigammaOfTwo - 0.5) / 400];
    leading.forEach((value, i) => expect(Math.abs(found.covariance[i]![i]! / value - 1)).toBeLessThan(0.02));
});

describe('a logistic model with random slopes', () => {
    const spec = modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x1', { law: 'normal', mean: 0, sd: 1 }), drawn('x2', { law: 'normal', mean: 0, sd: 1 })],
        a: [
            ['b0', one, -0.8],
            ['b1', x('x1'), 0.4]
        ],
        b: [['b2', x('x2'), 0.45]],
        sigma: [
            [0.64, -0.08],
            [-0.08, 0.25]
        ],
        n: 20
    });

    test('two seeds agree within their errors, and one with itself to the last digit', () => {
        const [a, b, again] = [simulated(spec, 0.02, 1), simulated(spec, 0.02, 2), simulated(spec, 0.02, 1)];
        expect(largest(deviations(a, variancesOf(b), b.errors))).toBeLessThan(4);
        expect(largest(deviations(a, variancesOf(b), b.errors))).toBeGreaterThan(0);
        expect(again).toEqual(a);
    });

    test('progress is told, and the work can be stopped', () => {
        const told: JointCovariance[] = [];
        const options = { simulate: { relativeError: 0.008, seed: 1 }, onProgress: (current: JointCovariance) => told.push(current) };
        const result = exactInformation(spec, { ...options, shouldStop: never });
        expect(told.length).toBeGreaterThan(1);
        expect(told.at(-1)).toEqual(result);
        expect(told[0]!.errors[4]!).toBeGreaterThan(result.errors[4]!);
        expect(result.members).toEqual([0, 1, 2, 3, 4, 5]);
        let asked = 0;
        expect(() => exactInformation(spec, { ...options, shouldStop: () => ++asked > 20 })).toThrow(new NotAvailable({ code: 'stopped' }));
    });
});

test('three random effects', () => {
    const spec = modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x1', { law: 'normal', mean: 0, sd: 1 }), drawn('x2', { law: 'uniform', min: -1, max: 1 })],
        a: [
            ['b0', one, 0.2],
            ['b1', x('x1'), 0.4],
            ['b2', x('x2'), 0.3]
        ],
        sigma: [
            [0.6, 0.1, 0],
            [0.1, 0.4, 0],
            [0, 0, 0.5]
        ],
        n: 30
    });
    const found = simulated(spec, 0.06);
    expect(found.covariance.length).toBe(9);
    // At least what many observations would leave.
    [0.6, 0.4, 0.5, 2 * 0.36, 2 * 0.16, 2 * 0.25].forEach((least, i) => expect(found.covariance[i]![i]!).toBeGreaterThan(least));
});

test('standard errors tell the spread over seeds, also where a few groups have most of the weight', () => {
    const spec = modelSpec({ family: 'negativeBinomial', size: 2, a: [['b0', one, -0.5]], sigma: [[1.2]], n: 6 });
    const variances = variancesOf(summed(spec));
    const squares = Array.from({ length: 20 }, (_, seed) => deviations(simulated(spec, 0.02, seed), variances)[1]! ** 2);
    const mean = squares.reduce((sum, x) => sum + x, 0) / squares.length;
    // χ² with 20 degrees of freedom over 20: from 0.3 to 2.3 but for one time in a thousand.
    expect(mean).toBeGreaterThan(0.3);
    expect(mean).toBeLessThan(2.3);
});

test('it does not matter how many groups of each arm and size are drawn', async () => {
    const spec = await specOfStudy(
        `family bernoulli predictor x ~ Uniform(-1, 1) predictor arm each 0, 1 per g fixed A { b0: 1 = -0.5; e: arm = 0.5 } fixed B { b1: x = 0.4 }
         random g { b0 sd 0.8 } design { g = 40, n ~ Poisson(60) }`
    );
    const { covariance, errors } = simulated(spec);
    expect(errors[0]! / covariance[0]![0]!).toBeLessThan(0.002);
});
