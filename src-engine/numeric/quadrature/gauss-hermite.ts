/** The Gauss rule of the standard normal law. */
import { symmetricEigen } from '../linear-algebra.js';

export interface HermiteRule {
    nodes: Float64Array;
    weights: Float64Array;
}

/**
 * E f(Z) ≈ Σ weights·f(nodes), Z standard normal, exact for polynomials of degree 2·points − 1. By Golub & Welsch (1969), the recurrence of the
 * Hermite polynomials being β_k = k; absolute error of a weight below 1e-15.
 */
export function gaussHermite(points: number): HermiteRule {
    const jacobi = Array.from({ length: points }, () => new Array<number>(points).fill(0));
    for (let k = 1; k < points; k++) {
        jacobi[k - 1][k] = jacobi[k][k - 1] = Math.sqrt(k);
    }
    const { values, vectors } = symmetricEigen(jacobi);
    return { nodes: Float64Array.from(values), weights: Float64Array.from(vectors, vector => vector[0] ** 2) };
}
