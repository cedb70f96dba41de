/**
 * Leading covariance of vech Σ̂, times the number of units: 2D⁺(Σ⊗Σ)D⁺ᵀ, whose entry for (i,j), (k,l) is Σ_ik Σ_jl + Σ_il Σ_jk.
 *
 * Where some covariances are fixed at 0 in the model, the inverse of the information ½ tr(Σ⁻¹E_a Σ⁻¹E_b) of those that are free.
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1.
 */
import { multiply, type Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { RandomEffectsSpec } from '../spec/model-spec.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';

/** The free entries (i, j), i ≥ j, of Σ: the variances first, then the covariances row by row. */
export function freeEntries({ effects, free }: RandomEffectsSpec): [number, number][] {
    const d = effects.length;
    const variances = Array.from({ length: d }, (_, i): [number, number] => [i, i]);
    const covariances: [number, number][] = [];
    for (let i = 0; i < d; i++) {
        for (let j = 0; j < i; j++) {
            if (free[i][j]) {
                covariances.push([i, j]);
            }
        }
    }
    return [...variances, ...covariances];
}

/** Covariance of the free entries in their order, times m. @throws NotAvailable where Σ is singular and its structure needs its inverse */
export function varianceComponents(random: RandomEffectsSpec): Matrix {
    const sigma = random.covariance;
    const entries = freeEntries(random);
    const d = sigma.length;
    const unrestricted = entries.length === (d * (d + 1)) / 2;
    const diagonal = entries.length === d;
    if (unrestricted || diagonal) {
        return entries.map(([i, j]) => entries.map(([k, l]) => sigma[i][k] * sigma[j][l] + sigma[i][l] * sigma[j][k]));
    }
    const inverse = inverseSpd(sigma);
    if (!inverse.ok) {
        throw notPositiveDefinite(random.group, inverse);
    }
    const scaled = entries.map(([i, j]) => {
        const direction = sigma.map(row => row.map(() => 0));
        direction[i][j] = direction[j][i] = 1;
        return multiply(inverse.inverse, direction);
    });
    const information = scaled.map(a => scaled.map(b => 0.5 * trace(multiply(a, b))));
    const covariance = inverseSpd(information);
    if (!covariance.ok) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the information of the variance components' });
    }
    return covariance.inverse;
}

function trace(a: Matrix): number {
    return a.reduce((sum, row, i) => sum + row[i], 0);
}
