import { describe, expect, it } from 'vitest';
import {
    isLawRule,
    isScalarLaw,
    lawCdf,
    lawLogDensity,
    lawMoments,
    lawQuantile,
    lawRule,
    lawSupport,
    lawTails,
    logMgf,
    type ScalarLaw
} from '../../../src-engine/laws/index.js';
import type { Law } from '../../../src-engine/spec/model-spec.js';
import talk from '../../reference/talk.json' with { type: 'json' };
import lawsJson from './laws.json' with { type: 'json' };

interface Reference {
    law: Law;
    density: number[][];
    tails: number[][];
    quantiles: number[][];
    moments: (number | null)[];
    mgf: number[][];
    centre: number;
    spread: number;
    expectations: [string, number][];
}

const references = lawsJson as Reference[];
const scalar = (law: Law): ScalarLaw => {
    if (!isScalarLaw(law)) {
        throw new Error('not a law of one number');
    }
    return law;
};
const label = ({ law }: Reference): string => JSON.stringify(law);
const table = references.map(reference => ({ label: label(reference), reference, law: scalar(reference.law) }));
const relative = (value: number, exact: number): number => (exact === 0 ? Math.abs(value) : Math.abs(value / exact - 1));

function logisticWeight(eta: number): number {
    const decay = Math.exp(-Math.abs(eta));
    return decay / (1 + decay) ** 2;
}

const integrands: Record<string, (z: number) => number> = {
    one: () => 1,
    'weight(0.1 z)': z => logisticWeight(z / 10),
    'weight(1 + z)': z => logisticWeight(1 + z),
    'weight(3 z)': z => logisticWeight(3 * z),
    'z^2 weight(1 - 2 z)': z => z * z * logisticWeight(1 - 2 * z),
    'weight(10 z - 5)': z => logisticWeight(10 * z - 5),
    'z^4': z => z ** 4,
    'exp(-z/2)': z => Math.exp(-z / 2)
};
/** The level at which each is integrated to 1e-12 under every law of the table. */
const levels: Record<string, number> = { 'weight(1 + z)': 3, 'weight(3 z)': 5, 'z^2 weight(1 - 2 z)': 5, 'weight(10 z - 5)': 8 };

describe.each(table)('$label against 30 digits', ({ reference, law }) => {
    it('log density', () => {
        for (const [x, value] of reference.density) {
            expect(Math.abs(lawLogDensity(law, x) - value)).toBeLessThan(1e-14 * (1 + Math.abs(value)));
        }
    });

    it('both tails', () => {
        for (const [x, lower, upper] of reference.tails) {
            const tails = lawTails(law, x);
            expect(Math.max(relative(tails.lower, lower), relative(tails.upper, upper))).toBeLessThan(1e-13);
            expect(lawCdf(law, x)).toBe(tails.lower);
        }
    });

    it('quantiles', () => {
        // With a shape of 0.05 a probability is the 0.05th power of x, and an error in it one of 20 times that size in x.
        const steep = (law.law === 'gamma' && law.shape < 0.1) || (law.law === 'beta' && law.a < 0.1);
        for (const [p, x] of reference.quantiles) {
            expect(relative(lawQuantile(law, p), x)).toBeLessThan(steep ? 5e-13 : 1e-13);
        }
    });

    it('moments', () => {
        const { mean, variance } = lawMoments(law);
        for (const [value, exact] of [
            [mean, reference.moments[0]],
            [variance, reference.moments[1]]
        ]) {
            if (exact === null || value === null) {
                expect(value).toBe(exact);
            } else {
                expect(relative(value, exact)).toBeLessThan(2e-15);
            }
        }
    });

    it('log moment generating function and derivatives', () => {
        for (const [t, value, first, second] of reference.mgf) {
            const result = logMgf(law, t);
            if (result === null || 'infinite' in result) {
                throw new Error(`none at ${t}`);
            }
            expect(relative(result.value, value)).toBeLessThan(2e-14);
            expect(relative(result.first, first)).toBeLessThan(2e-14);
            expect(relative(result.second, second)).toBeLessThan(2e-14);
        }
    });

    it('expectations', () => {
        for (const [name, value] of reference.expectations) {
            const rule = lawRule(law, { level: levels[name] ?? 2 });
            if (!isLawRule(rule)) {
                throw new Error('no rule');
            }
            const f = integrands[name];
            const sum = rule.weights.reduce(
                (total, weight, k) => total + weight * f((rule.nodes[k] - reference.centre) / reference.spread),
                0
            );
            expect(relative(sum, value), name).toBeLessThan(1e-12);
        }
    });
});

