/** A rule with the fewest nodes that has the same moments: the Gauss rule of a rule's own nodes and weights. */
import type { LawRule } from './expectation-rule.js';
import { symmetricEigenvalues } from '../numeric/linear-algebra.js';
import { toleranceOfMoments } from './limits.js';

/**
 * ⌊degree/2⌋ + 1 nodes that give every polynomial up to a degree the same sum as the given rule does (G. H. Golub & J. H. Welsch 1969): Stieltjes' procedure makes the
 * three-term recurrence of the polynomials orthogonal on the rule's nodes, whose Jacobi matrix has the new nodes as eigenvalues; the weights are
 * 1/Σ p_k(x)² of the orthonormal polynomials.
 *
 * @returns null where that takes no fewer nodes, or rounding spoils a moment
 */
export function compressedRule({ nodes, weights }: LawRule, degree: number): LawRule | null {
    const count = Math.floor(degree / 2) + 1;
    if (!(count < nodes.length)) {
        return null;
    }
    const total = sum(weights, () => 1);
    const mean = sum(weights, i => nodes[i]) / total;
    const sd = Math.sqrt(sum(weights, i => (nodes[i] - mean) ** 2) / total);
    if (!(0 < sd && sd < Infinity)) {
        return null;
    }
    const standard = Float64Array.from(nodes, x => (x - mean) / sd);
    const recurrence = recurrenceOn(standard, weights, count);
    if (recurrence === null) {
        return null;
    }
    const { alpha, beta } = recurrence;
    const jacobi = alpha.map((diagonal, i) => alpha.map((_, j) => (i === j ? diagonal : Math.abs(i - j) === 1 ? beta[Math.max(i, j)] : 0)));
    const roots = symmetricEigenvalues(jacobi);
    const found = {
        nodes: Float64Array.from(roots, x => mean + sd * x),
        weights: Float64Array.from(roots, x => total / sumOfSquares(x, alpha, beta))
    };
    return haveSameMoments(standard, weights, Float64Array.from(roots), found.weights, 2 * count - 1) ? found : null;
}

function sum(weights: Float64Array, f: (i: number) => number): number {
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
        if (weights[i] !== 0) {
            total += weights[i] * f(i);
        }
    }
    return total;
}

/** x p_k = β_{k+1} p_{k+1} + α_k p_k + β_k p_{k−1}, the p_k orthonormal; `beta[0]` is not used. */
function recurrenceOn(x: Float64Array, weights: Float64Array, count: number): { alpha: number[]; beta: number[] } | null {
    const total = sum(weights, () => 1);
    let before = new Float64Array(x.length);
    let polynomial = new Float64Array(x.length).fill(1 / Math.sqrt(total));
    const alpha: number[] = [];
    const beta = [0];
    for (let k = 0; k < count; k++) {
        const p = polynomial;
        alpha.push(sum(weights, i => x[i] * p[i] ** 2));
        if (k === count - 1) {
            break;
        }
        const next = x.map((node, i) => (node - alpha[k]) * p[i] - beta[k] * before[i]);
        const norm = Math.sqrt(sum(weights, i => next[i] ** 2));
        if (!(0 < norm && norm < Infinity)) {
            return null;
        }
        beta.push(norm);
        before = p;
        polynomial = next.map(value => value / norm);
    }
    return { alpha, beta };
}

/** Σ p_k(x)² for total weight 1. */
function sumOfSquares(x: number, alpha: readonly number[], beta: readonly number[]): number {
    let [before, p, total] = [0, 1, 1];
    for (let k = 0; k + 1 < alpha.length; k++) {
        [before, p] = [p, ((x - alpha[k]) * p - beta[k] * before) / beta[k + 1]];
        total += p * p;
    }
    return total;
}

function haveSameMoments(x: Float64Array, weights: Float64Array, nodes: Float64Array, found: Float64Array, degree: number): boolean {
    for (let power = 0; power <= degree; power++) {
        const expected = sum(weights, i => x[i] ** power);
        const size = sum(weights, i => Math.abs(x[i]) ** power);
        if (!(Math.abs(sum(found, i => nodes[i] ** power) - expected) <= toleranceOfMoments * size)) {
            return false;
        }
    }
    return true;
}
