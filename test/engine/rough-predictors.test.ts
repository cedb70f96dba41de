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
