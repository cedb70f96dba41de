import { describe, expect, test } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { drawn, modelSpec, one, x } from './specs.js';

/**
 * Poisson responses, a random slope of variance s on X ~ N(0, 1), and an effect of Y ~ Bernoulli(p): E exp(½(β + U)²) = (1 − s)^(−½) exp(β²/{2(1 − s)}), so that
 * 1/C = exp(β0 + σ²/2) (1 − s)^(−½) exp(β²/{2(1 − s)}) (M'' − M'²/M), M the moment generating function of Y.
 */
describe('a random slope that the expectation hardly stands', () => {
    test.each([0.3, 0.9, 0.95, 0.97, 0.99, 0.999])('of variance %d', s => {
        const [b0, b1, b2, p, sigma2] = [-0.4, 0.3, 0.7, 0.35, 0.5];
        const spec = modelSpec({
            family: 'poisson',
            predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 }), drawn('y', { law: 'bernoulli', p })],
            a: [['b0', one, b0], ['b1', x('x'), b1]], // prettier-ignore
            b: [['b2', x('y'), b2]],
            sigma: [[sigma2, 0], [0, s]] // prettier-ignore
        });
        const m = 1 - p + p * Math.exp(b2);
        const m1 = p * Math.exp(b2);
        const information = (Math.exp(b0 + sigma2 / 2 + b1 ** 2 / (2 * (1 - s))) / Math.sqrt(1 - s)) * (m1 - m1 ** 2 / m);
        const { constant, constantError } = analyze(spec).parameters.find(parameter => parameter.name === 'b2')!.leading;
        expect(Math.abs(constant! * information - 1)).toBeLessThan(1e-10);
        expect(constantError! * information).toBeLessThan(1e-10);
    });
});
