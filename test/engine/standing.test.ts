/** The standing of a formula: published where the papers cover it, derived where this project extends them. */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { factor, withFactors } from './several-factors.js';
import { drawn, each, modelSpec, one, x, type Sketch } from './specs.js';

const uniform = drawn('x', { law: 'uniform', min: -1, max: 1 });
const standings = (spec: ModelSpec) => {
    const { leading, twoTerm, refined } = analyze(spec, { exact: 'none' }).parameters[0];
    return [leading.standing, twoTerm.standing, refined.standing];
};

describe('with one grouping factor', () => {
    const own: Sketch = { family: 'poisson', predictors: [uniform], a: [['b0', one, 0.3]], b: [['b1', x('x'), 0.4]], sigma: [[0.5]] };

    it('the first two terms are published for canonical links and effects with random effects of their own', () => {
        expect(standings(modelSpec(own))).toEqual(['published', 'published', 'derived']);
        expect(standings(modelSpec({ ...own, family: 'bernoulli' }))).toEqual(['published', 'published', 'derived']);
    });

    it('they are derived where the link is not canonical', () => {
        const [, twoTerm] = standings(modelSpec({ ...own, family: 'bernoulli', link: 'probit' }));
        expect(twoTerm).toBe('derived');
    });

    it('they are derived for an effect of a predictor that is constant in the group', () => {
        const arm: Sketch = {
            ...own,
            predictors: [each('arm', [0, 1], 'g')],
            a: [
                ['b0', one, 0.3],
                ['arm', x('arm'), 0.5]
            ],
            b: [],
            effects: ['b0']
        };
        expect(standings(modelSpec(arm))).toEqual(['derived', 'derived', 'derived']);
    });
});

it('an effect with random effects in two factors has the sum of both leading terms', () => {
    const random = [factor('plate', ['b0'], [[0.7225]]), factor('sample', ['b0'], [[3.7249]])];
    const spec = withFactors({ phi: 0.3, predictors: [uniform], a: [['b0', one, 22.97]], b: [['b1', x('x'), 0.15]] }, random, [24, 6, 1]);
    const { parameters, covariance } = analyze(spec, { exact: 'none' });
    const sum = 0.7225 / 24 + 3.7249 / 6;
    expect(parameters[0].leading.asyVar).toBeCloseTo(sum, 14);
    expect(covariance.leading![0]![0]).toBeCloseTo(sum, 14);
    expect(covariance.leading![0]![1]).toBe(0);
});
