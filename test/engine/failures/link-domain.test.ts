/** A linear predictor that leaves the domain of the link's inverse. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src-engine/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x } from '../specs.js';
import { checked, reasonOf } from './checked-analysis.js';
import { normal, simple, sloped, uniform } from './models.js';

describe('a link outside its domain', () => {
    const outside: [string, ModelSpec][] = [
        ['gamma, inverse link, η ≤ 0 at an end', modelSpec({ family: 'gamma', link: 'inverse', predictors: [drawn('x', uniform)], b: [['b0', one, 0.5], ['b1', x('x'), 1]] })], // prettier-ignore
        ['inverse Gaussian, inverse-square link, normal predictor', modelSpec({ family: 'inverseGaussian', link: 'inverseSquare', predictors: [drawn('x', normal)], b: [['b0', one, 5], ['b1', x('x'), 0.1]] })], // prettier-ignore
        ['Poisson, identity link', modelSpec({ family: 'poisson', link: 'identity', predictors: [drawn('x', { law: 'exponential', rate: 1 })], b: [['b0', one, 1], ['b1', x('x'), -0.1]] })], // prettier-ignore
        ['Poisson, square-root link', modelSpec({ family: 'poisson', link: 'sqrt', predictors: [drawn('x', uniform)], b: [['b0', one, 0.5], ['b1', x('x'), 1]] })], // prettier-ignore
        ['Poisson, square-root link, normal predictor', modelSpec({ family: 'poisson', link: 'sqrt', predictors: [drawn('x', normal)], b: [['b0', one, 3], ['b1', x('x'), 0.1]] })], // prettier-ignore
        ['binomial, log link above 0', modelSpec({ family: 'bernoulli', link: 'log', predictors: [drawn('x', uniform)], b: [['b0', one, -0.5], ['b1', x('x'), 1]] })], // prettier-ignore
        ['gamma, inverse link, random intercept', simple('gamma', uniform, 0.1, { link: 'inverse', a: [['b0', one, 9]] })],
        ['Poisson, square-root link, random intercept', simple('poisson', uniform, 0.1, { link: 'sqrt', a: [['b0', one, 9]] })],
        ['gaussian, inverse link, random slope', sloped('gaussian', uniform, 0.1, { link: 'inverse', a: [['b0', one, 9], ['b1', x('x'), 0.1]] })] // prettier-ignore
    ];
    test.each(outside)('%s', (_, spec) => {
        const analysis = checked(spec);
        expect(analysis.reason?.code).toBe('link-domain');
        expect(reasonOf(analysis, spec.fixed.at(-1)!.name)).toEqual(analysis.reason);
        expect(examine(spec).findings.map(finding => finding.code)).toContain('link-domain');
    });

    test('a family without this link', () => {
        expect(checked(simple('poisson', uniform, 0.1, { link: 'probit' })).reason?.code).toBe('invalid');
    });
});
