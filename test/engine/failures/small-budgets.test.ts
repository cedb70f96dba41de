/** With a budget that is too small, the error says how good a number is, or there is none. */
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis } from '../../../src-engine/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, times, x } from '../specs.js';
import { checked } from './checked-analysis.js';
import { normal, simple, sloped, uniform } from './models.js';

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
