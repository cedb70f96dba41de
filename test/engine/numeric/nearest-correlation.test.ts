import { expect, test } from 'vitest';
import { symmetricEigenvalues, type Matrix } from '../../../src-engine/numeric/linear-algebra.js';
import { nearestCorrelation } from '../../../src-engine/numeric/nearest-correlation.js';

const all = () => true;

function distance(a: Matrix, b: Matrix): number {
    return Math.hypot(...a.flatMap((row, i) => row.map((value, j) => value - b[i][j])));
}

test('Higham (2002), section 4: the nearest matrix, but for the smallest eigenvalue that is kept', () => {
    const a = [
        [1, 1, 0],
        [1, 1, 1],
        [0, 1, 1]
    ];
    const nearest = nearestCorrelation(a, all)!;
    // Without a smallest eigenvalue: 0.7607 and 0.1573.
    expect(nearest[0][1]).toBeCloseTo(0.7607, 1);
    expect(nearest[0][2]).toBeCloseTo(0.1573, 1);
    expect(symmetricEigenvalues(nearest)[0]).toBeCloseTo(0.01, 4);
    expect(nearest.map((row, i) => row[i])).toEqual([1, 1, 1]);
});

test('A matrix that is possible stays', () => {
    const a = [
        [1, 0.5],
        [0.5, 1]
    ];
    expect(distance(nearestCorrelation(a, all)!, a)).toBeLessThan(1e-9);
});

test('Entries that are no parameters stay as they are', () => {
    const a = [
        [1, 0.9, 0],
        [0.9, 1, 0.9],
        [0, 0.9, 1]
    ];
    const nearest = nearestCorrelation(a, (i, j) => Math.abs(i - j) === 1)!;
    expect(nearest[0][2]).toBe(0);
    // By symmetry r on both sides, with smallest eigenvalue 1 - r√2.
    expect(nearest[0][1]).toBeCloseTo(0.99 / Math.SQRT2, 4);
    expect(nearest[1][2]).toBeCloseTo(0.99 / Math.SQRT2, 4);
});

test('No neighbour that is possible is nearer', () => {
    const a = [
        [1, 0.9, 0.9],
        [0.9, 1, -0.9],
        [0.9, -0.9, 1]
    ];
    const nearest = nearestCorrelation(a, all)!;
    for (const [i, j] of [
        [0, 1],
        [0, 2],
        [1, 2]
    ]) {
        for (const step of [-0.01, 0.01]) {
            const moved = nearest.map(row => [...row]);
            moved[i][j] += step;
            moved[j][i] += step;
            const isPossible = symmetricEigenvalues(moved)[0] >= 0.01;
            expect(isPossible && distance(moved, a) < distance(nearest, a), `${i}, ${j}: ${step}`).toBe(false);
        }
    }
});
