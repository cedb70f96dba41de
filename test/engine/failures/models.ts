/** Models of one predictor, to be broken in many ways. */
import type { Law, ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x, type Sketch } from '../specs.js';

export const number = (value: number): Term => ({ op: 'number', value });

/** Random intercept and an effect of x, of the law given. */
export const simple = (family: Sketch['family'], law: Law, value: number, more: Partial<Sketch> = {}): ModelSpec =>
    modelSpec({
        ...(family ? { family } : {}),
        predictors: [drawn('x', law)],
        a: [['b0', one, -0.3]],
        b: [['b1', x('x'), value]],
        sigma: [[0.5]],
        ...more
    });

export const normal: Law = { law: 'normal', mean: 0, sd: 1 };
export const uniform: Law = { law: 'uniform', min: -1, max: 1 };

/** Intercept and slope of x are random; y stands in block B. */
export const sloped = (family: NonNullable<Sketch['family']>, law: Law, slopeVariance: number, more: Partial<Sketch> = {}): ModelSpec =>
    modelSpec({
        family,
        predictors: [drawn('x', law), drawn('y', { law: 'bernoulli', p: 0.4 })],
        a: [['b0', one, -0.3], ['b1', x('x'), 0.2]], // prettier-ignore
        b: [['b2', x('y'), 0.4]],
        sigma: [[0.5, 0], [0, slopeVariance]], // prettier-ignore
        ...more
    });
