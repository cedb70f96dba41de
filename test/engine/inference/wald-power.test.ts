import { describe, expect, it } from 'vitest';
import {
    jointWaldMiss,
    jointWaldPower,
    requiredJointNoncentrality,
    requiredNoncentrality,
    waldMiss,
    waldPower,
    type WaldTest
} from '../../../src-engine/inference/wald-power.js';
import powers from './powers.json' with { type: 'json' };

const dfs = [1, 2.5, 8, 38, 1e4, 1e9, Infinity];
const alternatives = ['two-sided', 'greater', 'less'] as const;
const tests: WaldTest[] = dfs.flatMap(df =>
    alternatives.flatMap(alternative => [1e-6, 0.05, 0.3].map(alpha => ({ alternative, alpha, df })))
);

function relative(value: number, expected: number): number {
    return Math.abs(value / expected - 1);
}

describe('power against R', () => {
    it('of one contrast', () => {
        for (const [delta, alpha, size, twoSided, greater] of powers.single) {
            const df = Number(size);
            const at = Number(delta);
            const level = Number(alpha);
            expect(Math.abs(waldPower(at, { alternative: 'two-sided', alpha: level, df }) - Number(twoSided))).toBeLessThan(1e-11);
            expect(Math.abs(waldPower(at, { alternative: 'greater', alpha: level, df }) - Number(greater))).toBeLessThan(1e-11);
        }
    });

    it('of several contrasts', () => {
        for (const row of powers.several) {
            const [ncp, contrasts, alpha, df, power] = row.map(Number);
            // R sums its non-central F until what is left is below 1e-9.
            expect(Math.abs(jointWaldPower(ncp, contrasts, alpha, df) - power)).toBeLessThan(df === Infinity ? 1e-11 : 1e-9);
        }
    });
});

describe('power of one contrast', () => {
    it('is alpha at the null', () => {
        for (const test of tests) {
            expect(relative(waldPower(0, test), test.alpha)).toBeLessThan(1e-13);
        }
    });

    it('and its complement sum to 1', () => {
        for (const test of tests) {
            for (const at of [-4, -0.3, 0, 1, 5]) {
                expect(waldPower(at, test) + waldMiss(at, test)).toBeCloseTo(1, 13);
            }
        }
    });

    it('is symmetric: two-sided in the sign, greater and less in each other', () => {
        for (const df of dfs) {
            for (const at of [0.2, 2, 7]) {
                const twoSided: WaldTest = { alternative: 'two-sided', alpha: 0.05, df };
                expect(relative(waldPower(-at, twoSided), waldPower(at, twoSided))).toBeLessThan(1e-14);
                expect(waldPower(-at, { ...twoSided, alternative: 'less' })).toBe(waldPower(at, { ...twoSided, alternative: 'greater' }));
            }
        }
    });

    it('increases, and what it misses decreases', () => {
        for (const test of tests) {
            const sign = test.alternative === 'less' ? -1 : 1;
            let [power, miss] = [waldPower(0, test), waldMiss(0, test)];
            for (const at of [0.2, 1, 2, 4, 8]) {
                const [greaterPower, smallerMiss] = [waldPower(sign * at, test), waldMiss(sign * at, test)];
                expect(greaterPower).toBeGreaterThan(power * (1 - 1e-13));
                expect(smallerMiss).toBeLessThan(miss);
                [power, miss] = [greaterPower, smallerMiss];
            }
        }
    });

    it('keeps the digits of tiny powers and tiny misses', () => {
        // Φ(−30) and Φ(−20) to 17 digits.
        const test: WaldTest = { alternative: 'greater', alpha: 0.5, df: Infinity };
        expect(relative(waldPower(-30, test), 4.906713927148187e-198)).toBeLessThan(1e-13);
        expect(relative(waldMiss(20, test), 2.7536241186062337e-89)).toBeLessThan(1e-13);
    });
});

describe('power of several contrasts', () => {
    it('is alpha at the null', () => {
        for (const df of dfs) {
            for (const k of [1, 2, 9]) {
                for (const alpha of [1e-9, 0.05]) {
                    expect(relative(jointWaldPower(0, k, alpha, df), alpha)).toBeLessThan(1e-13);
                }
            }
        }
    });

    it('of one is that of the two-sided test', () => {
        for (const df of dfs) {
            for (const at of [0.1, 1.3, 2.8, 6]) {
                const test: WaldTest = { alternative: 'two-sided', alpha: 0.05, df };
                expect(relative(jointWaldPower(at * at, 1, 0.05, df), waldPower(at, test))).toBeLessThan(1e-12);
                expect(jointWaldPower(at * at, 1, 0.05, df) + jointWaldMiss(at * at, 1, 0.05, df)).toBeCloseTo(1, 13);
            }
        }
    });

    it('falls with their number, and with fewer degrees of freedom', () => {
        expect(jointWaldPower(8, 3, 0.05, 20)).toBeLessThan(jointWaldPower(8, 2, 0.05, 20));
        expect(jointWaldPower(8, 3, 0.05, 20)).toBeLessThan(jointWaldPower(8, 3, 0.05, Infinity));
    });
});

describe('the noncentrality that a power needs', () => {
    it('reaches it', () => {
        for (const test of tests) {
            for (const power of [0.4, 0.8, 0.999]) {
                const at = requiredNoncentrality(test, power) * (test.alternative === 'less' ? -1 : 1);
                expect(relative(waldMiss(at, test), 1 - power)).toBeLessThan(2e-12);
            }
        }
        for (const df of dfs) {
            for (const k of [1, 3, 10]) {
                expect(relative(jointWaldMiss(requiredJointNoncentrality(k, 0.05, df, 0.9), k, 0.05, df), 0.1)).toBeLessThan(2e-12);
            }
        }
    });

    it('is the sum of the quantiles for one side of the normal law', () => {
        // z at 0.95 and at 0.9.
        expect(
            relative(
                requiredNoncentrality({ alternative: 'greater', alpha: 0.05, df: Infinity }, 0.9),
                1.6448536269514722 + 1.2815515655446004
            )
        ).toBeLessThan(1e-13);
    });

    it('is none where alpha suffices, and infinite for certainty', () => {
        for (const alternative of alternatives) {
            expect(requiredNoncentrality({ alternative, alpha: 0.05, df: 12 }, 0.05)).toBe(0);
            expect(requiredNoncentrality({ alternative, alpha: 0.05, df: 12 }, 1)).toBe(Infinity);
        }
        expect(requiredJointNoncentrality(2, 0.05, 12, 0.01)).toBe(0);
        expect(requiredJointNoncentrality(2, 0.05, 12, 1)).toBe(Infinity);
    });
});
