/** Reduces the points of an expectation. */
import { takeOffSpan } from '../gram-schmidt.js';
import { euclideanNorm, innerProduct } from '../norm.js';
import { symmetricEigen } from '../linear-algebra.js';

/**
 * The Gauss rule with `count` nodes of the law that puts `weights` on `nodes`: exact for polynomials of degree 2·count − 1, the weights summing to those
 * of the law. Lanczos' method with full orthogonalisation, then Golub & Welsch (Golub & Meurant 2010, Matrices, Moments and Quadrature, 4.1). Unchanged
 * if it has no more nodes than asked for.
 */
export function gaussRule(
    nodes: ArrayLike<number>,
    weights: ArrayLike<number>,
    count: number
): { nodes: ArrayLike<number>; weights: ArrayLike<number> } {
    if (nodes.length <= count) {
        return { nodes, weights };
    }
    const total = Array.from(weights).reduce((sum, w) => sum + w, 0);
    const basis = [Float64Array.from(weights, w => Math.sqrt(w / total))];
    const jacobi: number[][] = Array.from({ length: count }, () => new Array<number>(count).fill(0));
    for (let k = 0; k < count; k++) {
        const next = basis[k].map((x, i) => x * nodes[i]);
        jacobi[k][k] = innerProduct(basis[k], next);
        if (k + 1 === count) {
            break;
        }
        takeOffSpan(next, basis);
        const length = euclideanNorm(next);
        jacobi[k][k + 1] = jacobi[k + 1][k] = length;
        basis.push(next.map(x => x / length));
    }
    const { values, vectors } = symmetricEigen(jacobi);
    return { nodes: values, weights: vectors.map(vector => total * vector[0] ** 2) };
}
