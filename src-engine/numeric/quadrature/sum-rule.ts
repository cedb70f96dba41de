/** Sums over runs of whole numbers by few values of the summand. */
import { symmetricEigen } from '../linear-algebra.js';

export interface SumPoint {
    at: number;
    weight: number;
}

/**
 * Σ_{k=0}^{N−1} f(k) ≈ Σ weight·f(at), exact for polynomials of degree 2·points − 1: the Gauss rule of the discrete Chebyshev polynomials, whose
 * recurrence is β_k = k²(N² − k²)/{4(4k² − 1)} (W. Gautschi 2004, Orthogonal Polynomials, table 1.2), by Golub & Welsch. All values where N is no larger
 * than the number of points.
 */
export function sumRule(count: number, points: number): SumPoint[] {
    if (count <= points) {
        return Array.from({ length: count }, (_, k) => ({ at: k, weight: 1 }));
    }
    const jacobi = Array.from({ length: points }, () => new Array<number>(points).fill(0));
    for (let k = 1; k < points; k++) {
        const ratio = k / count;
        jacobi[k - 1][k] = jacobi[k][k - 1] = k * Math.sqrt(((1 - ratio) * (1 + ratio)) / (4 * (4 * k * k - 1)));
    }
    const { values, vectors } = symmetricEigen(jacobi);
    return values.map((value, k) => ({ at: 0.5 * (count - 1) + count * value, weight: count * vectors[k][0] ** 2 }));
}
