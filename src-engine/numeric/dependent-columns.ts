/** Which columns of a matrix depend on each other linearly. */
import { OrthonormalBasis } from './gram-schmidt.js';
import { euclideanNorm } from './norm.js';
import { dependenceTolerance, leastCoefficient } from './limits.js';

/**
 * A minimal set of linearly dependent columns (none of them can be left out), by their indices in ascending order; null where the columns
 * are independent. The set belongs to the first column that depends on those before it. The columns must be finite.
 *
 * A column depends on others if at most the share `tolerance` of its length is outside their span.
 */
export function dependentColumns(columns: readonly ArrayLike<number>[], tolerance = dependenceTolerance): number[] | null {
    const basis = new OrthonormalBasis(columns.length);
    for (const [index, column] of columns.entries()) {
        const length = euclideanNorm(column);
        if (length === 0) {
            return [index];
        }
        const coefficients = basis.add(
            Float64Array.from(column, x => x * (1 / length)),
            tolerance
        );
        if (coefficients) {
            const least = Math.max(leastCoefficient, 10 * tolerance);
            return [...coefficients.keys()].filter(k => k === index || Math.abs(coefficients[k]) > least);
        }
    }
    return null;
}