describe('the closed form of the Poisson model', () => {
    it('keeps its digits down to slopes of 1e-8: coefficient 1/{e^{β₀+σ²/2} M K″}', () => {
        for (const { b0, b1, sigma2, coef_b1 } of talk.poisson_closed_form_grid) {
            const result = logMgf({ law: 'uniform', min: -1, max: 1 }, Number(b1));
            if (result === null || 'infinite' in result) {
                throw new Error('none');
            }
            const coefficient = Math.exp(-Number(b0) - Number(sigma2) / 2 - result.value) / result.second;
            expect(relative(coefficient, Number(coef_b1))).toBeLessThan(4e-15);
        }
    });
});

describe('moment generating functions at the ends of their domains', () => {
    const t3: ScalarLaw = { law: 'studentT', df: 3, location: 1, scale: 2 };
    const logNormal: ScalarLaw = { law: 'logNormal', meanlog: 0, sdlog: 1 };

    it.each<[ScalarLaw, number]>([
        [{ law: 'exponential', rate: 2 }, 2],
        [{ law: 'exponential', rate: 2 }, 2.11],
        [{ law: 'gamma', shape: 0.5, rate: 1 }, 1],
        [logNormal, 1e-300],
        [t3, -1e-300],
        [
            {
                law: 'mixture',
                components: [
                    { probability: 0.5, law: { law: 'beta', a: 1, b: 2 } },
                    { probability: 0.5, law: t3 }
                ]
            },
            1
        ]
    ])('%j is infinite at %d', (law, t) => {
        expect(logMgf(law, t)).toEqual({ infinite: true });
    });

    it.each<[ScalarLaw, number]>([
        [{ law: 'beta', a: 1, b: 2 }, 1],
        [logNormal, -1],
        [{ law: 'categorical', levels: ['a', 'b'], probabilities: [0.5, 0.5] }, 1],
        [{ law: 'studentT', df: 2, location: 0, scale: 1 }, 0],
        [
            {
                law: 'mixture',
                components: [
                    { probability: 0.5, law: { law: 'beta', a: 1, b: 2 } },
                    { probability: 0.5, law: { law: 'poisson', rate: 1 } }
                ]
            },
            1
        ]
    ])('%j has no closed form at %d', (law, t) => {
        expect(logMgf(law, t)).toBeNull();
    });

    it('has mean and variance at 0', () => {
        expect(logMgf(t3, 0)).toEqual({ value: 0, first: 1, second: 12 });
        for (const law of [logNormal, { law: 'beta', a: 2, b: 2 } satisfies ScalarLaw]) {
            const { mean, variance } = lawMoments(law);
            expect(logMgf(law, 0)).toEqual({ value: 0, first: mean, second: variance });
        }
    });

    it('is that of the values of a discrete law, without overflow', () => {
        const law: ScalarLaw = { law: 'discrete', values: [0, 1000], probabilities: [0.5, 0.5] };
        const result = logMgf(law, 3);
        if (result === null || 'infinite' in result) {
            throw new Error('none');
        }
        expect(result.value).toBeCloseTo(3000 - Math.LN2, 12);
        expect(result.first).toBe(1000);
        expect(logMgf({ law: 'bernoulli', p: 0.3 }, 0.7)).toEqual({
            value: expect.closeTo(Math.log(0.7 + 0.3 * Math.exp(0.7)), 15) as number,
            first: expect.closeTo((0.3 * Math.exp(0.7)) / (0.7 + 0.3 * Math.exp(0.7)), 15) as number,
            second: expect.closeTo((0.21 * Math.exp(0.7)) / (0.7 + 0.3 * Math.exp(0.7)) ** 2, 15) as number
        });
        expect([logMgf({ law: 'bernoulli', p: 0 }, 5), logMgf({ law: 'bernoulli', p: 1 }, 5)]).toEqual([
            { value: 0, first: 0, second: 0 },
            { value: 5, first: 1, second: 0 }
        ]);
    });

    it('is that of its parts for a mixture', () => {
        // Half N(−1, 1), half N(1, 1): M = e^{t²/2} cosh t.
        const law: ScalarLaw = {
            law: 'mixture',
            components: [
                { probability: 0.5, law: { law: 'normal', mean: -1, sd: 1 } },
                { probability: 0.5, law: { law: 'normal', mean: 1, sd: 1 } }
            ]
        };
        const t = 0.8;
        expect(logMgf(law, t)).toEqual({
            value: expect.closeTo(t * t * 0.5 + Math.log(Math.cosh(t)), 14) as number,
            first: expect.closeTo(t + Math.tanh(t), 14) as number,
            second: expect.closeTo(1 + 1 / Math.cosh(t) ** 2, 14) as number
        });
    });
});

