import { describe, expect, it } from 'vitest';
import { conjugateGradients } from '../../../src-engine/numeric/conjugate-gradients.js';

const inner = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);

/** A diagonal system of eigenvalues 1, 2^p, …, n^p with a right side of ones. */
function solveDiagonal(n: number, power: number) {
    const eigenvalues = Float64Array.from({ length: n }, (_, i) => (i + 1) ** power);
    const right = new Float64Array(n).fill(1);
    const result = conjugateGradients(
        x => x.map((value, i) => eigenvalues[i] * value),
        x => x,
        right,
        inner,
        inner(right, right)
    );
    return { eigenvalues, right, result };
}

describe('conjugate gradients', () => {
    it('solve a well-conditioned system, and give the residual of what they return', () => {
        const { eigenvalues, right, result } = solveDiagonal(100, 1);
        expect(result).not.toBeNull();
        result!.solution.forEach((x, i) => expect(x).toBeCloseTo(1 / eigenvalues[i], 8));
        result!.residual.forEach((r, i) => expect(r).toBeCloseTo(right[i] - eigenvalues[i] * result!.solution[i], 8));
    });

    it.each([
        [600, 1.5],
        [2000, 1.3],
        [1000, 2]
    ])('say so where they have not converged, however near they came: %d equations, power %d', (n, power) => {
        // The first two end with a residual that is worth 7e-5 and 2e-4 of the form: far from the digits that are asked for.
        expect(solveDiagonal(n, power).result).toBeNull();
    });

    it('reach what the operator can reach of a singular system', () => {
        const singular = (x: Float64Array) => Float64Array.of(2 * x[0], 0, 5 * x[2]);
        const result = conjugateGradients(singular, x => x, Float64Array.of(4, 0, 10), inner, 116);
        expect(result!.solution[1]).toBe(0);
        [0, 2].forEach(i => expect(result!.solution[i]).toBeCloseTo(2, 8));
    });
});
