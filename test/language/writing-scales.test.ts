/** Numbers that are written in the form of their author: as an odds ratio, a standard deviation, or a list for the levels of a factor. */
import { describe, expect, it } from 'vitest';
import { lowerDocument } from '../../language/index.js';
import { authorScales } from '../../language/presentation/notation/author-scale.js';
import { adjustableKey, adjustables, type Adjustment } from '../../src-engine/design/adjustments.js';
import { residualVariance } from '../../src-engine/family/families.js';
import { openDocument, openText } from '../open-text.js';
import { model, written } from './written-text.js';

describe('numbers on the scale of the author', () => {
    it.each([
        ['b1', { b1: 'OR(1.5)' }, 'effect b1', 'OR', 2.1, 'b1: x = OR(2.1)'],
        ['b1', { b1: 'RR(1.5)' }, 'effect b1', 'RR', 0.7, 'b1: x = RR(0.7)'],
        ['b1', { b1: 'pct(30)' }, 'effect b1', 'pct', 45, 'b1: x = pct(45)'],
        ['b1', { b1: 'log(1.5)' }, 'effect b1', 'log', 1.75, 'b1: x = log(1.75)'],
        ['b0', { b0: 'logit(0.3)' }, 'effect b0', 'logit', 0.05, 'b0: 1 = logit(0.05)'],
        ['b0', { random: 'b0 sd 0.8' }, 'variance b0 clinic', 'sd', 0.65, 'b0 sd 0.65'],
        ['b0', { family: 'bernoulli', random: 'b0 icc 0.05' }, 'variance b0 clinic', 'icc', 0.12, 'b0 icc 0.12']
    ] as const)('%s of %j', async (_, parts, key, scale, wanted, text) => {
        const document = await openDocument(model(parts));
        const { scales, ...lowered } = lowerDocument(document).models[0];
        const spec = lowered.spec!;
        expect(scales[key]).toBe(scale);
        const { of } = adjustables(spec).find(entry => adjustableKey(entry.of) === key)!;
        const residual = residualVariance(spec.family) ?? 1;
        expect(await written(model(parts), [{ of, value: authorScales[scale].meant(wanted, residual) }])).toContain(text);
    });

    it('not where the number is an expression', async () => {
        const [{ scales }] = (await openText(model({ b1: '2 * log(1.5)', random: 'b0 variance 0.64' }))).models;
        expect(scales).toEqual({});
    });
});

describe('one number for all levels of a factor', () => {
    const factors = (value: string, effect = 'levels(arm)') => `model m {
    family bernoulli
    predictor arm each control, low, high per clinic
    predictor t each 0, 1, 2
    fixed { b0: 1 = 0; e: ${effect} = ${value} }
    random clinic { b0 sd 0.5 }
    design { clinic = 30, n = 12 }
}`;
    const effect = (name: string, value: number): Adjustment => ({ of: { kind: 'effect', name }, value });

    it.each([
        ['0.2', 'levels(arm)', [effect('e[high]', 0.5)], 'e: levels(arm) = [0.2, 0.5] }'],
        ['OR(1.5)', 'levels(arm)', [effect('e[high]', Math.log(2))], 'e: levels(arm) = [OR(1.5), OR(2)] }'],
        ['0.2', 'levels(arm)', [effect('e[low]', 0.1), effect('e[high]', 0.5)], 'e: levels(arm) = [0.1, 0.5] }'],
        ['0', 'levels(arm) * levels(t)', [effect('e[low, 2]', 0.3)], '= [[0, 0.3], [0, 0]] }']
    ] as const)('%s of %s', async (value, term, adjustments, expected) => {
        expect(await written(factors(value, term), adjustments)).toContain(expected);
    });
});
