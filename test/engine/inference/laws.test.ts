import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../../src-engine/numeric/special/incomplete-beta.js';
import { chiSquaredTails, chiSquaredUpperQuantile } from '../../../src-engine/inference/chi-squared.js';
import { fTails, fUpperQuantile } from '../../../src-engine/inference/f-law.js';
import { nonCentralChiSquaredCdf, nonCentralChiSquaredUpper } from '../../../src-engine/inference/non-central-chi-squared.js';
import { nonCentralFCdf, nonCentralFUpper } from '../../../src-engine/inference/non-central-f.js';
import { nonCentralTCdf, nonCentralTUpper } from '../../../src-engine/inference/non-central-t.js';
import { tCdf, tQuantile } from '../../../src-engine/inference/student-t.js';
import { lawTails } from '../../../src-engine/laws/index.js';
import reference from './reference.json' with { type: 'json' };

type Law = (...args: number[]) => number;

/** The greatest relative error over rows [arguments…, lower, upper] whose tails, where they are not null, lie between these bounds. */
function greatestError(rows: (number | null)[][], lower: Law, upper: Law, least: number, most: number): number {
    let greatest = 0;
    let compared = 0;
    for (const row of rows) {
        const args = row.slice(0, -2) as number[];
        for (const [law, value] of [
            [lower, row.at(-2)!],
            [upper, row.at(-1)!]
        ] as const) {
            if (value === null || value < least || value > most) {
                continue;
            }
            compared++;
            greatest = Math.max(greatest, Math.abs(law(...args) / value - 1));
        }
    }
    expect(compared).toBeGreaterThan(20);
    // A comparison with NaN would pass over it.
    return Number.isFinite(greatest) ? greatest : Infinity;
}

// The bounds are the measured errors, rounded up.
describe('non-central laws against 40 digits', () => {
    it.each<[string, (number | null)[][], Law, Law, [number, number]]>([
        ['t', reference.nonCentralT, nonCentralTCdf, nonCentralTUpper, [5e-14, 1e-12]],
        ['chi-squared', reference.nonCentralChiSquared, nonCentralChiSquaredCdf, nonCentralChiSquaredUpper, [5e-15, 5e-14]],
        ['F', reference.nonCentralF, nonCentralFCdf, nonCentralFUpper, [3e-14, 5e-14]]
    ])('%s', (_, rows, lower, upper, [near, far]) => {
        expect(greatestError(rows, lower, upper, 1e-12, 1)).toBeLessThan(near);
        expect(greatestError(rows, lower, upper, 1e-300, 1e-12)).toBeLessThan(far);
    });
});

