/** Effects and sizes that the file asks for: what does not depend on them has its number. */
import { describe, expect, test } from 'vitest';
import { one } from '../specs.js';
import { checked, reasonOf } from './checked-analysis.js';
import { normal, simple } from './models.js';

describe('what the file asks for', () => {
    test('an effect', () => {
        const spec = simple('poisson', normal, 0.3, { a: [['b0', one, null]] });
        const analysis = checked(spec);
        expect(reasonOf(analysis, 'b1')).toEqual({ code: 'unknown-value', what: 'b0' });
        expect(analysis.parameters[0]!.leading.constant).toBe(0.5);
    });

    test('an effect that the weight does not depend on', () => {
        const analysis = checked(simple('gaussian', normal, 0.3, { a: [['b0', one, null]] }));
        expect(analysis.reason).toBeNull();
        expect(analysis.parameters.find(p => p.name === 'b1')!.leading.constant).toBeCloseTo(1, 12);
    });

    test('the sizes: constants without variances', () => {
        for (const [more, what] of [
            [{ m: null }, 'g'],
            [{ n: null }, 'n']
        ] as const) {
            const analysis = checked(simple('bernoulli', normal, 0.3, more));
            const { leading, reason } = analysis.parameters.find(p => p.name === 'b1')!;
            expect(reason).toEqual({ code: 'unknown-value', what });
            expect(leading.constant).toBeGreaterThan(0);
            expect(leading.asyVar).toBeNull();
        }
    });
});
