import { describe, expect, it } from 'vitest';
import {
    identity,
    isFiniteMatrix,
    multiply,
    multiplyVector,
    quadraticForm,
    symmetricEigen,
    symmetricEigenvalues,
    symmetrise,
    transpose,
    type Matrix
} from '../../../src-engine/numeric/linear-algebra.js';
import { cholesky, inverseSpd, logDet, solveSpd } from '../../../src-engine/numeric/cholesky.js';
import { dependentColumns } from '../../../src-engine/numeric/dependent-columns.js';

/** The Hilbert matrix: positive definite, with a condition number of 1.5e10 at size 8. */
const hilbert = (size: number): Matrix => Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => 1 / (i + j + 1)));
const greatestDifference = (a: Matrix, b: Matrix): number =>
    Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i][j]))));
const spd = [
    [4, 2, 0.6],
    [2, 3, 0.4],
    [0.6, 0.4, 1]
];

describe('products', () => {
    it('multiplies and transposes rectangular matrices', () => {
        const a = [
            [1, 2, 3],
            [4, 5, 6]
        ];
        expect(transpose(a)).toEqual([
            [1, 4],
            [2, 5],
            [3, 6]
        ]);
        expect(multiply(a, transpose(a))).toEqual([
            [14, 32],
            [32, 77]
        ]);
        expect(multiplyVector(a, [1, 0, -1])).toEqual([-2, -2]);
        expect(
            quadraticForm(
                [
                    [2, 1],
                    [1, 3]
                ],
                [1, -2]
            )
        ).toBe(10);
        expect(
            symmetrise([
                [1, 2],
                [4, 5]
            ])
        ).toEqual([
            [1, 3],
            [3, 5]
        ]);
        expect(transpose([])).toEqual([]);
    });

    it('knows numbers that are not finite', () => {
        expect([isFiniteMatrix([[1, 2]]), isFiniteMatrix([[1, NaN]]), isFiniteMatrix([[Infinity]])]).toEqual([true, false, false]);
    });
});

describe('cholesky', () => {
    it('factors, with an asymmetry of rounding size', () => {
        const factor = cholesky([
            [4, 2 + 1e-15, 0.6],
            [2, 3, 0.4],
            [0.6, 0.4, 1]
        ]);
        if (!factor.ok) {
            throw new Error('not factored');
        }
        expect(greatestDifference(multiply(factor.lower, transpose(factor.lower)), spd)).toBeLessThan(1e-14);
        expect([factor.lower[0][1], factor.lower[0][2], factor.lower[1][2]]).toEqual([0, 0, 0]);
    });

    it('tells the smallest eigenvalue of a matrix that is not positive definite', () => {
        const indefinite = cholesky([
            [1, 2],
            [2, 1]
        ]);
        expect(indefinite.ok).toBe(false);
        expect('smallestEigenvalue' in indefinite && indefinite.smallestEigenvalue).toBeCloseTo(-1, 14);
        const singular = cholesky([
            [1, 1],
            [1, 1]
        ]);
        expect(singular.ok).toBe(false);
        expect('smallestEigenvalue' in singular && singular.smallestEigenvalue).toBeCloseTo(0, 15);
    });

    it('refuses what is singular up to rounding, in any unit of measurement', () => {
        for (const unit of [1e-12, 1, 1e12]) {
            const column = [0.1 * unit, 0.2 * unit, 0.3 * unit];
            const other = [0.3, 0.5, 0.9];
            const sum = column.map((value, k) => value / unit + other[k]);
            expect(cholesky(multiply([column, other, sum], transpose([column, other, sum]))).ok).toBe(false);
        }
    });

    it('takes what is ill-conditioned by its units alone', () => {
        expect(
            cholesky([
                [1e-20, 0],
                [0, 1e20]
            ]).ok
        ).toBe(true);
        expect(
            cholesky([
                [1e-20, 0.9],
                [0.9, 1e20]
            ]).ok
        ).toBe(true);
    });

    it('says null of entries that are not finite', () => {
        expect(
            cholesky([
                [1, NaN],
                [NaN, 1]
            ])
        ).toEqual({ ok: false, smallestEigenvalue: null });
        expect(inverseSpd([[Infinity]])).toEqual({ ok: false, smallestEigenvalue: null });
    });

    it('has empty results for empty matrices', () => {
        expect(cholesky([])).toEqual({ ok: true, lower: [] });
        expect(logDet([])).toEqual({ ok: true, value: 0 });
    });
});