describe('non-central laws at their limits', () => {
    it('are the central ones without noncentrality', () => {
        for (const x of [0.3, 1.7, 9]) {
            expect(nonCentralTCdf(-x, 7.5, 0)).toBe(tCdf(-x, 7.5));
            // Not the central formula itself, but the integral beside it.
            expect(nonCentralTCdf(-x, 7.5, 1e-300) / tCdf(-x, 7.5) - 1).toBeCloseTo(0, 13);
            expect(nonCentralChiSquaredUpper(x, 3, 0) / chiSquaredTails(x, 3).upper - 1).toBeCloseTo(0, 14);
            expect(nonCentralFCdf(x, 3, 8, 0) / fTails(x, 3, 8).lower - 1).toBeCloseTo(0, 14);
        }
    });

    it('F with one degree of freedom is the square of t', () => {
        for (const df of [1, 2.5, 30, 1e5, 1e9]) {
            for (const delta of [0.4, 3, 40]) {
                for (const t of [0.5, 2, 35, 60]) {
                    const beyond = nonCentralTUpper(t, df, delta) + nonCentralTCdf(-t, df, delta);
                    if (beyond > 1e-300) {
                        expect(Math.abs(nonCentralFUpper(t * t, 1, df, delta * delta) / beyond - 1)).toBeLessThan(1e-12);
                    } else {
                        expect(nonCentralFUpper(t * t, 1, df, delta * delta)).toBeLessThan(1e-299);
                    }
                }
            }
        }
    });

    it('join the laws with infinite degrees of freedom', () => {
        expect(nonCentralFUpper(4, 3, 1e9, 5) / nonCentralFUpper(4, 3, Infinity, 5) - 1).toBeCloseTo(0, 7);
        expect(nonCentralTUpper(4, 1e9, 2) / nonCentralTUpper(4, Infinity, 2) - 1).toBeCloseTo(0, 7);
    });

    it('are probabilities also far outside the range of any study', () => {
        for (const df of [1, 40, Infinity]) {
            expect(nonCentralTUpper(2, df, 1e200)).toBe(1);
            expect(nonCentralTCdf(2, df, Infinity)).toBe(0);
            expect(nonCentralTCdf(Infinity, df, 3)).toBe(1);
            expect(nonCentralTUpper(1e6, df, 1e6)).toBeGreaterThan(0.3);
            expect(nonCentralTUpper(1e6, df, 1e6)).toBeLessThan(0.7);
            expect(nonCentralFUpper(2, 3, df, 1e300)).toBe(1);
            expect(nonCentralFCdf(2, 3, df, Infinity)).toBe(0);
            expect(nonCentralFUpper(Infinity, 3, df, 5)).toBe(0);
            expect(nonCentralFUpper(0, 3, df, 5)).toBe(1);
        }
    });

    it('chi-squared goes over into the normal law of its length at noncentrality 1e12', () => {
        const ahead = nonCentralChiSquaredCdf(1e12 + 1e6, 3, 1e12);
        const behind = nonCentralChiSquaredCdf(1e12 * (1 + 1e-9) + 1e6, 3, 1e12 * (1 + 1e-9));
        expect(ahead / behind - 1).toBeCloseTo(0, 6);
    });
});

describe('central laws', () => {
    it('quantiles invert the tails', () => {
        // A tail of 1e-120 moves 550 times as much, relatively, as its quantile.
        for (const q of [1e-120, 1e-12, 0.001, 0.05, 0.5, 0.9]) {
            for (const df of [1, 2.5, 40, 1e6, 1e9]) {
                expect(Math.abs(tCdf(tQuantile(q, df), df) / q - 1)).toBeLessThan(q < 1e-100 ? 5e-13 : 8e-14);
                for (const k of [1, 2, 7]) {
                    const upper = fTails(fUpperQuantile(q, k, df), k, df).upper;
                    expect(Math.abs(upper / q - 1)).toBeLessThan(q < 1e-100 ? 5e-13 : 8e-14);
                }
            }
            for (const k of [1, 2, 7, 300]) {
                expect(Math.abs(chiSquaredTails(chiSquaredUpperQuantile(q, k), k).upper / q - 1)).toBeLessThan(q < 1e-100 ? 5e-13 : 8e-14);
            }
        }
        expect(tQuantile(0.5, 7)).toBe(0);
        expect(tQuantile(0.975, 7)).toBeCloseTo(-tQuantile(0.025, 7), 12);
    });

    it('quantiles with very many degrees of freedom, by Cornish and Fisher', () => {
        // z + (z³ + z)/(4ν) + (5z⁵ + 16z³ + 3z)/(96ν²), z the normal quantile.
        const z = -1.9599639845400543;
        for (const df of [1e5, 1e7, 1e9]) {
            const expected = z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2);
            expect(Math.abs(tQuantile(0.025, df) / expected - 1)).toBeLessThan(2e-14);
        }
    });

    it('the incomplete beta function agrees with the law of t where its parameters are not large', () => {
        for (const df of [1, 3.5, 60, 900]) {
            for (const t of [0.2, 1.5, 6]) {
                const { upper } = lawTails({ law: 'studentT', df, location: 0, scale: 1 }, t);
                const share = (t * t) / (df + t * t);
                expect(Math.abs((0.5 * incompleteBeta(0.5, 0.5 * df, share, 1 - share).upper) / upper - 1)).toBeLessThan(2e-13);
            }
        }
    });
});
