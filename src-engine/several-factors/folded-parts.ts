/** The folded predictors of a cell: their mean, and w integrated over their deviations from it. */
import { IntegratedWeight } from '../information/integrated-weight.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { FoldedPoints } from '../predictors/predictor-points.js';
import type { Weight } from '../family/weight.js';

export interface FoldedMean {
    /** Sum of the weights. */
    mass: number;
    mean: number[];
}

export interface FoldedPart {
    /** The deviations of the last components of X̃ from those at the mean; null if nothing is folded. */
    differences: FoldedPoints | null;
    mass: number;
    /** w, integrated together with the differences. */
    weight: IntegratedWeight;
}

/** Sum of weights and weighted mean of the folded features. */
export function meanOfFolded(folded: FoldedPoints | null): FoldedMean {
    if (!folded) {
        return { mass: 1, mean: [] };
    }
    const { weight, size, features } = folded;
    const mass = weight.reduce((sum, w) => sum + w, 0);
    const mean = Array.from({ length: size }, (_, a) => weight.reduce((sum, w, q) => sum + w * features[q * size + a], 0) / mass);
    return { mass, mean };
}

/**
 * The parts of each cell: one for each of its points where these have their own folded points, else one. Integrated weights are made once for cells
 * that have the same folded points.
 * @param transform of the folded features to the last of X̃, lower triangular
 */
export function foldedParts(
    weight: Weight,
    level: number,
    cells: readonly (FoldedMean & { folded: FoldedPoints })[][],
    transform: Matrix
): FoldedPart[][] {
    const made: FoldedPart[] = [];
    const nothing: FoldedPart = { differences: null, mass: 1, weight: new IntegratedWeight(weight, null, level, 0, false) };
    return cells.map(parts => {
        if (parts.length === 0) {
            return [nothing];
        }
        const scope = parts.length === 1 ? 'ofAll' : 'ofOnePoint';
        return parts.map(({ folded, mass, mean }) => {
            const differences = differencesOf(folded, mean, transform);
            const known = scope === 'ofAll' ? made.find(part => samePoints(part.differences!, differences)) : undefined;
            if (known) {
                return known;
            }
            const part = { differences, mass, weight: new IntegratedWeight(weight, differences, level, 0, false, scope) };
            made.push(part);
            return part;
        });
    });
}

function differencesOf(folded: FoldedPoints, mean: readonly number[], transform: Matrix): FoldedPoints {
    const { size, count } = folded;
    const features = new Float64Array(count * size);
    for (let q = 0; q < count; q++) {
        for (let a = 0; a < size; a++) {
            for (let b = 0; b <= a; b++) {
                features[q * size + a] += transform[a][b] * (folded.features[q * size + b] - mean[b]);
            }
        }
    }
    return { ...folded, features };
}

function samePoints(a: FoldedPoints, b: FoldedPoints): boolean {
    const same = (x: Float64Array, y: Float64Array): boolean => x.length === y.length && x.every((value, i) => value === y[i]);
    return same(a.weight, b.weight) && same(a.eta, b.eta) && same(a.features, b.features);
}
