import { describe, expect, it } from 'vitest';
import { countsAsZero, factorise, solveLowerInPlace, solveLowerTransposedInPlace } from '../../../src-engine/numeric/cholesky.js';
import { OrthonormalBasis, takeOffSpan } from '../../../src-engine/numeric/gram-schmidt.js';
import { euclideanNorm, innerProduct } from '../../../src-engine/numeric/norm.js';
import { zeroPivot, leastPivot } from '../../../src-engine/numeric/limits.js';

/** L·Lᵀ of a lower triangle given row by row; what is above the diagonal is not read. */
function product(lower: Float64Array, size: number): number[] {
    const entry = (i: number, j: number): number => (j <= i ? lower[i * size + j] : 0);
    return Array.from({ length: size * size }, (_, at) => {
        const [i, j] = [Math.floor(at / size), at % size];
        return Array.from({ length: size }, (__, k) => entry(i, k) * entry(j, k)).reduce((sum, x) => sum + x, 0);
    });
}

describe('the rule of a pivot that counts as zero', () => {
    it('is relative to the diagonal entry', () => {
        for (const unit of [1e-200, 1, 1e200]) {
            expect([0.5 * zeroPivot, zeroPivot, 2 * zeroPivot].map(pivot => countsAsZero(pivot * unit, unit))).toEqual([true, true, false]);
        }
    });

    it('takes no pivot that is negative or not finite, and none below the least one', () => {
        expect([-1, 0, NaN, Infinity].map(pivot => countsAsZero(pivot, 1))).toEqual([true, true, true, true]);
        expect([countsAsZero(1e-291, 1e-291), countsAsZero(1e-291, 1e-291, leastPivot)]).toEqual([false, true]);
    });
});

describe('factorise', () => {
    it('factors the leading rows of a larger matrix by its lower triangle', () => {
        const a = Float64Array.of(4, NaN, 7, 2, 3, 7, 7, 7, 7);
        const lower = new Float64Array(4);
        expect(factorise(a, 3, 2, lower, 0, 0)).toBe(true);
        expect(product(lower, 2)).toEqual([4, 2, 2, 3].map(x => expect.closeTo(x, 14) as number));
    });

    it('factors a positive semidefinite matrix with a column of zeros, also in place', () => {
        // Of the columns (1, 2, 1) and (0, 1, 3), with their sum in between.
        const a = [6, 11, 5, 11, 26, 15, 5, 15, 10];
        const lower = Float64Array.from(a);
        expect(factorise(lower, 3, 3, lower, 0, 0)).toBe(false);
        expect(lower[8]).toBe(0);
        expect(product(lower, 3)).toEqual(a.map(x => expect.closeTo(x, 12) as number));
    });

    it('replaces a pivot that counts as zero where it is told to', () => {
        const lower = Float64Array.of(1, 1, 1, 1);
        expect(factorise(lower, 2, 2, lower, 0, 0.25)).toBe(false);
        expect([...lower.slice(2)]).toEqual([1, 0.5]);
    });

    it('solves with the factor and its transpose', () => {
        const a = Float64Array.of(4, 2, 2, 3);
        const lower = new Float64Array(4);
        factorise(a, 2, 2, lower, 0, 0);
        const x = Float64Array.of(4 * 5 - 2 * 7, 2 * 5 - 3 * 7);
        solveLowerInPlace(lower, 2, x);
        solveLowerTransposedInPlace(lower, 2, x);
        expect([...x]).toEqual([expect.closeTo(5, 13), expect.closeTo(-7, 13)]);
    });
});

describe('norm', () => {
    it('does not overflow or underflow', () => {
        expect(euclideanNorm([3e200, -4e200]) / 5e200).toBeCloseTo(1, 15);
        expect(euclideanNorm([3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 15);
        expect([euclideanNorm([]), euclideanNorm([0, 0]), euclideanNorm([1, -Infinity])]).toEqual([0, 0, Infinity]);
    });
});

describe('Gram–Schmidt', () => {
    /** Columns that are nearly parallel: one pass of Gram–Schmidt leaves them far from orthogonal. */
    const near = [1e-8, 2e-8, 3e-8].map((small, k) => Float64Array.from({ length: 4 }, (_, i) => (i === 0 ? 1 : i === k + 1 ? small : 0)));

    it('gives orthonormal directions of nearly parallel columns', () => {
        const basis = new OrthonormalBasis(3);
        expect(near.map(column => basis.add(column.slice()))).toEqual([null, null, null]);
        for (const [i, one] of basis.directions.entries()) {
            for (const [j, other] of basis.directions.entries()) {
                expect(innerProduct(one, other)).toBeCloseTo(i === j ? 1 : 0, 14);
            }
        }
    });

    it('says how a dependent column is combined of those before it', () => {
        const basis = new OrthonormalBasis(3);
        basis.add(Float64Array.of(1, 1, 1));
        basis.add(Float64Array.of(0, 1, 2));
        const coefficients = basis.add(Float64Array.of(5, 3, 1));
        expect([...coefficients!]).toEqual([expect.closeTo(5, 13), expect.closeTo(-2, 13), 0]);
        expect([...basis.directions[2]]).toEqual([0, 0, 0]);
    });

    it('leaves of a vector what is orthogonal to the span', () => {
        const vector = Float64Array.of(3, 4, 5);
        const shares = [0, 0];
        takeOffSpan(vector, [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)], (k, share) => (shares[k] += share));
        expect([...vector, ...shares]).toEqual([0, 0, 5, 3, 4]);
    });
});
