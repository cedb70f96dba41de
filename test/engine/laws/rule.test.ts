import { describe, expect, it } from 'vitest';
import {
    isLawRule,
    lawCdf,
    lawMoments,
    lawRule,
    type LawRule,
    type LawRuleOptions,
    type ScalarLaw
} from '../../../src-engine/laws/index.js';
import type { Law } from '../../../src-engine/spec/model-spec.js';

const normal: Law = { law: 'normal', mean: 0, sd: 1 };
const studentT = (df: number): Law => ({ law: 'studentT', df, location: 0, scale: 1 });
const gamma = (shape: number, rate = 1): Law => ({ law: 'gamma', shape, rate });
const beta = (a: number, b: number): Law => ({ law: 'beta', a, b });

function rule(law: Law, options: LawRuleOptions): LawRule {
    const result = lawRule(law, options);
    if (!isLawRule(result)) {
        throw new Error(`no rule: ${JSON.stringify(result)}`);
    }
    return result;
}

function expectation({ nodes, weights }: LawRule, f: (x: number) => number): number {
    return weights.reduce((sum, weight, k) => sum + (weight === 0 ? 0 : weight * f(nodes[k])), 0);
}

const continuous: ScalarLaw[] = [
    { law: 'normal', mean: 3, sd: 0.2 },
    { law: 'uniform', min: -2, max: 5 },
    { law: 'logNormal', meanlog: 1, sdlog: 0.7 },
    { law: 'exponential', rate: 3 },
    ...[0.05, 0.3, 1, 3, 30, 1000].map((shape): ScalarLaw => ({ law: 'gamma', shape, rate: 0.1 })),
    ...[
        [0.05, 0.05],
        [0.05, 1],
        [10, 0.05],
        [0.05, 500],
        [0.5, 2],
        [1, 1],
        [3, 2],
        [500, 1],
        [500, 500]
    ].map(([a, b]): ScalarLaw => ({ law: 'beta', a, b })),
    ...[0.5, 1, 3, 10, 1e3, 1e6].map((df): ScalarLaw => ({ law: 'studentT', df, location: 1, scale: 2 }))
];

describe('the mass of continuous laws', () => {
    it.each(continuous)('is 1 at each level: $law', law => {
        for (const level of [0, 1, 2, 3]) {
            expect(Math.abs(expectation(rule(law, { level }), () => 1) - 1)).toBeLessThan(1e-14);
        }
    });

    // Where 1 − x is a double with digits, and the distribution function is good to 1e-14.
    const cutLaws = continuous.filter(law => !(law.law === 'beta' && law.b < 0.1) && !(law.law === 'studentT' && law.df > 1e5));
    it.each(cutLaws)('is that of the distribution function on each side of a cut: $law', law => {
        const { nodes } = rule(law, { level: 0 });
        for (const at of [0.2, 0.33, 0.5, 0.8].map(share => nodes[Math.floor(nodes.length * share)])) {
            const error = (options: LawRuleOptions): number =>
                Math.abs(expectation(rule(law, options), x => (x <= at ? 1 : 0)) - lawCdf(law, at));
            expect(error({ level: 0, breakpoints: [at] })).toBeLessThan(4e-14);
            expect(error({ level: 0, singularities: [at] })).toBeLessThan(3e-13);
            expect(error({ level: 1, singularities: [at] })).toBeLessThan(6e-14);
        }
    });

    it('does not depend on breakpoints outside the support, doubled, or out of order', () => {
        const plain = rule({ law: 'uniform', min: 0, max: 1 }, { level: 1 });
        expect(rule({ law: 'uniform', min: 0, max: 1 }, { level: 1, breakpoints: [-3, 0, 1, 7] })).toEqual(plain);
        const cut = rule(normal, { level: 1, breakpoints: [-1, 2] });
        expect(rule(normal, { level: 1, breakpoints: [2, -1, 2] })).toEqual(cut);
        expect(rule(gamma(2), { level: 1, breakpoints: [-1, 0] })).toEqual(rule(gamma(2), { level: 1 }));
        expect(rule(beta(2, 2), { level: 1, breakpoints: [-1, 0, 1, 2] })).toEqual(rule(beta(2, 2), { level: 1 }));
    });

    it('is the same on each side of a symmetric law', () => {
        for (const law of [normal, studentT(3), beta(2, 2)]) {
            const { weights } = rule(law, { level: 0 });
            expect(Math.max(...weights.map((weight, k) => Math.abs(weight - weights[weights.length - 1 - k])))).toBeLessThan(1e-15);
        }
    });
});

