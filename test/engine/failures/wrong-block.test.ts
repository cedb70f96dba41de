/** An effect in the wrong block is named, with the block where it belongs. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src-engine/index.js';
import type { PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x } from '../specs.js';
import { checked, reasonOf } from './checked-analysis.js';
import { normal } from './models.js';

const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });

describe('an effect in the wrong block is named', () => {
    test('an effect without a random partner in A', () => {
        const spec = modelSpec({ family: 'bernoulli', predictors: [drawn('x', normal)], a: [['b0', one, 0], ['b1', x('x'), 1]], sigma: [[0.5]], effects: ['b0'] }); // prettier-ignore
        const analysis = checked(spec);
        expect(reasonOf(analysis, 'b1')).toEqual({ code: 'wrong-block', effect: 'b1' });
        expect(examine(spec).findings).toContainEqual({ code: 'wrong-block', effect: 'b1', belongs: 'B', partners: [] });
    });

    test('an effect of an arm in B', () => {
        const spec = modelSpec({ family: 'poisson', predictors: [each('arm', [0, 1], 'g'), drawn('x', normal)], a: [['b0', one, 0]], b: [['b1', x('arm'), 1], ['b2', x('x'), 1]], sigma: [[0.5]] }); // prettier-ignore
        const analysis = checked(spec);
        expect(reasonOf(analysis, 'b2')).toEqual({ code: 'wrong-block', effect: 'b1' });
        expect(examine(spec).findings).toContainEqual({ code: 'wrong-block', effect: 'b1', belongs: 'A', partners: [{ group: 'g', effects: ['b0'], own: false }] }); // prettier-ignore
    });

    test('an effect in A of a model without random effects', () => {
        const spec = modelSpec({ predictors: [drawn('x', normal)], a: [['b0', one, 0]], b: [['b1', x('x'), 1]] });
        expect(reasonOf(checked(spec), 'b0')).toEqual({ code: 'wrong-block', effect: 'b0' });
    });
});
