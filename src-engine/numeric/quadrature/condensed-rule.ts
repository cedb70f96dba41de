/**
 * The Gauss rule of a discrete law: fewer points with the same moments.
 *
 * Source: Golub & Meurant (2010), Matrices, Moments and Quadrature, chapter 4. Lanczos' recurrence runs without reorthogonalisation. If rounding
 * destroys orthogonality, points appear twice with shared weights, and sums stay correct (Golub & Strakoš 1994).
 */
import { symmetricEigen } from '../linear-algebra.js';
import { vanishedVector } from '../limits.js';

export interface Rule {
    nodes: Float64Array;
    weights: Float64Array;
}

/**
 * At most `count` points whose rule is exact for polynomials of degree 2·count − 1; the rule itself where it has no more. The weights are not negative
 * and keep their sum. Cost: `count` passes over the points.
 */
export function condensed(rule: Rule, count: number): Rule {
    const { nodes, weights } = rule;
    if (nodes.length <= count) {
        return rule;
    }
    const total = weights.reduce((sum, w) => sum + w, 0);
    const centre = weights.reduce((sum, w, i) => sum + w * nodes[i], 0) / total;
    const spread = Math.sqrt(weights.reduce((sum, w, i) => sum + w * (nodes[i] - centre) ** 2, 0) / total);
    if (spread === 0) {
        return { nodes: Float64Array.of(centre), weights: Float64Array.of(total) };
    }
    const at = nodes.map(x => (x - centre) / spread);
    let current = weights.map(w => Math.sqrt(w / total));
    let previous = new Float64Array(nodes.length);
    const diagonal: number[] = [];
    const beside: number[] = [];
    let length = 0;
    while (diagonal.length < count) {
        let share = 0;
        for (let i = 0; i < at.length; i++) {
            share += at[i] * current[i] * current[i];
        }
        diagonal.push(share);
        const next = new Float64Array(at.length);
        let square = 0;
        for (let i = 0; i < at.length; i++) {
            next[i] = (at[i] - share) * current[i] - length * previous[i];
            square += next[i] * next[i];
        }
        length = Math.sqrt(square);
        if (length < vanishedVector) {
            break;
        }
        beside.push(length);
        for (let i = 0; i < at.length; i++) {
            next[i] /= length;
        }
        previous = current;
        current = next;
    }
    const size = diagonal.length;
    const jacobi = diagonal.map((_, i) =>
        diagonal.map((_, j) => (i === j ? diagonal[i] : Math.abs(i - j) === 1 ? beside[Math.min(i, j)] : 0))
    );
    const { values, vectors } = symmetricEigen(jacobi);
    return {
        nodes: Float64Array.from({ length: size }, (_, k) => centre + spread * values[k]),
        weights: Float64Array.from({ length: size }, (_, k) => total * vectors[k][0] ** 2)
    };
}
