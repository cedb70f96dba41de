import { describe, expect, it } from 'vitest';
import { expm1MinusX, log1pMinusX, logRatioMinusLinear } from '../../../src-engine/numeric/special/exponential-remainders.js';
import { incompleteBeta } from '../../../src-engine/numeric/special/incomplete-beta.js';
import { incompleteGamma } from '../../../src-engine/numeric/special/incomplete-gamma.js';
import { digamma, logGamma, stirlingRemainder, trigamma, trigammaExcess } from '../../../src-engine/numeric/special/log-gamma.js';
import { expit, log1pExp, logit } from '../../../src-engine/numeric/special/logistic.js';
import { increasingRoot } from '../../../src-engine/numeric/special/monotone-root.js';
import {
    normalCdf,
    normalLogCdf,
    normalLogPdf,
    normalPdf,
    normalQuantile,
    upperTailOverGaussian
} from '../../../src-engine/numeric/special/normal-distribution.js';
import reference from './special.json' with { type: 'json' };

/** The greatest relative error over a table of rows [argument, value]; absolute where the value is 0. */
function greatestError(rows: number[][], f: (x: number) => number): number {
    return Math.max(...rows.map(([x, value]) => (value === 0 ? Math.abs(f(x)) : Math.abs(f(x) / value - 1))));
}

/** The same for [arguments…, lower, upper], of the smaller tail. */
function greatestTailError(rows: number[][], f: (...args: number[]) => { lower: number; upper: number }): number {
    return Math.max(
        ...rows.map(row => {
            const { lower, upper } = f(...row.slice(0, -2));
            const [lowerValue, upperValue] = row.slice(-2);
            return lowerValue < upperValue ? Math.abs(lower / lowerValue - 1) : Math.abs(upper / upperValue - 1);
        })
    );
}

// The bounds are twice the measured errors or less, and at least one unit in the last place.
describe('special functions against 50 digits', () => {
    it.each<[string, (x: number) => number, number[][], number]>([
        ['normalPdf', normalPdf, reference.normalPdf, 4e-16],
        ['normalCdf', normalCdf, reference.normalCdf, 4e-16],
        ['normalLogCdf', normalLogCdf, reference.normalLogCdf, 4e-16],
        ['upperTailOverGaussian', upperTailOverGaussian, reference.upperTailOverGaussian, 8e-16],
        ['normalQuantile', normalQuantile, reference.normalQuantile, 6e-16],
        ['logGamma', logGamma, reference.logGamma, 8e-16],
        ['digamma', digamma, reference.digamma, 2e-15],
        ['trigamma', trigamma, reference.trigamma, 6e-16],
        ['trigammaExcess', trigammaExcess, reference.trigammaExcess, 1.5e-15],
        ['expit', expit, reference.expit, 4e-16],
        ['logit', logit, reference.logit, 4e-16],
        ['log1pExp', log1pExp, reference.log1pExp, 4e-16],
        ['expm1MinusX', expm1MinusX, reference.expm1MinusX, 8e-16],
        ['log1pMinusX', log1pMinusX, reference.log1pMinusX, 8e-16]
    ])('%s', (_, f, rows, bound) => {
        expect(greatestError(rows, f)).toBeLessThan(bound);
    });

    it('stirlingRemainder, absolutely', () => {
        expect(Math.max(...reference.stirlingRemainder.map(([x, value]) => Math.abs(stirlingRemainder(x) - value)))).toBeLessThan(1e-15);
    });

    it('incompleteGamma, the smaller tail', () => {
        expect(greatestTailError(reference.incompleteGamma, incompleteGamma)).toBeLessThan(2e-13);
    });

    it('incompleteBeta, the smaller tail', () => {
        expect(greatestTailError(reference.incompleteBeta, (a, b, x) => incompleteBeta(a, b, x, 1 - x))).toBeLessThan(1.5e-13);
    });
});

