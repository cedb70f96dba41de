/**
 * The leading covariance of the estimated parameters θ̂ of a covariance, times the number of groups:
 * [½ tr(Σ⁻¹ Σ_a Σ⁻¹ Σ_b)]⁻¹ with Σ_a = ∂Σ/∂θ_a. For unstructured and diagonal covariances it is 2D⁺(Σ⊗Σ)D⁺ᵀ, whose entry for (i, j) and (k, l) is
 * Σ_ik Σ_jl + Σ_il Σ_jk, and needs no inverse.
 *
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1.
 */
import { inverseSpd } from '../../numeric/cholesky.js';
import { multiply, type Matrix } from '../../numeric/linear-algebra.js';
import { NotAvailable, notPositiveDefinite } from '../../result/not-available.js';
import type { RandomEffectsSpec } from '../../spec/model-spec.js';
import type { CovarianceParameter, SymmetricEntry } from './covariance-structure.js';
import { blockCovariance } from './structures.js';

/** In the order and the units of the parameters. @throws NotAvailable where Σ is singular and its structure needs the inverse */
export function leadingCovariance(random: RandomEffectsSpec): Matrix {
    const { sigma, parameters, isEntrywise } = blockCovariance(random);
    if (isEntrywise) {
        const entries = parameters.flatMap(({ entry }) => (entry ? [entry] : []));
        return entries.map(([i, j]) => entries.map(([k, l]) => sigma[i][k] * sigma[j][l] + sigma[i][l] * sigma[j][k]));
    }
    const inverse = inverseSpd(sigma);
    if (!inverse.ok) {
        throw notPositiveDefinite(random.group, inverse);
    }
    const scaled = parameters.map(({ derivative }) => multiply(inverse.inverse, fullMatrix(derivative, sigma.length)));
    const information = scaled.map(a => scaled.map(b => 0.5 * trace(multiply(a, b))));
    const covariance = inverseSpd(information);
    if (!covariance.ok) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the information of the variance components' });
    }
    return covariance.inverse;
}

/**
 * The formula of each leading variance as plain text, e.g. `2 sigma^4/m`.
 * @param units the number of units, as text
 * @param isMean whether it is a mean over units that differ
 */
export function leadingFormulas(random: RandomEffectsSpec, units: string, isMean = false): string[] {
    return blockCovariance(random).parameters.map(({ entry }: CovarianceParameter, a) => {
        if (entry === null || isMean) {
            return `L[${a + 1},${a + 1}]/${units}`;
        }
        const [k, l] = [entry[1] + 1, entry[0] + 1];
        if (k !== l) {
            return `(Sigma[${k},${k}] Sigma[${l},${l}] + Sigma[${k},${l}]^2)/${units}`;
        }
        return random.effects.length === 1 ? `2 sigma^4/${units}` : `2 Sigma[${l},${l}]^2/${units}`;
    });
}

/** A symmetric matrix from its entries. */
export function fullMatrix(entries: readonly SymmetricEntry[], size: number): Matrix {
    const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    for (const { row, column, value } of entries) {
        matrix[row][column] = matrix[column][row] = value;
    }
    return matrix;
}

function trace(a: Matrix): number {
    return a.reduce((sum, row, i) => sum + row[i], 0);
}
