/** Locally D-optimal shares against closed forms, symmetry, and a scan. */
import { describe, expect, it } from 'vitest';
import { analyze, answer, type ModelSpec } from '../../../src-engine/index.js';
import { drawn, each, modelSpec, one, times, x } from '../specs.js';

const allocation = (spec: ModelSpec): Record<string, number> => answer(spec, { around: false }).allocation;

describe('half and half', () => {
    it('Gaussian, whether the groups or the observations are shared out', () => {
        for (const arm of [each('arm', [0, 0, 1], 'g'), drawn('arm', { law: 'bernoulli', p: 0.2 })]) {
            const inside = arm.kind === 'random';
            const spec = modelSpec({
                predictors: [arm],
                a: inside ? [['a0', one, 0]] : [['a0', one, 0], ['a1', x('arm'), 1]], // prettier-ignore
                b: inside ? [['b1', x('arm'), 1]] : [],
                effects: ['a0'],
                sigma: [[0.4]],
                m: 30
            });
            expect(allocation(spec).arm).toBeCloseTo(0.5, 7);
        }
    });

    it('clusters in two arms whose variances differ: det = v0 v1/(p(1 − p))', () => {
        const spec = modelSpec({
            family: 'poisson',
            predictors: [each('arm', [0, 1], 'g')],
            a: [['a0', one, -1], ['a1', x('arm'), 1.4]], // prettier-ignore
            effects: ['a0'],
            sigma: [[0.3]],
            n: 8
        });
        expect(allocation(spec).arm).toBeCloseTo(0.5, 6);
    });

    it('logistic, when the two arms mirror each other', () => {
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: [drawn('arm', { law: 'bernoulli', p: 0.3 })],
            a: [['a0', one, -0.6]],
            b: [['b1', x('arm'), 1.2]],
            sigma: [[0.5]],
            n: 10
        });
        expect(allocation(spec).arm).toBeCloseTo(0.5, 5);
    });
});

describe('Poisson, a treatment inside the groups', () => {
    it.each([
        [-0.5, 1, 0.4, 5],
        [0.3, -0.8, 0.2, 20],
        [-2, 1.5, 1, 3]
    ])('beta0 = %f, beta1 = %f, sigma² = %f, n = %i: p from b p² + 2a p = a', (beta0, beta1, sigma2, n) => {
        const spec = modelSpec({
            family: 'poisson',
            predictors: [drawn('arm', { law: 'discrete', values: [0, 1], probabilities: [0.5, 0.5] })],
            a: [['a0', one, beta0]],
            b: [['b1', x('arm'), beta1]],
            sigma: [[sigma2]],
            n
        });
        // det of two terms ∝ (σ²M + E Ω_AA⁻¹ M/n)/(p(1 − p)) with M = 1 + p(e^β1 − 1): (a + b p)/(p(1 − p)).
        const a = sigma2 + Math.exp(sigma2 / 2 - beta0) / n;
        const b = sigma2 * Math.expm1(beta1);
        expect(allocation(spec).arm).toBeCloseTo((Math.sqrt(a * a + a * b) - a) / b, 6);
    });
});

it('logistic, a rare outcome and an interaction: as a scan over shares has it', () => {
    const at = (p: number): ModelSpec =>
        modelSpec({
            family: 'bernoulli',
            predictors: [drawn('arm', { law: 'bernoulli', p }), drawn('t', { law: 'discrete', values: [0, 2], probabilities: [0.7, 0.3] })],
            a: [['a0', one, -2.5]],
            b: [['b1', x('arm'), 1.5], ['b2', times(x('arm'), x('t')), 0.4]], // prettier-ignore
            sigma: [[0.5]],
            n: 12
        });
    const determinant = (p: number): number => {
        const [[a, b, c], [, d, e], [, , f]] = analyze(at(p), { exact: 'none' }).covariance.twoTerm!;
        return a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
    };
    const shares = Array.from({ length: 49 }, (_, i) => (i + 1) / 50);
    const least = shares.reduce((best, p) => (determinant(p) < determinant(best) ? p : best));
    const { arm } = allocation(at(0.5));
    expect(Math.abs(arm - least)).toBeLessThan(0.0201);
    expect(determinant(arm)).toBeLessThanOrEqual(determinant(least));
    expect(determinant(arm)).toBeLessThan(Math.min(determinant(arm - 0.001), determinant(arm + 0.001)));
});

it('none is told where more of one value is always better', () => {
    const spec = modelSpec({ predictors: [drawn('arm', { law: 'bernoulli', p: 0.5 })], b: [['b1', x('arm'), 1]] });
    expect(allocation(spec)).toEqual({});
});

it('points of a plan of measurement are not shared out', () => {
    const spec = modelSpec({ predictors: [each('t', [0, 1])], b: [['b0', one, 1], ['b1', x('t'), 1]] }); // prettier-ignore
    expect(allocation(spec)).toEqual({});
});

it('a predictor that no term uses has no best share', () => {
    const arm = each('arm', [0, 1], 'g');
    const parts = { predictors: [arm, drawn('z', { law: 'normal', mean: 0, sd: 1 })], b: [['b1', x('z'), 1]], effects: ['a0'], sigma: [[0.4]] }; // prettier-ignore
    expect(allocation(modelSpec({ ...parts, a: [['a0', one, 0]] } as Parameters<typeof modelSpec>[0]))).toEqual({});
    const used = allocation(modelSpec({ ...parts, a: [['a0', one, 0], ['a1', x('arm'), 1]] } as Parameters<typeof modelSpec>[0])); // prettier-ignore
    expect(used.arm).toBeCloseTo(0.5, 6);
});
