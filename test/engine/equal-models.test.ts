/** Two descriptions of the same model have the same numbers, in all accuracies. */
import { describe, expect, it } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import { solveMarginal } from '../../src-engine/predictors/marginal.js';
import type { Law, ModelSpec } from '../../src-engine/spec/model-spec.js';
import { drawn, each, modelSpec, one, x, type Sketch } from './specs.js';

const accuracies = ['leading', 'twoTerm', 'refined', 'exact'] as const;

/** Every variance of two analyses agrees as far as their certified errors say, and 1e-9 at least. */
function agree(left: Analysis, right: Analysis, wanted: readonly (typeof accuracies)[number][] = accuracies): void {
    left.parameters.forEach((parameter, i) => {
        for (const accuracy of wanted) {
            const [a, b] = [parameter[accuracy], right.parameters[i][accuracy]];
            expect([parameter.name, accuracy, a.reason?.code]).toEqual([right.parameters[i].name, accuracy, b.reason?.code]);
            if (a.asyVar !== null && b.asyVar !== null) {
                expect(Math.abs(a.asyVar / b.asyVar - 1)).toBeLessThan(1e-9 + a.error! / a.asyVar + b.error! / b.asyVar);
            }
        }
    });
    expect(left.parameters.some(({ refined }) => refined.asyVar !== null)).toBe(true);
}

const bernoulli = (law: Law, more: Sketch = {}): ModelSpec =>
    modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x', law)],
        a: [['b0', one, -0.6]],
        b: [['b1', x('x'), 0.8]],
        sigma: [[0.9]],
        n: 6,
        ...more
    });

describe('equal models', () => {
    const discrete: Law = { law: 'discrete', values: [0, 1, 3], probabilities: [0.3, 0.4, 0.3] };

    it('a mixture of points is a discrete law', () => {
        const mixture: Law = {
            law: 'mixture',
            components: [
                { probability: 0.4, law: { law: 'bernoulli', p: 0.25 } },
                { probability: 0.6, law: { law: 'discrete', values: [1, 3], probabilities: [0.5, 0.5] } }
            ]
        };
        agree(analyze(bernoulli(discrete)), analyze(bernoulli(mixture)), ['leading', 'twoTerm', 'refined']);
    });

    it('a mixture of one law twice is that law', () => {
        const normal: Law = { law: 'normal', mean: 0.3, sd: 0.7 };
        const twice: Law = {
            law: 'mixture',
            components: [
                { probability: 0.4, law: normal },
                { probability: 0.6, law: normal }
            ]
        };
        agree(analyze(bernoulli(twice)), analyze(bernoulli(normal)), ['leading', 'twoTerm', 'refined']);
    });

    it('a constant offset is a part of the intercept', () => {
        const shifted = bernoulli(discrete, { a: [['b0', one, -1.1]], offset: { op: 'number', value: 0.5 } });
        agree(analyze(bernoulli(discrete)), analyze(shifted));
    });

    it('an offset of a predictor is an effect that nobody estimates', () => {
        // Over two equally likely values of the offset, the information of the groups is the mean of that at each.
        const offset = (value: number) => bernoulli(discrete, { offset: { op: 'number', value } });
        const varying = bernoulli(discrete, { predictors: [drawn('x', discrete), each('t', [0.2, 0.9], 'g')], offset: x('t') });
        const informationB = (spec: ModelSpec) => 1 / analyze(spec).parameters[1].leading.asyVar!;
        expect(informationB(varying)).toBeCloseTo((informationB(offset(0.2)) + informationB(offset(0.9))) / 2, 8);
    });

    it('marginal(p) is the intercept that it is solved for, which the analysis tells', () => {
        const number = bernoulli(discrete);
        const asked: ModelSpec = {
            ...number,
            fixed: number.fixed.map(effect => (effect.name === 'b0' ? { ...effect, value: null, marginal: 0.4 } : effect))
        };
        const value = solveMarginal(asked).fixed[0].value!;
        const written = { ...number, fixed: number.fixed.map(effect => (effect.name === 'b0' ? { ...effect, value } : effect)) };
        const analysis = analyze(asked);
        agree(analysis, analyze(written));
        expect(analysis.parameters[0].value).toBe(value);
        expect(analysis.parameters[0].interval).not.toBeNull();
    });
});
