/**
 * E f(Z), Z ~ N(0, I), in more dimensions than a lattice in every direction can serve: quasi-Monte-Carlo.
 *
 * Points {k α + shift}, α the powers of the root of x^{d+1} = x + 1 (the generalised golden ratio), folded by the baker's transformation and taken
 * through the normal quantile, for several shifts that were drawn once. The error is three standard errors between the shifts: statistical, and
 * honest about the few digits that there are. Source: Niederreiter (1992), Random number generation and quasi-Monte Carlo methods, sections 3
 * and 4; shifts: Cranley & Patterson (1976), SIAM J. Numer. Anal. 13.
 */
import { normalQuantile } from '../special/normal-distribution.js';
import { isReached, type LatticeProblem, type LatticeResult } from './lattice-problem.js';
import { shiftsOfSequence, firstSequencePoints, mostSequencePoints, leastPointOfSequence } from '../limits.js';

/** @param problem its `budget` bounds the evaluations; `coarse` asks for the first points only */
export function integrateManyDimensions(problem: LatticeProblem): LatticeResult {
    const { dimension, length, evaluate, distances, parts, tolerance, budget, shouldStop } = problem;
    const alpha = generators(dimension);
    const offsets = Array.from({ length: shiftsOfSequence }, (_, s) => Array.from({ length: dimension }, (_, k) => shiftAt(s, k)));
    const sums = offsets.map(() => new Float64Array(length));
    const z = new Float64Array(dimension);
    const out = new Float64Array(length);
    let done = 0;
    for (let points = problem.coarse ? firstSequencePoints / shiftsOfSequence : firstSequencePoints; ; points *= 2) {
        for (const [s, offset] of offsets.entries()) {
            for (let i = done; i < points; i++) {
                if ((i & 63) === 0 && shouldStop()) {
                    return { status: 'stopped' };
                }
                for (let k = 0; k < dimension; k++) {
                    const u = ((i + 1) * alpha[k] + offset[k]) % 1;
                    const folded = u < 0.5 ? 2 * u : 2 - 2 * u;
                    z[k] = normalQuantile(Math.min(Math.max(folded, leastPointOfSequence), 1 - leastPointOfSequence));
                }
                evaluate(z, out);
                for (let j = 0; j < length; j++) {
                    sums[s][j] += out[j];
                }
            }
        }
        done = points;
        const means = sums.map(sum => sum.map(x => x / points));
        const value = means[0].map((_, j) => means.reduce((total, mean) => total + mean[j], 0) / shiftsOfSequence);
        const byShift = means.map(mean => distances(value, mean.map((x, j) => x - value[j]))); // prettier-ignore
        const errors = parts.map(
            (_, k) => 3 * Math.sqrt(byShift.reduce((sum, e) => sum + e[k] ** 2, 0) / (shiftsOfSequence * (shiftsOfSequence - 1)))
        );
        for (const [k, { required }] of parts.entries()) {
            if (!Number.isFinite(errors[k])) {
                if (required) {
                    return { status: 'not-finite' };
                }
                errors[k] = Infinity;
            }
        }
        const evaluations = points * shiftsOfSequence;
        if (problem.coarse || isReached(problem, errors, evaluations)) {
            return { status: 'done', value, errors, evaluations };
        }
        if (mostSequencePoints <= points || budget < 2 * evaluations) {
            const reached = parts.every(({ required }, k) => !required || errors[k] <= tolerance);
            return { status: reached ? 'done' : 'budget', value, errors, evaluations };
        }
    }
}

/** 1/x, 1/x², … modulo 1 for the root of x^{d+1} = x + 1. */
function generators(dimension: number): number[] {
    let root = 1.5;
    for (let i = 0; i < 100; i++) {
        root = (1 + root) ** (1 / (dimension + 1));
    }
    return Array.from({ length: dimension }, (_, k) => root ** -(k + 1) % 1);
}

/** A fixed table of uniform numbers: the fractional parts of a linear congruential sequence (Numerical Recipes' constants). */
function shiftAt(shift: number, axis: number): number {
    let state = (shift * 7919 + axis * 104729 + 12345) >>> 0;
    for (let i = 0; i < 8; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    }
    return state / 2 ** 32;
}
