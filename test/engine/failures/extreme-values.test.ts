/** Numbers at the ends of the range of doubles: there is a number or a reason. */
import { describe, expect, test } from 'vitest';
import type { ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, times, x } from '../specs.js';
import { checked } from './checked-analysis.js';
import { normal, number, simple, sloped, uniform } from './models.js';

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
