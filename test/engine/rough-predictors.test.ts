import { describe, expect, test } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import { normalCdf } from '../../src-engine/numeric/special/normal-distribution.js';
import type { Term } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, times, x, type Sketch } from './specs.js';

const constants = (analysis: Analysis): (number | null)[] => analysis.parameters.map(p => p.leading.constant);
const above = (name: string, value: number): Term => ({ op: '>', left: x(name), right: { op: 'number', value } });

/** An indicator of a continuous predictor is a Bernoulli variable, wherever else the model is rough. */
describe('a predictor that is cut in two', () => {
    const normal = drawn('age', { law: 'normal', mean: 60, sd: 8 });
    const old = drawn('old', { law: 'bernoulli', p: normalCdf((60 - 65) / 8) });
    const arm = { kind: 'each' as const, name: 'arm', points: [0, 1], per: 'g' };
    const z = drawn('z', { law: 'uniform', min: -1, max: 2 }, 'g');
    const sketch = (indicator: Term, extra: Partial<Sketch>): Sketch => ({
        family: 'bernoulli',
        a: [['b0', one, -0.5], ['ba', x('arm'), 0.4]], // prettier-ignore
        b: [['bold', indicator, 0.7], ['bi', times(x('arm'), indicator), -0.3]], // prettier-ignore
        sigma: [[0.6]],
        effects: ['b0'],
        ...extra
    });

    test('is the same as a yes or no, beside a predictor of the group', () => {
        const cut = analyze(modelSpec(sketch(above('age', 65), { predictors: [arm, normal] })));
        const drawnYesNo = analyze(modelSpec(sketch(x('old'), { predictors: [arm, old] })));
        expect(constants(cut).every(c => c !== null)).toBe(true);
        constants(cut).forEach((c, i) => expect(c! / constants(drawnYesNo)[i]! - 1).toBeCloseTo(0, 10));
    });

    test('so is a predictor of the group that is cut', () => {
        const random = { op: '>' as const, left: x('z'), right: { op: 'number' as const, value: 0.5 } };
        const cut = sketch(x('old'), { predictors: [old, z], a: [['b0', one, -0.5], ['ba', random, 0.4]], b: [['bold', x('old'), 0.7], ['bi', times(random, x('old')), -0.3]] }); // prettier-ignore
        const arms = sketch(x('old'), { predictors: [arm, old] });
        const [a, b] = [analyze(modelSpec(cut)), analyze(modelSpec(arms))];
        constants(a).forEach((c, i) => expect(c! / constants(b)[i]! - 1).toBeCloseTo(0, 10));
    });
});

/** The variance of a slope without groups is φ/(n Var f(X)), and moments of log |X| and |X|^−q of a uniform X have closed forms. */
describe('a term with an integrable singularity', () => {
    const call = (name: 'log' | 'abs', argument: Term): Term => ({ op: 'call', function: name, argument });
    const power = (base: Term, exponent: number): Term => ({ op: '^', left: base, right: { op: 'number', value: exponent } });
    const slope = (min: number, max: number, term: Term) =>
        analyze(
            modelSpec({ family: 'gaussian', predictors: [drawn('x', { law: 'uniform', min, max })], a: [], b: [['b0', one, 0], ['b1', term, 0.2]], sigma: [], effects: [] }) // prettier-ignore
        ).parameters[1]!.leading;
    const logarithm = call('log', call('abs', x('x')));

    test.each([
        ['at the lower end', 0, 1],
        ['at the upper end', -2, 0],
        ['inside, at an end of a cell', -1, 1],
        ['inside, at no end of a cell', -1, 0.3]
    ])('a logarithm that is infinite %s', (_, min, max) => {
        const [a, b] = [Math.abs(min), Math.abs(max)];
        const integral = (end: number, first: number, second: number) =>
            end === 0 ? 0 : end * (second * Math.log(end) ** 2 - first * Math.log(end));
        const mean = (integral(a, -1, 0) + integral(b, -1, 0)) / (a + b) - 1;
        const square = (integral(a, 2, 1) + integral(b, 2, 1)) / (a + b) + 2;
        const { constant, constantError } = slope(min, max, logarithm);
        const expected = 1 / (square - mean ** 2);
        // The root of |x| is found with an error, which leaves fewer digits; the bound covers it.
        expect(Math.abs(constant! - expected)).toBeLessThanOrEqual(constantError! + 1e-8 * expected);
        expect(constantError!).toBeLessThan(1e-2);
    });

    test.each([0.1, 0.2, 0.3, 0.4, 0.45, 0.48])('|x|^−%d', q => {
        const variance = 1 / (1 - 2 * q) - 1 / (1 - q) ** 2;
        const term = power(call('abs', x('x')), -q);
        for (const [min, max] of [
            [0, 1],
            [-1, 0],
            [-1, 1]
        ] as const) {
            // prettier-ignore
            expect(slope(min, max, term).constant! * variance).toBeCloseTo(1, 8);
        }
    });
});
