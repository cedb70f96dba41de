import { describe, expect, test } from 'vitest';
import { analyze, type ParameterAnalysis } from '../../src-engine/index.js';
import type { FamilyName, Law, LinkName } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, times, x } from './specs.js';

const normal: Law = { law: 'normal', mean: 0, sd: 1 };
const uniform: Law = { law: 'uniform', min: -1, max: 1 };
const exponential = (rate: number): Law => ({ law: 'exponential', rate });
const logNormal: Law = { law: 'logNormal', meanlog: 0, sdlog: 0.5 };
const gamma: Law = { law: 'gamma', shape: 4, rate: 2 };
const binomial: Law = { law: 'binomial', size: 6, p: 0.3 };

/** A random intercept, a group-level predictor z, and x within groups. */
function second(family: FamilyName, link: LinkName | undefined, law: Law, effect: number, sigma2 = 0.6): ParameterAnalysis[] {
    const spec = modelSpec({
        family,
        ...(family === 'negativeBinomial' && { size: 2 }),
        ...(link && { link }),
        predictors: [drawn('z', law, 'g'), drawn('x', uniform)],
        a: [
            ['b0', one, 0.2],
            ['b1', x('z'), effect]
        ],
        b: [['b2', x('x'), 0.4]],
        effects: ['b0'],
        sigma: [[sigma2]],
        n: 12,
        m: 40
    });
    return analyze(spec, { exact: 'none' }).parameters;
}

// E 1/w(b₀ + bz + U): the normal U gives a constant for exponential tails, and a factor 1/(1 − σ²) in the exponent for those of a probit.
describe('a group-level predictor whose tail outweighs the information has no second terms', () => {
    test.each<[string, FamilyName, LinkName | undefined, Law, number, number]>([
        ['logistic, log-normal', 'bernoulli', undefined, logNormal, 0.1, 0.6],
        ['logistic, exponential, effect above its rate', 'bernoulli', undefined, exponential(2), 2.5, 0.6],
        ['logistic, exponential, effect below minus its rate', 'bernoulli', undefined, exponential(2), -2.5, 0.6],
        ['Poisson, exponential, effect below minus its rate', 'poisson', undefined, exponential(1), -1.05, 0.6],
        ['negative binomial, log-normal', 'negativeBinomial', undefined, logNormal, -0.3, 0.6],
        ['probit, gamma', 'bernoulli', 'probit', gamma, 0.05, 0.3],
        ['probit, normal, b² ≥ 1 − σ²', 'bernoulli', 'probit', normal, 0.7, 0.6]
    ])('%s', (_, family, link, law, effect, sigma2) => {
        const parameters = second(family, link, law, effect, sigma2);
        for (const { name, block, twoTerm, refined } of parameters) {
            if (name === 'b2') {
                expect(twoTerm.asyVar).toBeGreaterThan(0);
            } else {
                expect([twoTerm.asyVar, twoTerm.reason?.code]).toEqual([null, 'infinite-moment']);
            }
            // Of a Poisson model the refined form takes more digits than there are.
            if (block !== null && family !== 'poisson') {
                expect(refined.asyVar).toBeGreaterThan(0);
            }
        }
        const { reason } = parameters.find(({ name }) => name === 'b1')!.twoTerm;
        expect(reason).toMatchObject({ predictors: ['z'] });
    });

    test.each<[string, FamilyName, LinkName | undefined, Law, number, number]>([
        ['logistic, normal', 'bernoulli', undefined, normal, 1.5, 0.6],
        ['logistic, exponential, effect below its rate', 'bernoulli', undefined, exponential(2), 1.2, 0.6],
        ['Poisson, exponential, negative effect', 'poisson', undefined, exponential(1), -0.5, 0.6],
        ['Poisson, log-normal with an effect of 0', 'poisson', undefined, logNormal, 0, 0.6],
        ['negative binomial, exponential, positive effect', 'negativeBinomial', undefined, exponential(3), 0.5, 0.6],
        ['probit, normal, b² < 1 − σ²', 'bernoulli', 'probit', normal, 0.4, 0.6],
        ['probit, counts up to 6', 'bernoulli', 'probit', binomial, 0.8, 0.3]
    ])('%s: it has', (_, family, link, law, effect, sigma2) => {
        for (const { name, kind, twoTerm } of second(family, link, law, effect, sigma2)) {
            if (kind === 'fixed') {
                expect(twoTerm.asyVar, name).toBeGreaterThan(0);
            }
        }
    });

    test('a random slope that it multiplies', () => {
        const slopes = (law: Law) =>
            analyze(
                modelSpec({
                    family: 'bernoulli',
                    predictors: [drawn('z', law, 'g'), drawn('x', { law: 'uniform', min: 1, max: 2 })],
                    a: [
                        ['b0', one, 0.2],
                        ['b1', times(x('z'), x('x')), 0]
                    ],
                    effects: ['b0', 'b1'],
                    sigma: [
                        [0.5, 0],
                        [0, 0.2]
                    ],
                    n: 12,
                    m: 40
                }),
                { exact: 'none' }
            ).parameters.find(({ name }) => name === 'b0')!.twoTerm;
        expect(slopes(gamma).reason?.code).toBe('infinite-moment');
        expect(slopes({ law: 'discrete', values: [1, 2], probabilities: [0.5, 0.5] }).asyVar).toBeGreaterThan(0);
    });
});