describe('the normal law at its ends', () => {
    it('has exact limits', () => {
        expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(-50), normalCdf(50)]).toEqual([0, 1, 0, 1]);
        expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
        expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN), normalCdf(NaN)]).toEqual([NaN, NaN, NaN, NaN]);
    });

    it('is symmetric', () => {
        for (const x of [0.1, 0.7, 3]) {
            expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
        }
        for (const p of [0.25, 0.0625, 2 ** -20]) {
            expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
        }
    });

    it('keeps the logarithm of the density where the density underflows', () => {
        expect(normalPdf(40)).toBe(0);
        expect(normalLogPdf(40)).toBeCloseTo(-800.9189385332047, 11);
    });

    it('never decreases through the seams of its approximations', () => {
        for (const seam of [-5.656854249492381, -0.67448975, 0.67448975, 5.656854249492381]) {
            const values = Array.from({ length: 41 }, (_, k) => normalCdf(seam + (k - 20) * 1e-14));
            for (const [k, value] of values.slice(1).entries()) {
                expect(value).toBeGreaterThanOrEqual(values[k] - 2e-16);
            }
        }
    });
});

describe('the gamma family of functions at its ends', () => {
    it('is infinite at 0 and not a number below', () => {
        expect([logGamma(0), digamma(0), trigamma(0), trigammaExcess(0)]).toEqual([Infinity, -Infinity, Infinity, Infinity]);
        expect([logGamma(-1), digamma(-1), trigamma(-1), trigammaExcess(-1)]).toEqual([NaN, NaN, NaN, NaN]);
    });

    it('has exact zeros at 1 and 2', () => {
        expect([logGamma(1), logGamma(2)]).toEqual([0, 0]);
    });

    it('has 1/(2x²) as the excess of trigamma for large x, where subtraction leaves nothing', () => {
        expect(trigammaExcess(1e9) * 2e18).toBeCloseTo(1 + 1 / 3e9, 14);
    });

    it('splits all probability at the ends of the incomplete functions', () => {
        expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
        expect(incompleteGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
        expect(incompleteBeta(2, 3, 0, 1)).toEqual({ lower: 0, upper: 1 });
        expect(incompleteBeta(2, 3, 1, 0)).toEqual({ lower: 1, upper: 0 });
    });

    it('exchanges the tails of the incomplete beta function with its parameters', () => {
        for (const [a, b, x] of [
            [0.3, 7, 0.25],
            [40, 2, 0.875],
            [5, 5, 0.5]
        ]) {
            const here = incompleteBeta(a, b, x, 1 - x);
            const there = incompleteBeta(b, a, 1 - x, x);
            expect(there.upper / here.lower).toBeCloseTo(1, 13);
            expect(there.lower / here.upper).toBeCloseTo(1, 13);
        }
    });
});

describe('logistic functions', () => {
    it('saturate without overflow', () => {
        expect([expit(-Infinity), expit(Infinity), expit(-800), expit(800)]).toEqual([0, 1, 0, 1]);
        expect([log1pExp(-Infinity), log1pExp(800), log1pExp(Infinity)]).toEqual([0, 800, Infinity]);
        expect([logit(0), logit(1), logit(0.5), logit(1.5)]).toEqual([-Infinity, Infinity, 0, NaN]);
    });

    it('invert each other', () => {
        for (const x of [-30, -2, 0.001, 1, 5]) {
            expect(logit(expit(x)) / x).toBeCloseTo(1, 12);
        }
    });
});

describe('roots and remainders', () => {
    it('finds a root far from where it starts, and one beside which the slope vanishes', () => {
        expect(increasingRoot(t => ({ value: t - 1e6, slope: 1 }), 0, 1)).toBe(1e6);
        const cubic = (t: number): { value: number; slope: number } => ({ value: (t - 3) ** 3, slope: 3 * (t - 3) ** 2 });
        expect(increasingRoot(cubic, 0, 1)).toBeCloseTo(3, 12);
        expect(increasingRoot(t => ({ value: t < 0.3 ? -Infinity : 1, slope: 0 }), 0, 1)).toBeCloseTo(0.3, 15);
    });

    it('writes log(x/a) − x/a + 1 alike near to and far from x = a', () => {
        expect(logRatioMinusLinear(3, 3)).toBe(0);
        for (const ratio of [0.49, 0.51, 1.9, 2.1]) {
            expect(logRatioMinusLinear(ratio * 7, 7) / (Math.log(ratio) - ratio + 1)).toBeCloseTo(1, 13);
        }
    });
});