describe('the ends of laws', () => {
    it('has no moments where they are infinite, and none of categories', () => {
        const studentT = (df: number): ScalarLaw => ({ law: 'studentT', df, location: 2, scale: 1 });
        expect([1, 1.5, 2, 4].map(df => lawMoments(studentT(df)))).toEqual([
            { mean: null, variance: null },
            { mean: 2, variance: null },
            { mean: 2, variance: null },
            { mean: 2, variance: 2 }
        ]);
        expect(lawMoments({ law: 'categorical', levels: ['a'], probabilities: [1] })).toEqual({ mean: null, variance: null });
        expect(lawMoments({ law: 'logNormal', meanlog: 0, sdlog: 30 })).toEqual({ mean: expect.any(Number) as number, variance: null });
        expect(lawMoments({ law: 'logNormal', meanlog: 0, sdlog: 50 })).toEqual({ mean: null, variance: null });
    });

    it('has the density at and beyond the ends of the support', () => {
        const gamma = (shape: number): ScalarLaw => ({ law: 'gamma', shape, rate: 3 });
        expect([0.5, 1, 2].map(shape => lawLogDensity(gamma(shape), 0))).toEqual([Infinity, Math.log(3), -Infinity]);
        const beta = (a: number, b: number): ScalarLaw => ({ law: 'beta', a, b });
        expect([beta(0.5, 2), beta(1, 2), beta(2, 2)].map(law => lawLogDensity(law, 0))).toEqual([Infinity, Math.log(2), -Infinity]);
        expect([beta(2, 0.5), beta(2, 1), beta(2, 2)].map(law => lawLogDensity(law, 1))).toEqual([Infinity, Math.log(2), -Infinity]);
        for (const law of [gamma(0.5), beta(0.5, 0.5), { law: 'logNormal', meanlog: 0, sdlog: 1 } satisfies ScalarLaw]) {
            expect(lawLogDensity(law, -1)).toBe(-Infinity);
            expect(lawTails(law, -1)).toEqual({ lower: 0, upper: 1 });
        }
        expect(lawLogDensity({ law: 'poisson', rate: 2 }, 1.5)).toBe(-Infinity);
        expect(lawLogDensity({ law: 'binomial', size: 3, p: 0.5 }, 4)).toBe(-Infinity);
        expect(lawLogDensity({ law: 'discrete', values: [1, 1, 2], probabilities: [0.25, 0.25, 0.5] }, 1)).toBe(Math.log(0.5));
        expect(lawLogDensity({ law: 'studentT', df: 1, location: 0, scale: 1 }, 1e200)).toBeCloseTo(
            -2 * Math.log(1e200) - Math.log(Math.PI),
            10
        );
    });

    it('has the support at the quantiles of 0 and 1, and none outside', () => {
        for (const { law } of table) {
            const { min, max } = lawSupport(law);
            expect([lawQuantile(law, 0), lawQuantile(law, 1), lawQuantile(law, -0.1), lawQuantile(law, NaN)]).toEqual([min, max, NaN, NaN]);
        }
        expect(lawSupport({ law: 'binomial', size: 5, p: 0 })).toEqual({ min: 0, max: 0, discrete: true });
        expect(lawSupport({ law: 'bernoulli', p: 1 })).toEqual({ min: 1, max: 1, discrete: true });
        expect(lawSupport({ law: 'categorical', levels: ['a', 'b', 'c'], probabilities: [0, 0.5, 0.5] })).toEqual({
            min: 1,
            max: 2,
            discrete: true
        });
    });

    it('gives back a discrete value as the quantile of its own probability', () => {
        const laws: ScalarLaw[] = [
            { law: 'poisson', rate: 7.3 },
            { law: 'binomial', size: 9, p: 0.4 },
            { law: 'discrete', values: [4, 0, 1, 2, 3], probabilities: [0.1, 0.3, 0.2, 0.1, 0.3] }
        ];
        for (const law of laws) {
            for (const x of [0, 1, 2, 3, 4]) {
                expect(lawQuantile(law, lawCdf(law, x))).toBe(x);
            }
        }
        expect(lawQuantile({ law: 'poisson', rate: 1e6 }, 0.5)).toBe(1e6);
        expect(lawQuantile({ law: 'categorical', levels: ['a', 'b', 'c'], probabilities: [0.2, 0.3, 0.5] }, 0.5)).toBe(1);
    });

    it("has Student's tails also where ν/(ν + z²) underflows", () => {
        const law: ScalarLaw = { law: 'studentT', df: 0.5, location: 0, scale: 1 };
        // Below: the tail falls as z^{−ν}.
        expect(lawTails(law, -1e200).lower / lawTails(law, -1e160).lower).toBeCloseTo(1e-20, 30);
    });
});
