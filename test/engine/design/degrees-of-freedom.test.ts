/** Degrees of freedom of `reference t`, counted by hand. */
import { describe, expect, it } from 'vitest';
import { answer, type ModelSpec, type Term } from '../../../src-engine/index.js';
import { specOfStudy } from '../study/studies.js';
import { factor, withFactors } from '../several-factors.js';
import { drawn, each, modelSpec, one, times, x } from '../specs.js';

const normal = { law: 'normal', mean: 0, sd: 1 } as const;

function df(spec: ModelSpec, ...effects: string[]): number | null {
    const coefficients = effects.map(effect => ({ effect, coefficient: 1 }));
    const test = { name: null, hypothesis: '', alternative: 'two-sided', alpha: 0.05, power: null, reference: 't' } as const;
    return answer({ ...spec, tests: [{ ...test, contrasts: [{ coefficients, value: 0 }] }] }, { exact: 'none', allocation: false }).tests[0]
        .df;
}

describe('one grouping factor', () => {
    const trial = modelSpec({
        predictors: [each('arm', [0, 1], 'g'), drawn('t', normal)],
        a: [['a0', one, 0], ['aArm', x('arm'), 0.4], ['aT', x('t'), 0.1]], // prettier-ignore
        b: [['b', times(x('arm'), times(x('t'), x('t'))), 0.1], ['c', times(x('t'), x('t')), 0.1]], // prettier-ignore
        effects: ['a0', 'aT'],
        sigma: [[0.2, 0], [0, 0.1]], // prettier-ignore
        m: 30,
        n: 10
    });

    it('two arms: the intercept and the arm ride on one random effect', () => expect(df(trial, 'aArm')).toBe(28));
    it('a random slope of its own', () => expect(df(trial, 'aT')).toBe(29));
    it('block B: observations less random effects less effects of B', () => expect(df(trial, 'c')).toBe(300 - 60 - 2));
    it('block B, with a predictor that is constant in the group', () => expect(df(trial, 'b')).toBe(28));
    it('a contrast has the least of its effects', () => expect(df(trial, 'aT', 'aArm')).toBe(28));
});

it('without groups: observations less effects', () => {
    const spec = modelSpec({ predictors: [drawn('t', normal)], b: [['b0', one, 0], ['b1', x('t'), 0.1]], n: 25 }); // prettier-ignore
    expect(df(spec, 'b1')).toBe(23);
});

const sketch = (per: string, term: Term = x('z')) => ({
    predictors: [each('z', [0, 1], per), drawn('t', normal)],
    a: [['a0', one, 0], ['az', term, 0.4]] as [string, Term, number][], // prettier-ignore
    b: [['b', x('t'), 0.1]] as [string, Term, number][]
});

describe('two levels', () => {
    const levels = (per: string): ModelSpec =>
        withFactors(sketch(per), [factor('school', ['a0'], [[0.3]]), factor('class', ['a0'], [[0.2]], 'school')], [10, 4, 5]);

    it('an arm given to schools', () => expect(df(levels('school'), 'az')).toBe(8));
    it('an arm given to classes: a comparison within schools', () => expect(df(levels('class'), 'az')).toBe(40 - 10 - 1));
    it('within', () => expect(df(levels('class'), 'b')).toBe(200 - 40 - 1));
});

describe('crossed', () => {
    const crossed = withFactors(sketch('h'), [factor('g', ['a0', 'az'], [[0.3, 0], [0, 0.1]]), factor('h', ['a0'], [[0.2]])], [30, 20, 2]); // prettier-ignore

    it('Satterthwaite over the factors that make it an effect of A', () => {
        // Slopes of g: 0.1/30 with 30 − 1; an arm of h: 4·0.2/20 with 20 − 2; the residual that both mean squares contain: 4/1200.
        const [v1, v2, residual] = [0.1 / 30, (4 * 0.2) / 20, 4 / 1200];
        const meanSquares = (v1 + residual) ** 2 / 29 + (v2 + residual) ** 2 / 18 + residual ** 2 / (1200 - 60 - 20 + 1 - 1);
        expect(df(crossed, 'az')).toBeCloseTo((v1 + v2 + residual) ** 2 / meanSquares, 6);
    });
    it('within', () => expect(df(crossed, 'b')).toBe(1200 - 60 - 20 + 1 - 1));
});

it('nested and crossed, not Gaussian: without a leading variance the least of the factors', async () => {
    const spec = await specOfStudy(
        `family bernoulli fixed A { b0: 1 = -1 } random g { b0 sd 1 } random h in g { b0 sd 0.5 } random k { b0 sd 0.7 } design { g = 12, h = 2, k = 10, n = 6 }`
    );
    expect(df(spec, 'b0')).toBe(9);
});
