/** The rules by which the random effects of a group are integrated over their law given its responses, from cheap to fine. */
import type { Matrix } from '../numeric/linear-algebra.js';
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import { gaussHermite, type HermiteRule } from '../numeric/quadrature/gauss-hermite.js';
import { NotAvailable } from '../result/not-available.js';
import { fewestNodesOfLargeGroup, nodesOfLattice, ridgeOfScale } from './limits.js';

/** Gauss–Hermite about the mode, or a lattice about it whose spacing is in standard deviations; `nodes` for each random effect. */
export type PosteriorRule = { kind: 'hermite'; rule: HermiteRule; nodes: number } | { kind: 'lattice'; spacing: number; nodes: number };

/** Numbers of nodes per random effect. They are tried in turn until the next one changes nothing that matters. */
const nodeCounts = [5, 7, 11, 15, 21, 31, 45];

/** Spacings that are tried after these, with one or two random effects: a lattice goes wherever a posterior that is far from normal has its mass. */
const spacings = [0.7, 0.5, 0.35];

/** @param isLarge whether groups have so many observations that fewer nodes may do */
export function rulesFor(effects: number, isLarge: boolean): PosteriorRule[] {
    return [
        ...(isLarge ? [fewestNodesOfLargeGroup, ...nodeCounts] : nodeCounts).map((nodes): PosteriorRule => ({
            kind: 'hermite',
            rule: gaussHermite(nodes),
            nodes
        })),
        ...(effects <= 2 ? spacings.map((spacing): PosteriorRule => ({ kind: 'lattice', spacing, nodes: nodesOfLattice / spacing })) : [])
    ];
}

/** J and S̄ S̄ᵀ, averaged over some groups by one rule. */
export interface PilotSums {
    total: Float64Array;
    squares: Float64Array;
}

/** tr{I⁻¹ |ΔI|}, which bounds the relative change of every variance. @throws NotAvailable where the information is singular */
export function changeOfVariances(before: PilotSums, next: PilotSums, size: number): number {
    const scale = asMatrix(next.squares, size).map((row, i) => row.map((x, j) => x + (i === j ? ridgeOfScale * x : 0)));
    const factor = cholesky(scale);
    if (!factor.ok) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const difference = (a: Float64Array, b: Float64Array): number => {
        let trace = 0;
        for (let i = 0; i < size; i++) {
            const column = Array.from({ length: size }, (_, j) => a[j * size + i] - b[j * size + i]);
            trace += Math.abs(solveCholesky(factor.lower, column)[i]);
        }
        return trace;
    };
    return Math.max(difference(before.total, next.total), difference(before.squares, next.squares));
}

const asMatrix = (flat: Float64Array, size: number): Matrix =>
    Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)));
