/** The simulated information of whole studies against enumerated ones: crossed ones by `enumerated.py`, and one factor by sums over sufficient statistics. */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../src-engine/index.js';
import { simulatedStudy } from '../../../../src-engine/exact/study/simulated-study.js';
import { specOfStudy } from '../../study/studies.js';

interface Enumerated {
    link: string;
    theta: [number, number, number, number];
    persons: number;
    items: number;
    condition: number[];
    /** Of the intercept, the effect, and the variances between persons and between items. */
    variances: number[];
}

const enumerated = JSON.parse(fs.readFileSync(new URL('enumerated.json', import.meta.url), 'utf8')) as Enumerated[];
const options = { shouldStop: () => false, relativeError: 0.01, tolerated: 1, seed: 1, budget: 1.2e7 };

/** Monte-Carlo standard errors by which a value may be away: with some forty values one in a thousand of their sets has one beyond 4. */
const mostErrors = 4;

describe('small crossed studies whose answers are enumerated', () => {
    test.each(enumerated)(
        '$link, $persons persons × $items items, $theta',
        async ({ link, theta: [b0, e, person, item], persons, items, condition, variances }) => {
            const spec = await specOfStudy(
                `family bernoulli link ${link} predictor cond each ${condition.join(', ')} per item fixed A { b0: 1 = ${b0}; e: cond = ${e} }
             random person { b0 variance ${person} } random item { b0 variance ${item} } design { person = ${persons}, item = ${items}, n = 1 }`
            );
            const { members, covariance, errors, effectiveShare } = simulatedStudy(spec, options);
            expect(members).toEqual([0, 1, 2, 3]);
            variances.forEach((variance, i) => {
                expect(Math.abs(covariance[i]![i]! - variance)).toBeLessThan(mostErrors * errors[i]! + 1e-3 * variance);
                expect(errors[i]! / variance).toBeLessThan(i < 2 ? 0.01 : 0.2);
            });
            expect(effectiveShare).toBeGreaterThan(0.5);
        }
    );
});

describe('one factor, whose information is a sum', () => {
    test.each([
        [
            'logit, arms of groups',
            'family bernoulli predictor arm each 0, 1 per g fixed A { b0: 1 = -0.5; e: arm = 0.5 } random g { b0 sd 1 } design { g = 40, n = 10 }'
        ],
        [
            'logit, wide',
            'family bernoulli predictor x each 0, 1 fixed A { b0: 1 = -0.5 } fixed B { e: x = 0.8 } random g { b0 sd 2 } design { g = 40, n = 4 }'
        ],
        [
            'logit, correlated slopes',
            'family bernoulli predictor x each -1, 1 fixed A { b0: 1 = 0.3; e: x = 0.5 } random g { covariance (b0, e) = [[0.8, 0.2], [0.2, 0.4]] } design { g = 40, n = 6 }'
        ],
        [
            'binomial',
            'family binomial(5) predictor x each 0, 1 fixed A { b0: 1 = -1 } fixed B { e: x = 0.5 } random g { b0 sd 0.8 } design { g = 40, n = 4 }'
        ],
        [
            'probit',
            'family bernoulli link probit predictor x each 0, 1 fixed A { b0: 1 = -0.4 } fixed B { e: x = 0.5 } random g { b0 sd 0.8 } design { g = 40, n = 6 }'
        ],
        [
            'cloglog',
            'family bernoulli link cloglog predictor x each 0, 1 fixed A { b0: 1 = -1 } fixed B { e: x = 0.5 } random g { b0 sd 0.8 } design { g = 40, n = 6 }'
        ],
        [
            'Poisson',
            'family poisson predictor x each 0, 1 fixed A { b0: 1 = 0.2 } fixed B { e: x = 0.5 } random g { b0 sd 0.7 } design { g = 40, n = 6 }'
        ]
    ])('%s', async (_, body) => {
        const spec = await specOfStudy(body);
        const { parameters } = analyze(spec, { exact: 'closed' });
        const { covariance, errors } = simulatedStudy(spec, { ...options, budget: 4e6 });
        parameters.forEach(({ exact }, i) => {
            expect(exact.simulated).toBe(false);
            expect(Math.abs(covariance[i]![i]! - exact.asyVar!)).toBeLessThan(mostErrors * errors[i]! + 2e-3 * exact.asyVar!);
            expect(errors[i]! / exact.asyVar!).toBeLessThan(i < 2 ? 0.005 : 0.15);
        });
    });
});

