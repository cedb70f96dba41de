import type { LatticePoints } from './lattice-points.js';
import { slowestDecay } from '../limits.js';

/**
 * Estimates the sums of positive functions beyond a lattice. The outermost points, whose neighbours were not visited, are continued as a geometric
 * series with their ratio to the points before them.
 *
 * @param sizes the functions at every point, `functions` numbers a point
 * @param matters whether the neighbours of a point were visited
 */
export function sumsBeyond(
    points: LatticePoints,
    sizes: Float64Array,
    functions: number,
    matters: (point: number) => boolean
): Float64Array {
    const { dimension, coordinates } = points;
    const outermost = new Float64Array(functions);
    // Over pairs of neighbours of which only one matters, of both.
    const next = new Float64Array(functions);
    const before = new Float64Array(functions);
    const neighbour = new Int16Array(dimension);
    for (let i = 0; i < points.count; i++) {
        if (matters(i)) {
            continue;
        }
        for (let f = 0; f < functions; f++) {
            outermost[f] += sizes[i * functions + f];
        }
        for (let l = 0; l < dimension; l++) {
            neighbour[l] = coordinates[i * dimension + l];
        }
        for (let k = 0; k < dimension; k++) {
            for (let step = -1; step <= 1; step += 2) {
                neighbour[k] += step;
                const found = points.find(neighbour);
                neighbour[k] -= step;
                if (found < 0 || !matters(found)) {
                    continue;
                }
                for (let f = 0; f < functions; f++) {
                    next[f] += sizes[i * functions + f];
                    before[f] += sizes[found * functions + f];
                }
            }
        }
    }
    return outermost.map((sum, f) => sum / (1 - (before[f] === 0 ? slowestDecay : Math.min(next[f] / before[f], slowestDecay))));
}
