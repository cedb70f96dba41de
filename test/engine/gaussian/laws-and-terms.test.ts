/** The exact variance of a term, from its variance under the law of its predictors. */
import { describe, expect, test } from 'vitest';
import { gaussianExact } from '../../../src-engine/gaussian/gaussian-exact.js';
import type { Law, Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, one, times, x } from '../specs.js';
import { exact, reasonOf, variance } from './exact-covariance.js';
import { mixed, standardNormal } from './mixed-spec.js';

describe('laws and terms', () => {
    const group = { g: { count: 10, effects: ['b0'], sigma: [[0.5]] } };
    const [n, phi] = [6, 1.3];
    /** Information of a term whose variance and mean are known, beside the intercept. */
    const expected = (s2: number): number => 1 / (10 * s2 * ((n - 1) / phi + 1 / (phi + n * 0.5)));

    test.each<[string, Law, Term, number]>([
        ['x²', standardNormal, times(x('t'), x('t')), 2],
        ['exp(x)', standardNormal, { op: 'call', function: 'exp', argument: x('t') }, Math.E * (Math.E - 1)],
        ['x > 0.3', { law: 'uniform', min: 0, max: 1 }, { op: '>', left: x('t'), right: { op: 'number', value: 0.3 } }, 0.21],
        ['x', { law: 'gamma', shape: 2, rate: 0.5 }, x('t'), 8],
        ['x', { law: 'studentT', df: 3, location: 1, scale: 2 }, x('t'), 12],
        ['x²', { law: 'exponential', rate: 1 }, times(x('t'), x('t')), 20],
        ['x', { law: 'poisson', rate: 3 }, x('t'), 3],
        ['x²', { law: 'bernoulli', p: 0.3 }, times(x('t'), x('t')), 0.21],
        [
            'x',
            {
                law: 'mixture',
                components: [
                    { probability: 0.5, law: standardNormal },
                    { probability: 0.5, law: { law: 'normal', mean: 4, sd: 1 } }
                ]
            },
            x('t'),
            5
        ]
    ])('%s of %o', (_, law, term, s2) => {
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', term]
            ],
            [drawn('t', law)],
            n,
            phi
        );
        const joint = exact(spec);
        const found = joint.covariance[1]![1]!;
        expect(Math.abs(found / expected(s2) - 1)).toBeLessThan(1e-11);
        expect(Math.abs(found - expected(s2))).toBeLessThan(joint.errors[1]!);
    });

    test('a threshold that a discrete predictor moves', () => {
        // u > 0.2 or u > 0.7, with probability 1/2 each, drawn anew for every observation: Bernoulli(0.55).
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', { op: '>', left: x('u'), right: x('c') }]
            ],
            [
                drawn('u', { law: 'uniform', min: 0, max: 1 }),
                drawn('c', { law: 'discrete', values: [0.2, 0.7], probabilities: [0.5, 0.5] })
            ],
            n,
            phi
        );
        expect(Math.abs(variance(spec, 'b1') / expected(0.55 * 0.45) - 1)).toBeLessThan(1e-12);
    });

    test('a threshold that is drawn from a density takes chance', () => {
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', { op: '>', left: x('u'), right: x('c') }]
            ],
            [drawn('u', standardNormal), drawn('c', standardNormal, 'g')],
            n,
            phi
        );
        expect(reasonOf(spec)).toEqual({ code: 'not-computed' });
        const { covariance, errors, simulated } = gaussianExact(spec, {
            shouldStop: () => false,
            monteCarlo: { relativeError: 0.01, seed: 1 }
        });
        // P(u > c | c) = 1 − Φ(c) is uniform: of the variance 1/4 of the indicator 1/12 lies between groups.
        const information = 10 * ((n * (1 / 12)) / (phi + n * 0.5) + (1 / 6) * ((n - 1) / phi + 1 / (phi + n * 0.5)));
        expect(simulated).toBe(true);
        expect(Math.abs(covariance[1]![1]! - 1 / information)).toBeLessThan(4 * errors[1]!);
    });

    test('levels of a categorical predictor', () => {
        const site: Law = { law: 'categorical', levels: ['a', 'b', 'c'], probabilities: [0.5, 0.3, 0.2] };
        const level = (name: string): Term => ({ op: 'level', predictor: 'site', level: name });
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['bb', level('b')],
                ['bc', level('c')]
            ],
            [drawn('site', site)],
            n,
            phi
        );
        // Covariance of the indicators, inverted: 1/p_b + 1/p_a on the diagonal.
        expect(Math.abs(variance(spec, 'bb') / ((1 / 0.3 + 1 / 0.5) * expected(1)) - 1)).toBeLessThan(1e-12);
    });

    test('correlated normal predictors, one of them squared', () => {
        const law: Law = {
            law: 'mvNormal',
            mean: [1, 2],
            covariance: [
                [1, 0.6],
                [0.6, 2]
            ]
        };
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', x('s')],
                ['b2', x('t')],
                ['b3', times(x('t'), x('t'))]
            ],
            [{ kind: 'random', names: ['s', 't'], law, per: null }],
            n,
            phi
        );
        // What of s its linear projection on t leaves: 1 − 0.36/2. Squares are of no use for it: E(s | t) is linear.
        expect(Math.abs(variance(spec, 'b1') / expected(1 - 0.18) - 1)).toBeLessThan(1e-11);
    });

    test('twelve linear predictors take no tensor rule', () => {
        const names = Array.from({ length: 12 }, (_, i) => `x${i}`);
        const spec = mixed(
            group,
            [['b0', one], ...names.map((name): [string, Term] => [`b${name}`, x(name)])],
            names.map(name => drawn(name, standardNormal)),
            n,
            phi
        );
        expect(Math.abs(variance(spec, 'bx7') / expected(1) - 1)).toBeLessThan(1e-12);
    });
});
