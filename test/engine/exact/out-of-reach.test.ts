/** Exact information that no simulation reaches has a reason, whatever the depth, and no number. */
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src-engine/index.js';
import { specOfStudy } from '../study/studies.js';

describe('groups with more observations than can be drawn', () => {
    test.each([1e5, 1e6, 1e9, 1e15])('n = %s with a drawn predictor', async n => {
        const spec = await specOfStudy(
            `family bernoulli predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { b1: x = 0.2 } random g { b0 sd 0.5 } design { g = 50, n = ${n} }`
        );
        for (const { name, exact, refined, leading } of analyze(spec, { exact: 'quick' }).parameters) {
            expect(exact.asyVar).toBeNull();
            expect(exact.reason).toEqual({ code: 'not-computed' });
            // With so many observations the leading terms are all that is left.
            expect(Math.abs(refined.asyVar! / leading.asyVar! - 1), name).toBeLessThan(5e-3);
        }
    });
});

test('trials without number leave the variances between groups', async () => {
    const spec = await specOfStudy(
        'family binomial(1e12) predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { b1: x = 0.5 } random g { b0 sd 1 } design { g = 30, n = 10 }'
    );
    const [b0, , variance] = analyze(spec, { exact: 'quick' }).parameters;
    expect(Math.abs(b0!.exact.asyVar! / (1 / 30) - 1)).toBeLessThan(0.01);
    expect(Math.abs(variance!.exact.asyVar! / (2 / 30) - 1)).toBeLessThan(0.02);
});

test.each([60, 300])('counts of exp(%s): rounding blurs the posterior', async intercept => {
    const spec = await specOfStudy(
        `family poisson predictor x ~ Normal(0, 1) fixed A { b0: 1 = ${intercept} } fixed B { b1: x = 0.2 } random g { b0 sd 0.5 } design { g = 50, n = 10 }`
    );
    for (const { exact } of analyze(spec, { exact: 'quick' }).parameters) {
        expect(exact.asyVar).toBeNull();
    }
});

test('a dispersion whose square is no double is a reason', async () => {
    const spec = await specOfStudy(
        'family gaussian(1e-200) predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { b1: x = 0.5 } random g { b0 sd 1 } design { g = 30, n = 10 }'
    );
    const { parameters } = analyze(spec, { exact: 'quick' });
    expect(parameters).toHaveLength(4);
    for (const { leading, twoTerm, refined, exact } of parameters) {
        for (const { asyVar, reason } of [leading, twoTerm, refined, exact]) {
            expect(asyVar === null ? reason : Number.isFinite(asyVar)).toBeTruthy();
        }
    }
});
