import { describe, expect, it } from 'vitest';
import { isLawRule, lawCdf, lawLogDensity, lawQuantile, lawRule, lawSupport, type LawRuleOptions } from '../../../src-engine/laws/index.js';
import { analyze } from '../../../src-engine/index.js';
import type { Law, Term } from '../../../src-engine/spec/model-spec.js';
import { condensed } from '../../../src-engine/numeric/quadrature/condensed-rule.js';
import { drawn, modelSpec, one, x } from '../specs.js';

/** Values without a pattern, some of them twice. */
function columnOf(size: number): Extract<Law, { law: 'discrete' }> {
    let state = 1;
    const values = Array.from({ length: size }, () => Math.round(3e4 * ((state = (state * 48271) % 2147483647) / 2147483647)) / 1e4);
    return { law: 'discrete', values, probabilities: values.map(() => 1 / size) };
}

function expectation(law: Law, options: LawRuleOptions, f: (x: number) => number): number {
    const rule = lawRule(law, options);
    if (!isLawRule(rule)) {
        throw new Error('no rule');
    }
    return rule.nodes.reduce((sum, node, k) => sum + rule.weights[k] * f(node), 0);
}

const mean = ({ values }: { values: number[] }, f: (x: number) => number): number =>
    values.reduce((sum, value) => sum + f(value), 0) / values.length;
const relativeError = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe('a law of many values', () => {
    const law = columnOf(3000);

    it('has few points that are as good as all', () => {
        const rule = lawRule(law, { level: 0 });
        expect(isLawRule(rule) && rule.nodes.length).toBe(24);
        for (const f of [
            (x: number) => x ** 4,
            (x: number) => Math.exp(3 * x),
            (x: number) => 1 / (1 + Math.exp(4 - 3 * x)),
            (x: number) => Math.cos(8 * x)
        ]) {
            expect(relativeError(expectation(law, { level: 0 }, f), mean(law, f))).toBeLessThan(1e-12);
        }
    });

    it('has them on each side of a jump, where a value may lie', () => {
        const [value] = law.values;
        for (const jump of [1.234567, value]) {
            for (const f of [
                (x: number) => (x > jump ? Math.exp(x) : 1),
                (x: number) => (x >= jump ? Math.exp(x) : 1),
                (x: number) => (x === jump ? 5 : x),
                (x: number) => Math.abs(x - jump)
            ]) {
                expect(relativeError(expectation(law, { level: 0, breakpoints: [jump] }, f), mean(law, f))).toBeLessThan(1e-12);
            }
        }
    });

    it('comes to all its values as it is refined', () => {
        const small = columnOf(150);
        const f = (x: number): number => Math.abs(x - 1.23);
        expect(relativeError(expectation(small, { level: 0 }, f), mean(small, f))).toBeGreaterThan(1e-9);
        expect(relativeError(expectation(small, { level: 5 }, f), mean(small, f))).toBeLessThan(1e-14);
    });

    it('is no sum to those that ask, and a law of a hundred values is one', () => {
        expect(lawSupport(law)).toEqual({ min: Math.min(...law.values), max: Math.max(...law.values), discrete: false });
        expect(lawSupport(columnOf(100)).discrete).toBe(true);
    });

    it('has the distribution function, probabilities and quantiles of its values', () => {
        const sorted = [...law.values].sort((a, b) => a - b);
        for (const at of [0, 1, 1499, 2998, 2999]) {
            const value = sorted[at];
            const upTo = sorted.filter(other => other <= value).length / 3000;
            expect(relativeError(lawCdf(law, value), upTo)).toBeLessThan(1e-12);
            expect(lawQuantile(law, upTo - 1e-10)).toBe(value);
            expect(relativeError(Math.exp(lawLogDensity(law, value)), sorted.filter(other => other === value).length / 3000)).toBeLessThan(
                1e-12
            );
        }
        expect(lawCdf(law, sorted[0] - 1)).toBe(0);
        expect(lawLogDensity(law, sorted[0] - 1)).toBe(-Infinity);
    });
});

describe('the analysis with a law of many values', () => {
    // A mixture of two laws that are summed is the same law, summed.
    const thinned = columnOf(160);
    const halves = [thinned.values.slice(0, 80), thinned.values.slice(80)];
    const summed: Law = {
        law: 'mixture',
        components: halves.map(values => ({ probability: 0.5, law: { law: 'discrete', values, probabilities: values.map(() => 1 / 80) } }))
    };
    const jump: Term = { op: '>', left: x('x'), right: { op: 'number', value: 1.3 } };

    it.each([
        ['bernoulli', x('x')],
        ['poisson', x('x')],
        ['bernoulli', jump],
        ['gaussian', jump]
    ] as const)('is that of the sum over them: %s %j', (family, term) => {
        const at = (law: Law) =>
            analyze(modelSpec({ family, predictors: [drawn('x', law)], a: [['b0', one, -0.5]], b: [['b1', term, 0.7]], sigma: [[0.4]] }), {
                exact: 'none'
            }).parameters.map(({ leading, twoTerm, refined }) => [leading.asyVar, twoTerm.asyVar, refined.asyVar]);
        const expected = at(summed);
        at(thinned).forEach((variances, i) =>
            variances.forEach((variance, k) => {
                if (variance === null) {
                    expect(expected[i][k]).toBeNull();
                } else {
                    expect(relativeError(variance, expected[i][k]!)).toBeLessThan(1e-9);
                }
            })
        );
    });
});

describe('the Gauss rule of a discrete law', () => {
    it('has its moments up to degree 2m − 1, and no others', () => {
        const nodes = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i));
        const weights = nodes.map((_, i) => 1 + (i % 3));
        const rule = condensed({ nodes, weights }, 6);
        expect(rule.nodes).toHaveLength(6);
        const moment = (of: { nodes: Float64Array; weights: Float64Array }, k: number) =>
            of.nodes.reduce((sum, node, i) => sum + of.weights[i] * node ** k, 0);
        for (let k = 0; k < 12; k++) {
            expect(Math.abs(moment(rule, k) - moment({ nodes, weights }, k))).toBeLessThan(1e-10);
        }
        expect(Math.abs(moment(rule, 12) - moment({ nodes, weights }, 12))).toBeGreaterThan(1e-3);
        expect(rule.weights.every(weight => weight > 0)).toBe(true);
    });

    it('of a law of fewer values, or of one value many times, is that law', () => {
        const few = { nodes: Float64Array.of(1, 2), weights: Float64Array.of(0.5, 0.5) };
        expect(condensed(few, 6)).toBe(few);
        const one = condensed({ nodes: new Float64Array(50).fill(3), weights: new Float64Array(50).fill(0.02) }, 6);
        expect([...one.nodes]).toEqual([expect.closeTo(3, 14)]);
        const two = condensed({ nodes: Float64Array.from({ length: 50 }, (_, i) => i % 2), weights: new Float64Array(50).fill(0.02) }, 6);
        expect(two.nodes.length).toBeLessThanOrEqual(6);
        expect(two.nodes.reduce((sum, node, i) => sum + two.weights[i] * Math.exp(node), 0)).toBeCloseTo((1 + Math.E) / 2, 12);
    });
});