describe('inverse, solution and determinant', () => {
    it('inverts a Hilbert matrix, whose inverse holds whole numbers, to its condition', () => {
        const inverse = inverseSpd(hilbert(4));
        const exact = [
            [16, -120, 240, -140],
            [-120, 1200, -2700, 1680],
            [240, -2700, 6480, -4200],
            [-140, 1680, -4200, 2800]
        ];
        expect(inverse.ok && greatestDifference(inverse.inverse, exact)).toBeLessThan(1e-8);
        expect(inverse.ok && inverse.inverse.every((row, i) => row.every((value, j) => value === inverse.inverse[j][i]))).toBe(true);
    });

    it('solves', () => {
        const solution = solveSpd(spd, multiplyVector(spd, [1, -2, 3]));
        expect(solution.ok && Math.hypot(...solution.solution.map((value, k) => value - [1, -2, 3][k]))).toBeLessThan(1e-14);
    });

    it('gives log det where det itself leaves the doubles', () => {
        const value = logDet(identity(400).map(row => row.map(entry => entry * 1e-3)));
        expect(value.ok && value.value).toBeCloseTo(-400 * Math.log(1000), 9);
        const small = logDet(spd);
        expect(small.ok && Math.exp(small.value)).toBeCloseTo(7.24, 13);
    });

    it('passes failures on', () => {
        expect([inverseSpd([[-1]]), solveSpd([[-1]], [1]), logDet([[-1]])]).toEqual(Array(3).fill({ ok: false, smallestEigenvalue: -1 }));
    });
});

describe('eigenvalues of symmetric matrices', () => {
    it('agrees with the closed form 2 − 2 cos{kπ/(n+1)} of the second difference', () => {
        const size = 12;
        const difference = identity(size).map((row, i) => row.map((_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)));
        const values = symmetricEigenvalues(difference);
        for (const [k, value] of values.entries()) {
            expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)), 13);
        }
    });

    it('has the smallest eigenvalue of a Hilbert matrix to its condition', () => {
        // By mpmath, 50 digits.
        expect(symmetricEigenvalues(hilbert(8))[0] / 1.1115389663724e-10).toBeCloseTo(1, 5);
    });

    it('gives orthonormal eigenvectors', () => {
        const { values, vectors } = symmetricEigen(spd);
        expect(greatestDifference(multiply(vectors, transpose(vectors)), identity(3))).toBeLessThan(1e-15);
        const rebuilt = multiply(
            transpose(vectors),
            multiply(
                identity(3).map((row, i) => row.map(entry => entry * values[i])),
                vectors
            )
        );
        expect(greatestDifference(rebuilt, spd)).toBeLessThan(1e-14);
    });

    it('comes to an end on repeated and zero eigenvalues', () => {
        expect(
            symmetricEigenvalues([
                [0, 0],
                [0, 0]
            ])
        ).toEqual([0, 0]);
        const ones = symmetricEigenvalues(Array.from({ length: 5 }, () => Array<number>(5).fill(1)));
        for (const [k, value] of ones.entries()) {
            expect(value).toBeCloseTo(k < 4 ? 0 : 5, 14);
        }
    });
});

describe('dependentColumns', () => {
    const one = [1, 1, 1, 1, 1];
    const x = [0.1, -0.7, 1.3, 2.2, 0.4];
    const z = [3, 1, 4, 1, 5];
    const combine = (a: number, b: number): number[] => x.map((value, k) => a * value + b * z[k]);

    it('finds nothing among independent columns', () => {
        expect(dependentColumns([one, x, z])).toBeNull();
        expect(dependentColumns([])).toBeNull();
    });

    it('names only those that depend on each other', () => {
        expect(dependentColumns([one, x, z, combine(2, -3)])).toEqual([1, 2, 3]);
        expect(dependentColumns([one, x, z, x.map(value => 1e6 * value)])).toEqual([1, 3]);
        expect(dependentColumns([one, x, x.map(value => 3 - 2 * value), z])).toEqual([0, 1, 2]);
    });

    it('names a column of zeros alone', () => {
        expect(dependentColumns([one, [0, 0, 0, 0, 0], x])).toEqual([1]);
    });

    it('does not mind the units', () => {
        expect(dependentColumns([one, x.map(value => 1e-200 * value), z.map(value => 1e200 * value)])).toBeNull();
        expect(dependentColumns([one, x.map(value => 1e-200 * value), x.map(value => 1e200 * value)])).toEqual([1, 2]);
    });

    it('takes columns that nearly depend for independent, up to the tolerance', () => {
        const near = x.map((value, k) => value + 1e-7 * z[k]);
        expect(dependentColumns([one, x, near])).toBeNull();
        expect(dependentColumns([one, x, near], 1e-5)).toEqual([1, 2]);
    });

    it('finds more columns than rows dependent', () => {
        expect(
            dependentColumns([
                [1, 0],
                [0, 1],
                [2, 3]
            ])
        ).toEqual([0, 1, 2]);
    });
});
