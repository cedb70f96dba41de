/** Linearly dependent terms have no variances, and are named. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src-engine/index.js';
import { drawn, modelSpec, one, times, x, type Sketch } from '../specs.js';
import { checked, reasonOf } from './checked-analysis.js';
import { normal, number, simple, sloped, uniform } from './models.js';

describe('linearly dependent terms are named', () => {
    const dependent: [string, Partial<Sketch>, string[]][] = [
        ['twice the same', { b: [['b1', x('x'), 0.5], ['b2', times(number(2), x('x')), 0.1]] }, ['b1', 'b2']],
        ['a sum', { predictors: [drawn('x', normal), drawn('y', uniform)], b: [['b1', x('x'), 0.5], ['b2', x('y'), 0.1], ['b3', { op: '-', left: x('x'), right: x('y') }, 0.1]] }, ['b1', 'b2', 'b3']],
        ['zero', { b: [['b1', x('x'), 0.5], ['b2', { op: '-', left: x('x'), right: x('x') }, 0.1]] }, ['b2']],
        ['x and x² of a binary predictor', { predictors: [drawn('x', { law: 'bernoulli', p: 0.3 })], b: [['b1', x('x'), 0.5], ['b2', times(x('x'), x('x')), 0.1]] }, ['b1', 'b2']],
        ['all levels of a categorical predictor', { predictors: [drawn('s', { law: 'categorical', levels: ['a', 'b'], probabilities: [0.4, 0.6] })], b: [['b1', { op: 'level', predictor: 's', level: 'a' }, 0.5], ['b2', { op: 'level', predictor: 's', level: 'b' }, 0.1]] }, ['b0', 'b1', 'b2']] // prettier-ignore
    ]; // prettier-ignore
    test('beside a random slope', () => {
        for (const more of ['b3', 'b4']) {
            const twice = times(number(2), x('y'));
            const spec = sloped('bernoulli', uniform, 0.5, { b: [['b2', x('y'), 0.4], [more, more === 'b3' ? twice : { op: '+', left: x('y'), right: one }, 0.1]] }); // prettier-ignore
            const effects = more === 'b3' ? ['b2', 'b3'] : ['b0', 'b2', 'b4'];
            expect(reasonOf(checked(spec), more)).toEqual({ code: 'collinear', effects });
            expect(examine(spec).findings).toContainEqual({ code: 'collinear', effects });
        }
    });

    describe.each(['gaussian', 'bernoulli', 'poisson', 'negativeBinomial'] as const)('%s', family => {
        test.each(dependent)('%s', (_, more, effects) => {
            const size = family === 'negativeBinomial' ? { size: 2 } : {};
            const spec = simple(family, normal, 0, { ...size, ...more });
            expect(reasonOf(checked(spec), effects.at(-1)!)).toEqual({ code: 'collinear', effects });
            expect(examine(spec).findings).toContainEqual({ code: 'collinear', effects });
        });

        test('without random effects', () => {
            const size = family === 'negativeBinomial' ? { size: 2 } : {};
            const spec = modelSpec({ ...size, family, predictors: [drawn('x', uniform)], b: [['b0', one, 0.1], ['b1', x('x'), 0.2], ['b2', { op: '+', left: x('x'), right: one }, 0.1]] }); // prettier-ignore
            expect(reasonOf(checked(spec), 'b2')).toEqual({ code: 'collinear', effects: ['b0', 'b1', 'b2'] });
        });
    });
});