describe('levels', () => {
    it('have about 1.5 times as many nodes each', () => {
        for (const law of continuous) {
            const counts = [0, 1, 2, 3].map(level => rule(law, { level }).nodes.length);
            for (const [k, count] of counts.slice(1).entries()) {
                expect(count / counts[k]).toBeGreaterThan(1.35);
                expect(count / counts[k]).toBeLessThan(1.6);
            }
        }
    });

    it('start with few nodes for the laws of everyday', () => {
        const count = (law: Law): number => rule(law, { level: 0 }).nodes.length;
        expect([normal, { law: 'uniform', min: 0, max: 1 } as Law, gamma(2), beta(2, 3), studentT(5)].map(count)).toEqual([
            27, 10, 31, 35, 71
        ]);
    });
});

describe('integrands that are not smooth', () => {
    it('keeps its accuracy through jumps and kinks', () => {
        expect(expectation(rule(normal, { level: 0, breakpoints: [0] }), Math.abs)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
        const law: Law = { law: 'uniform', min: -1, max: 2 };
        expect(expectation(rule(law, { level: 0, breakpoints: [0.3] }), x => (x > 0.3 ? Math.exp(x) : 0))).toBeCloseTo(
            (Math.exp(2) - Math.exp(0.3)) / 3,
            13
        );
        const several = rule(gamma(2), { level: 1, breakpoints: [0.5, 1, 4] });
        const steps = expectation(several, x => (x < 0.5 ? 3 : x < 1 ? -1 : x < 4 ? 2 : 0));
        const cdf = (x: number): number => lawCdf({ law: 'gamma', shape: 2, rate: 1 }, x);
        expect(steps).toBeCloseTo(3 * cdf(0.5) - (cdf(1) - cdf(0.5)) + 2 * (cdf(4) - cdf(1)), 13);
    });

    it('takes unbounded integrands at singular points', () => {
        const log = (x: number): number => Math.log(Math.abs(x));
        expect(expectation(rule({ law: 'uniform', min: 0, max: 1 }, { level: 0, singularities: [0] }), Math.log)).toBeCloseTo(-1, 14);
        expect(expectation(rule({ law: 'uniform', min: -1, max: 1 }, { level: 0, singularities: [0] }), log)).toBeCloseTo(-1, 14);
        expect(expectation(rule({ law: 'uniform', min: 0, max: 4 }, { level: 1, singularities: [0] }), x => 1 / Math.sqrt(x))).toBeCloseTo(
            1,
            9
        );
        // E log|Z| = −(γ + log 2)/2.
        expect(expectation(rule(normal, { level: 2, singularities: [0] }), log)).toBeCloseTo(-0.6351814227307392, 13);
    });

    it('needs no singular points at the ends of gamma, log-normal and beta laws', () => {
        // E log X: ψ(2), ψ(½), ψ(2) − ψ(5), meanlog.
        expect(expectation(rule(gamma(2), { level: 0 }), Math.log)).toBeCloseTo(0.42278433509846713, 14);
        expect(expectation(rule(gamma(0.5), { level: 0 }), Math.log)).toBeCloseTo(-1.9635100260214235, 14);
        expect(expectation(rule(beta(2, 3), { level: 0 }), Math.log)).toBeCloseTo(-(1 / 2 + 1 / 3 + 1 / 4), 13);
        expect(expectation(rule({ law: 'logNormal', meanlog: -1.5, sdlog: 2 }, { level: 0 }), Math.log)).toBeCloseTo(-1.5, 14);
    });
});

describe('envelopes', () => {
    it('moves the window to where the integrand is', () => {
        const tilted = rule(normal, { level: 0, logEnvelope: x => 20 * x });
        expect(tilted.nodes[0]).toBeGreaterThan(10);
        expect(expectation(tilted, x => Math.exp(20 * x)) / Math.exp(200)).toBeCloseTo(1, 12);
        const counts = rule({ law: 'poisson', rate: 4 }, { level: 0, logEnvelope: x => 3 * x });
        expect(expectation(counts, x => Math.exp(3 * x)) / Math.exp(4 * Math.expm1(3))).toBeCloseTo(1, 12);
        const nearlyAll = rule(gamma(2), { level: 0, logEnvelope: x => 0.9 * x });
        expect(expectation(nearlyAll, x => Math.exp(0.9 * x))).toBeCloseTo(100, 10);
        const end = rule({ law: 'uniform', min: 0, max: 1 }, { level: 3, logEnvelope: x => 600 * x });
        expect((expectation(end, x => Math.exp(600 * x)) * 600) / Math.exp(600)).toBeCloseTo(1, 12);
        const inside = rule(beta(3, 2), { level: 0, logEnvelope: x => 300 * x });
        expect(inside.nodes[0]).toBeGreaterThan(0.3);
    });

    it('reaches far into heavy tails', () => {
        // E|T|^k = ν^{k/2} Γ((k+1)/2) Γ((ν−k)/2)/{√π Γ(ν/2)}; k = 2 at ν = 2.5 is the variance, 5.
        expect(expectation(rule(studentT(2.5), { level: 1, logEnvelope: x => 2 * Math.log1p(Math.abs(x)) }), x => x * x)).toBeCloseTo(
            5,
            12
        );
        const power = rule({ law: 'logNormal', meanlog: 0, sdlog: 2 }, { level: 1, logEnvelope: x => 4 * Math.log(x) });
        expect(expectation(power, x => x ** 4) / Math.exp(32)).toBeCloseTo(1, 12);
    });

    it.each<[string, Law, (x: number) => number, 'left' | 'right']>([
        ['e^{2x} under Exponential(2)', { law: 'exponential', rate: 2 }, x => 2 * x, 'right'],
        ['e^{2.11x} under Exponential(2)', { law: 'exponential', rate: 2 }, x => 2.11 * x, 'right'],
        ['e^{x/1000000} under a log-normal law', { law: 'logNormal', meanlog: 0, sdlog: 1 }, x => 1e-6 * x, 'right'],
        ['e^{x²/2} under a normal law', normal, x => 0.5 * x * x, 'right'],
        ['e^{x³} under a normal law', normal, x => x ** 3, 'right'],
        ['e^{−x³} under a normal law', normal, x => -(x ** 3), 'left'],
        ['|x|² under t(2)', studentT(2), x => 2 * Math.log1p(Math.abs(x)), 'right'],
        ['e^{−x} under t(30)', studentT(30), x => -x, 'left'],
        ['1/x under Exponential(1)', { law: 'exponential', rate: 1 }, x => -Math.log(x), 'left'],
        ['1/x under Beta(1, 3)', beta(1, 3), x => -Math.log(x), 'left'],
        ['1/x under Uniform(0, 2)', { law: 'uniform', min: 0, max: 2 }, x => -Math.log(x), 'left'],
        ['1/(3 − x)² under Uniform(2, 3)', { law: 'uniform', min: 2, max: 3 }, x => -2 * Math.log(3 - x), 'right'],
        ['e^{x²/1000} under a Poisson law', { law: 'poisson', rate: 3 }, x => 0.001 * x * x, 'right'],
        [
            'one component of a mixture',
            {
                law: 'mixture',
                components: [
                    { probability: 0.9, law: normal },
                    { probability: 0.1, law: studentT(3) }
                ]
            },
            x => x,
            'right'
        ]
    ])('finds what is infinite: %s', (_, law, logEnvelope, side) => {
        expect(lawRule(law, { level: 0, logEnvelope })).toEqual({ infinite: side });
    });

    it.each<[string, Law, (x: number) => number]>([
        ['e^{1.99x} under Exponential(2)', { law: 'exponential', rate: 2 }, x => 1.99 * x],
        ['e^{0.49x²} under a normal law', normal, x => 0.49 * x * x],
        ['|x|^1.9 under t(2)', studentT(2), x => 1.9 * Math.log1p(Math.abs(x))],
        ['e^{−3x} under a log-normal law', { law: 'logNormal', meanlog: 0, sdlog: 1 }, x => -3 * x],
        ['1/√x under Exponential(1)', { law: 'exponential', rate: 1 }, x => -0.5 * Math.log(x)],
        ['1/√x under Uniform(0, 2)', { law: 'uniform', min: 0, max: 2 }, x => -0.5 * Math.log(x)],
        ['e^{1000x} under Uniform(0, 2)', { law: 'uniform', min: 0, max: 2 }, x => 1000 * x],
        ['e^{5x} under a Poisson law', { law: 'poisson', rate: 3 }, x => 5 * x],
        [
            'an infinite component of no probability',
            {
                law: 'mixture',
                components: [
                    { probability: 1, law: normal },
                    { probability: 0, law: studentT(3) }
                ]
            },
            x => x
        ],
        ['1 under t(0.05)', studentT(0.05), () => 0],
        ['1 under Gamma(0.05, 1)', gamma(0.05), () => 0]
    ])('does not call infinite what is not: %s', (_, law, logEnvelope) => {
        expect(lawRule(law, { level: 0, logEnvelope })).toHaveProperty('nodes');
    });

    it('takes a pole of the envelope at an end of a uniform law for a singular point', () => {
        const law: Law = { law: 'uniform', min: 0, max: 4 };
        const logEnvelope = (x: number): number => Math.log(1 + Math.abs(Math.log(x)));
        expect(expectation(rule(law, { level: 0, logEnvelope }), Math.log)).toBeCloseTo(Math.log(4) - 1, 14);
    });

    it('finds the part of the support where the integrand is not 0', () => {
        const { nodes } = rule(normal, { level: 0, logEnvelope: x => (x < 3 ? -Infinity : 0) });
        expect(nodes[0]).toBeGreaterThan(2);
        expect(nodes[nodes.length - 1]).toBeGreaterThan(9);
        expect(rule(normal, { level: 0, logEnvelope: () => -Infinity }).nodes).toHaveLength(1);
    });
});

describe('discrete laws', () => {
    it('lists the values that have a probability, in order', () => {
        const law: Law = { law: 'discrete', values: [5, 0, 2], probabilities: [0.25, 0.75, 0] };
        expect(rule(law, { level: 3 })).toEqual({ nodes: Float64Array.of(0, 5), weights: Float64Array.of(0.75, 0.25) });
        expect(rule({ law: 'bernoulli', p: 1 }, { level: 0 })).toEqual({ nodes: Float64Array.of(1), weights: Float64Array.of(1) });
        expect(rule({ law: 'categorical', levels: ['a', 'b'], probabilities: [0.4, 0.6] }, { level: 0 }).nodes).toEqual(
            Float64Array.of(0, 1)
        );
        expect(rule({ law: 'binomial', size: 3, p: 0 }, { level: 0 })).toEqual({ nodes: Float64Array.of(0), weights: Float64Array.of(1) });
    });

    it('scales probabilities that were rounded when written', () => {
        const law: ScalarLaw = { law: 'discrete', values: [1, 2, 4], probabilities: [0.3333333333, 0.3333333333, 0.3333333333] };
        expect(rule(law, { level: 0 }).weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 15);
        expect(lawMoments(law).mean).toBeCloseTo(7 / 3, 15);
        expect(lawCdf(law, 4)).toBeCloseTo(1, 15);
    });

    it('sums to 1, also with large parameters', () => {
        for (const law of [
            { law: 'poisson', rate: 0.001 },
            { law: 'poisson', rate: 1e6 },
            { law: 'binomial', size: 50, p: 0.3 },
            { law: 'binomial', size: 1e9, p: 1e-3 }
        ] satisfies Law[]) {
            const { weights, nodes } = rule(law, { level: 0 });
            // Compensated, since 20,000 roundings are more than is asked for.
            let carry = 0;
            const sum = weights.reduce((total, weight) => {
                const next = total + (weight - carry);
                carry = next - total - (weight - carry);
                return next;
            }, 0);
            expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
            expect(expectation({ nodes, weights }, x => x) / lawMoments(law).mean!).toBeCloseTo(1, 12);
        }
    });

    it('says how many values there are where they are too many', () => {
        const result = lawRule({ law: 'binomial', size: 1e9, p: 0.5 }, { level: 0 });
        expect('tooMany' in result && result.tooMany).toBeGreaterThan(200_000);
    });
});

describe('laws without a rule', () => {
    it.each<[Law, 'mvNormal' | 'empirical']>([
        [{ law: 'mvNormal', mean: [0], covariance: [[1]] }, 'mvNormal'],
        [{ law: 'empirical', data: 'd', column: 'x' }, 'empirical'],
        [
            {
                law: 'mixture',
                components: [
                    { probability: 0.5, law: normal },
                    { probability: 0.5, law: { law: 'empirical', data: 'd', column: 'x' } }
                ]
            },
            'empirical'
        ]
    ])('says so: %j', (law, unavailable) => {
        expect(lawRule(law, { level: 0 })).toEqual({ unavailable });
    });
});