test('the same seed gives the same numbers, and two seeds agree within their errors', async () => {
    const spec = await specOfStudy(
        `family poisson predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0.3 } fixed B { b1: x = 0.2 }
         random school { b0 variance 0.3 } random class in school { b0 variance 0.2 } random rater { b0 variance 0.1 } design { school = 6, class = 2, rater = 4, n = 2 }`
    );
    const [first, again, other] = [1, 1, 2].map(seed => simulatedStudy(spec, { ...options, seed }));
    expect(again!.covariance).toEqual(first!.covariance);
    first!.covariance.forEach((row, i) => {
        const spread = Math.hypot(first!.errors[i]!, other!.errors[i]!);
        expect(Math.abs(row[i]! - other!.covariance[i]![i]!)).toBeLessThan(mostErrors * spread);
    });
});

test('--exact has numbers for crossed factors, and errors beside them', async () => {
    const spec = await specOfStudy(
        'family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = 0.4; e: c = 0.5 } random person { b0 sd 0.8 } random item { b0 sd 0.7 } design { person = 16, item = 12, n = 3 }'
    );
    const { parameters } = analyze(spec, { exact: 'simulate' });
    for (const { exact, refined } of parameters) {
        expect(exact.simulated).toBe(true);
        expect(exact.error! / exact.asyVar!).toBeLessThan(0.01);
        expect(Math.abs(refined.asyVar! / exact.asyVar! - 1)).toBeLessThan(0.25);
    }
});

test('two hundred studies give variances of random effects to 1 %, with the controls that the normal law and its departure give', async () => {
    const spec = await specOfStudy(
        `family bernoulli predictor x each 0, 1 per item fixed A { b0: 1 = 0.4; b1: x = 0.6 }
         random subject { b0 sd 0.8 } random item { b0 sd 0.5 } design { subject = 15, item = 10, n = 1 }`
    );
    const { covariance, errors, draws } = simulatedStudy(spec, options);
    expect(draws).toBeLessThanOrEqual(256);
    errors.forEach((error, i) => expect(error / covariance[i]![i]!).toBeLessThan(i < 2 ? 0.002 : 0.01));
});

describe('studies that say little about some random effects', () => {
    test('a mean information that has no inverse yet takes more studies', async () => {
        const spec = await specOfStudy(
            `family bernoulli predictor x each 0, 1 predictor arm each 0, 1 per class fixed A { b0: 1 = 0.05; e: arm = 0.8; b1: x = 0.3 }
             random school { b0 sd 2.23; b1 sd 0.542 } random class in school { b0 sd 2.51; b1 sd 0.371; correlation(b0, b1) = 0.183 }
             design { school = 6, class = 8, n = 4 }`
        );
        const { covariance, errors } = simulatedStudy(spec, { ...options, budget: 9e6 });
        // By 50,000 studies.
        [1.32, 0.9, 0.279].forEach((variance, i) => {
            expect(errors[i]!).toBeLessThan(0.03 * variance);
            expect(Math.abs(covariance[i]![i]! - variance)).toBeLessThan(mostErrors * errors[i]! + 0.004 * variance);
        });
    });

    test('wide posteriors of skew responses, from which the nearest normal law would be far: two seeds agree within their errors', async () => {
        const spec = await specOfStudy(
            `family inverseGaussian(phi = 0.3) link log predictor x ~ Normal(0, 0.5) fixed A { b0: 1 = -0.97; b1: x = 0.5 }
             random school { b0 sd 2.62 } random class in school { b0 sd 2.53; b1 sd 0.747 } design { school = 6, class = 2, n = 3 }`
        );
        const [first, other] = [1, 2].map(seed => simulatedStudy(spec, { ...options, relativeError: 0.05, seed }));
        first!.errors.forEach((error, i) => {
            const [one, two] = [first!, other!].map(({ covariance }) => covariance[i]![i]!);
            expect(error / one!).toBeLessThan(0.05);
            expect(Math.abs(one! - two!)).toBeLessThan(mostErrors * Math.hypot(error, other!.errors[i]!));
        });
    });
});
