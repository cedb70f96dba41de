import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groupSizes, meanInverseSize, meanSize, sizeRule } from '../../../src-engine/structure/group-size-law.js';
import type { GroupSize } from '../../../src-engine/spec/model-spec.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';

interface Row {
    law: GroupSize;
    meanSize: number;
    meanInverse: number;
    meanSaturated: number;
    probabilities: [number, number][];
}

const rows = JSON.parse(readFileSync(new URL('group-size-law.json', import.meta.url), 'utf8')) as Row[];
const expectation = (sizes: { n: number; probability: number }[], f: (n: number) => number): number =>
    sizes.reduce((sum, { n, probability }) => sum + probability * f(n), 0);
const relativeError = (value: number, expected: number): number => Math.abs(value / expected - 1);
const nameOf = (law: GroupSize): string => JSON.stringify(law);

describe.each(rows.map(row => [nameOf(row.law), row] as const))('the law of n %s, against sums with 40 digits', (_, row) => {
    const sizes = groupSizes(row.law);

    it('has the expectations', () => {
        expect(relativeError(meanSize(row.law), row.meanSize)).toBeLessThan(2e-13);
        expect(relativeError(meanInverseSize(row.law), row.meanInverse)).toBeLessThan(2e-13);
        expect(
            relativeError(
                expectation(sizes, n => 1 / (1 + n / 50)),
                row.meanSaturated
            )
        ).toBeLessThan(2e-13);
    });

    it('has the probability of each size', () => {
        for (const [size, probability] of row.probabilities) {
            expect(relativeError(sizes.find(({ n }) => n === size)!.probability, probability)).toBeLessThan(1e-11);
        }
    });

    it('is a law on sizes of 1 or more, in order', () => {
        expect(sizes[0].n).toBeGreaterThanOrEqual(1);
        expect(sizes.every(({ n }, i) => i === 0 || sizes[i - 1].n < n)).toBe(true);
        expect(sizes.every(({ probability }) => probability > 0)).toBe(true);
        expect(expectation(sizes, () => 1)).toBeCloseTo(1, 14);
        expect(sizes.length).toBeLessThanOrEqual(1000);
    });

    it('is thinned to 16 sizes with nine digits', () => {
        const few = sizeRule(row.law, 16);
        expect(few.length).toBeLessThanOrEqual(16);
        expect(
            relativeError(
                expectation(few, n => n),
                row.meanSize
            )
        ).toBeLessThan(1e-9);
        expect(
            relativeError(
                expectation(few, n => 1 / n),
                row.meanInverse
            )
        ).toBeLessThan(1e-9);
        expect(
            relativeError(
                expectation(few, n => 1 / (1 + n / 50)),
                row.meanSaturated
            )
        ).toBeLessThan(1e-9);
    });
});

describe('the law of n', () => {
    it('is one size where n is fixed', () => {
        expect(groupSizes({ kind: 'fixed', n: 20 })).toEqual([{ n: 20, probability: 1 }]);
    });

    it.each([1e6, 1e9, 1e14])('of mean %d stays small, with the mean and E 1/n of the asymptotic series', mean => {
        const poisson: GroupSize = { kind: 'poisson', mean };
        expect(groupSizes(poisson).length).toBeLessThanOrEqual(1000);
        expect(relativeError(meanSize(poisson), mean)).toBeLessThan(1e-13);
        // E 1/n = 1/λ + 1/λ² + 2/λ³ + … for a Poisson n.
        expect(relativeError(meanInverseSize(poisson) * mean, 1 + 1 / mean + 2 / mean ** 2)).toBeLessThan(1e-12);
        // Rounding moves the gamma law's E 1/n = 1/{mean·(1 − cv²)} by 1/(12·mean²) only.
        const sizes: GroupSize = { kind: 'sizes', mean, cv: 0.4 };
        expect(groupSizes(sizes).length).toBeLessThanOrEqual(1000);
        expect(relativeError(meanSize(sizes), mean)).toBeLessThan(1e-12);
        expect(relativeError(meanInverseSize(sizes) * mean * (1 - 0.16), 1)).toBeLessThan(1e-12 + 1 / mean ** 2);
    });

    it.each<[GroupSize, string]>([
        [{ kind: 'unknown' }, 'unknown-value'],
        [{ kind: 'sizes', mean: 0.01, cv: 0.01 }, 'invalid'],
        [{ kind: 'poisson', mean: 1e16 }, 'invalid'],
        [{ kind: 'sizes', mean: 1e15, cv: 0.4 }, 'invalid'],
        [{ kind: 'sizes', mean: 20, cv: 1e9 }, 'invalid'],
        [{ kind: 'sizes', mean: 20, cv: 1e-200 }, 'invalid']
    ])('%j can not be had', (law, code) => {
        let reason: unknown;
        try {
            groupSizes(law);
        } catch (error) {
            reason = error instanceof NotAvailable ? error.reason.code : error;
        }
        expect(reason).toBe(code);
    });
});
