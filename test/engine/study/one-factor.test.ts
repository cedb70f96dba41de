/** Models with one grouping factor: the average over whole studies against the deterministic rule. */
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src-engine/index.js';
import { attempt } from '../../../src-engine/result/not-available.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { refinedStudy } from '../../../src-engine/study/refined-study.js';
import { specOfStudy, studyOptions } from './studies.js';

const models: [string, string][] = [
    [
        'logistic, within',
        'family bernoulli predictor x each 0, 1 fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } random g { b0 sd 0.8 } design { g = 20, n = 6 }'
    ],
    [
        'logistic, between',
        'family bernoulli predictor arm each 0, 1 per g fixed A { b0: 1 = -1; a: arm = 0.5 } random g { b0 sd 0.8 } design { g = 20, n = 6 }'
    ],
    [
        'probit, correlated slope',
        'family bernoulli link probit predictor x each 0, 1, 2 fixed A { b0: 1 = 0; bx: x = 0.5 } random g { covariance (b0, bx) = [[0.5, -0.2], [-0.2, 0.3]] } design { g = 20, n = 6 }'
    ],
    [
        'complementary log-log, arms 1:3 and an interaction',
        'family bernoulli link cloglog predictor x each 0, 1 predictor arm each 0, 1, 1, 1 per g fixed A { b0: 1 = -1; a: arm = 1 } fixed B { bx: x = 0.5; ax: arm * x = 0.4 } random g { b0 sd 0.8 } design { g = 20, n = 6 }'
    ],
    [
        'counts',
        'family poisson predictor x each 0, 1 fixed A { b0: 1 = 0.5 } fixed B { bx: x = 0.5 } random g { b0 variance 1 } design { g = 20, n = 6 }'
    ],
    [
        'counts, variance 4',
        'family poisson predictor x each 0, 1 fixed A { b0: 1 = 0.5 } fixed B { bx: x = 0.5 } random g { b0 variance 4 } design { g = 20, n = 6 }'
    ],
    [
        'counts, intercept and slope',
        'family poisson predictor x each -1, 1 fixed A { b0: 1 = 0.5; bx: x = 0.5 } random g { b0 sd 0.7; bx sd 0.4 } design { g = 20, n = 6 }'
    ],
    [
        'binomial, between',
        'family binomial(trials = 12) predictor arm each 0, 1 per g fixed A { b0: 1 = -3; a: arm = 0.5 } random g { b0 sd 1.5 } design { g = 20, n = 2 }'
    ],
    [
        'gamma with log link',
        'family gamma(phi = 0.5) predictor x each 0, 1 fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } random g { b0 sd 0.8 } design { g = 20, n = 6 }'
    ],
    [
        'inverse Gaussian with log link',
        'family inverseGaussian(phi = 0.5) predictor x each 0, 1 fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } random g { b0 sd 0.8 } design { g = 20, n = 6 }'
    ],
    [
        'negative binomial',
        'family negativeBinomial(size = 0.7) predictor x each 0, 1 predictor arm each 0, 1 per g fixed A { b0: 1 = 1; a: arm = 0.4 } fixed B { bx: x = 0.5 } random g { b0 variance 2 } design { g = 20, n = 6 }'
    ],
    [
        'stepped wedge',
        'family bernoulli predictor wave each 1, 2, 3 per g predictor period each 0, 1, 2, 3 predictor t = period >= wave fixed A { b0: 1 = -1 } fixed B { p1: period == 1 = 0.1; p2: period == 2 = 0.2; p3: period == 3 = 0.1; e: t = -0.5 } random g { b0 variance 0.2 } design { g = 21, n = 40 }'
    ],
    [
        'logistic, variance 16',
        'family bernoulli predictor x each 0, 1 fixed A { b0: 1 = -2 } fixed B { bx: x = 1.5 } random g { b0 sd 4 } design { g = 20, n = 6 }'
    ],
    [
        'logistic, rare events',
        'family bernoulli predictor x each 0, 1 fixed A { b0: 1 = -6 } fixed B { bx: x = 0.5 } random g { b0 sd 0.5 } design { g = 20, n = 6 }'
    ],
    [
        'logistic, a predictor drawn per group',
        'family bernoulli predictor z ~ Normal(0, 1) per g predictor x each 0, 1 fixed A { b0: 1 = -1; bz: z = 0.7 } fixed B { bx: x = 0.5; xz: x * z = 0.3 } random g { b0 sd 0.9 } design { g = 20, n = 6 }'
    ],
    [
        'counts, offset by group',
        'family poisson offset log(t) predictor t each 1, 2, 5 per g predictor x each 0, 1 fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } random g { b0 sd 0.6 } design { g = 21, n = 4 }'
    ],
    [
        'Gaussian, correlated slope and an interaction',
        'family gaussian(phi = 2) predictor x each 0, 1, 2 predictor arm each 0, 1 per g fixed A { b0: 1 = -1; bx: x = 0.5; ax: arm * x = 0.3 } random g { covariance (b0, bx) = [[0.5, -0.2], [-0.2, 0.3]] } design { g = 20, n = 6 }'
    ],
    [
        'logistic, three random effects',
        'family bernoulli predictor x each -1, 0, 1 predictor y each 0, 1 fixed A { b0: 1 = -1; bx: x = 0.5; by: y = 1 } random g { covariance (b0, bx, by) = [[1, 0.2, -0.1], [0.2, 0.5, 0.1], [-0.1, 0.1, 0.4]] } design { g = 20, n = 6 }'
    ]
];

describe('the average agrees with the rule', () => {
    test.each(models)('%s', async (_, text) => {
        const spec = await specOfStudy(text);
        const { parameters } = analyze(spec, { exact: 'none' });
        const { covariance, errors } = refinedStudy(spec, studyOptions);
        spec.fixed.forEach(({ name }, i) => {
            const { asyVar, error } = parameters[i]!.refined;
            expect(error! / asyVar!).toBeLessThan(1e-4);
            const difference = Math.abs(covariance[i]![i]! - asyVar!);
            expect(difference, name).toBeLessThan(Math.max(5e-3 * asyVar!, errors[i]!));
            // The error that is stated is three standard errors; one in a hundred of so many effects may lie outside.
            expect(difference, name).toBeLessThan(1.5 * errors[i]! + 1e-9 * asyVar!);
        });
    });
});

describe('a mean with a heavy tail is withheld, not estimated from the draws that happen to be there', () => {
    test.each([9, 25, 100])('counts with a variance of %s', async variance => {
        const spec = await specOfStudy(
            `family poisson predictor x each 0, 1 fixed A { b0: 1 = 0.5 } fixed B { bx: x = 0.5 } random g { b0 variance ${variance} } design { g = 20, n = 6 }`
        );
        // The rule for one factor has no draws.
        const [b0, bx] = analyze(spec, { exact: 'none' }).parameters;
        expect(bx!.refined.asyVar).toBeGreaterThan(0);
        const found = attempt(() => refinedStudy(spec, studyOptions));
        if (isReason(found)) {
            expect(found.code).toBe('not-finite');
            return;
        }
        // The intercept does not depend on the tail.
        expect(found.members).toEqual([0]);
        expect(found.withheld!.get(1)).toMatchObject({ code: 'accuracy' });
        expect(Math.abs(found.covariance[0]![0]! / b0!.refined.asyVar! - 1)).toBeLessThan(1e-3);
    });
});
