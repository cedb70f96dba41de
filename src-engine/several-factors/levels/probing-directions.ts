import { rootOf } from '../../numeric/matrix-root.js';
import { euclideanNorm } from '../../numeric/norm.js';
import type { FactorModel } from '../factor-model.js';
import type { LatticeLaw } from '../random-lattice.js';

/** Random effects one standard deviation away: along each axis, between them, and where η changes most for all observations together. */
export function probingDirections({ cells }: FactorModel, { places, covariance }: LatticeLaw): Float64Array[] {
    const root = covariance.length === 0 ? [] : rootOf(covariance);
    const combinations = root.reduce<number[][]>((found, _) => found.flatMap(signs => [-1, 0, 1].map(sign => [...signs, sign])), [[]]);
    const mean = places.map(place =>
        cells.reduce((sum, { probability, points }) => {
            const width = points.features.length / points.count;
            for (let q = 0; q < points.count; q++) {
                sum += probability * points.weight[q] * points.features[q * width + place];
            }
            return sum;
        }, 0)
    );
    const steepest = root.map(column => column.reduce((sum, x, i) => sum + x * mean[i], 0));
    return [...combinations, steepest]
        .filter(z => z.some(x => x !== 0))
        .map(z => {
            const length = euclideanNorm(z);
            return Float64Array.from(places, (_, i) => root.reduce((sum, column, k) => sum + (column[i] * z[k]) / length, 0));
        });
}
