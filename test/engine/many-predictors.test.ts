import { expect, test } from 'vitest';
import { analyze, type Law } from '../../src-engine/index.js';
import { drawn, modelSpec, one, times, x } from './specs.js';

/** Each effect of a linear mixed model with independent predictors has C = 1/Var(X); with φ = 1. */
test('six independent predictors of mixed laws', { timeout: 300_000 }, () => {
    const laws: [string, Law, number][] = [
        ['normal', { law: 'normal', mean: 0, sd: 1 }, 1],
        ['poisson', { law: 'poisson', rate: 2 }, 2],
        ['uniform', { law: 'uniform', min: 0, max: 1 }, 1 / 12],
        ['discrete', { law: 'discrete', values: [1, 2, 3], probabilities: [1 / 3, 1 / 3, 1 / 3] }, 2 / 3],
        ['exponential', { law: 'exponential', rate: 1 }, 1],
        ['logNormal', { law: 'logNormal', meanlog: 0, sdlog: 0.3 }, Math.exp(0.09) * Math.expm1(0.09)]
    ];
    const spec = modelSpec({
        predictors: laws.map(([name, law]) => drawn(name, law)),
        a: [['b0', one, 1]],
        b: laws.map(([name]) => [`of ${name}`, x(name), 0.3]),
        sigma: [[0.25]],
        n: 10
    });
    const { parameters } = analyze(spec, { exact: 'none' });
    for (const [name, , variance] of laws) {
        const { constant } = parameters.find(parameter => parameter.name === `of ${name}`)!.leading;
        expect(Math.abs(constant! * variance - 1)).toBeLessThan(1e-10);
    }
});

test('a product of two of them, and a square: the inverse of their covariance', { timeout: 300_000 }, () => {
    // Independent x, y, z with means 0, 2, 1/2: the moments of x y and z² by hand.
    const spec = modelSpec({
        predictors: [
            drawn('x', { law: 'normal', mean: 0, sd: 1 }),
            drawn('y', { law: 'gamma', shape: 4, rate: 2 }),
            drawn('z', { law: 'uniform', min: 0, max: 1 }),
            drawn('t', { law: 'poisson', rate: 40 }),
            drawn('s', { law: 'binomial', size: 60, p: 0.3 }),
            drawn('l', { law: 'logNormal', meanlog: 0, sdlog: 0.5 })
        ],
        a: [['b0', one, 1]],
        b: [
            ['bx', x('x'), 0.3],
            ['bxy', times(x('x'), x('y')), 0.1],
            ['bz', x('z'), 0.2],
            ['bzz', times(x('z'), x('z')), 0.2],
            ['bt', x('t'), 0.1],
            ['bs', x('s'), 0.1],
            ['bl', x('l'), 0.1]
        ],
        sigma: [[0.25]],
        n: 10
    });
    const constants = Object.fromEntries(analyze(spec, { exact: 'none' }).parameters.map(({ name, leading }) => [name, leading.constant!]));
    // Cov(x, xy) = E y = 2, Var(xy) = E y² = 5; of z and z²: 1/12, 1/12, 4/45.
    const expected = {
        bx: 5 / (5 - 4),
        bxy: 1 / (5 - 4),
        bz: 4 / 45 / (4 / 540 - 1 / 144),
        bzz: 1 / 12 / (4 / 540 - 1 / 144),
        bt: 1 / 40,
        bs: 1 / 12.6
    };
    for (const [name, constant] of Object.entries(expected)) {
        expect(Math.abs(constants[name] / constant - 1), name).toBeLessThan(1e-10);
    }
    expect(constants.bl * Math.exp(0.25) * Math.expm1(0.25)).toBeCloseTo(1, 10);
});
