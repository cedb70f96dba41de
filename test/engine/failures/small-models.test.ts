/** Models with little in them: no effects, no predictors, or none that is used. */
import { describe, expect, test } from 'vitest';
import { drawn, modelSpec, one, x } from '../specs.js';
import { checked } from './checked-analysis.js';
import { normal, simple } from './models.js';

describe('models with little in them', () => {
    test('nothing at all', () => {
        const analysis = checked(modelSpec({ family: 'poisson' }));
        expect(analysis.parameters).toEqual([]);
        expect(analysis.reason).toBeNull();
    });

    test('an intercept alone', () => {
        const { parameters } = checked(modelSpec({ family: 'poisson', b: [['b0', one, 0.7]] }));
        expect(parameters[0]!.leading.constant).toBeCloseTo(Math.exp(-0.7), 12);
        const logistic = checked(modelSpec({ family: 'bernoulli', b: [['b0', one, 0]] }));
        expect(logistic.parameters[0]!.leading.constant).toBeCloseTo(4, 12);
    });

    test('a random intercept alone', () => {
        const analysis = checked(modelSpec({ family: 'bernoulli', a: [['b0', one, 0.7]], sigma: [[0.4]] }));
        expect(analysis.parameters[0]!.leading.constant).toBe(0.4);
        expect(analysis.reason).toBeNull();
    });

    test('predictors that no term uses', () => {
        const analysis = checked(simple('poisson', normal, 0.3, { predictors: [drawn('x', normal), drawn('y', { law: 'studentT', df: 1, location: 0, scale: 1 })] })); // prettier-ignore
        expect(analysis.reason).toBeNull();
    });

    test('a term with a predictor that is not there', () => {
        expect(checked(simple('poisson', normal, 0.3, { b: [['b1', x('z'), 0.5]] })).reason?.code).toBe('invalid');
    });
});
