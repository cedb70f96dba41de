/** The folded predictors' features, made orthonormal, and the weight that is integrated over them. */
import type { IntegratedWeight } from './integrated-weight.js';
import type { FoldedPoints, PredictorRule } from '../predictors/predictor-points.js';

export interface FoldedTransform {
    /** T_F, lower triangular: dF × dF. */
    transform: number[][];
    /** Added to T_F f: minus its mean, where there is a random intercept. */
    centre: number[];
}

/** The tilted mean of a folded feature, from rows (√w, √w f). */
export function centreOf(rows: readonly Float64Array[], a: number): number {
    let dot = 0;
    let total = 0;
    for (const row of rows) {
        dot += row[0] * row[1 + a];
        total += row[0] * row[0];
    }
    return total === 0 ? 0 : dot / total;
}

/** G for every z, made once for those z that have the same folded points. */
export function integratedWeights(
    rule: PredictorRule,
    { transform, centre }: FoldedTransform,
    make: (points: FoldedPoints | null) => IntegratedWeight
): IntegratedWeight[] {
    const made: { from: FoldedPoints | null; weight: IntegratedWeight }[] = [];
    return rule.groups.map(({ folded }) => {
        const known = made.find(({ from }) => from === folded || (from !== null && folded !== null && samePoints(from, folded)));
        if (known) {
            return known.weight;
        }
        const weight = make(folded && transformFolded(folded, transform, centre));
        made.push({ from: folded, weight });
        return weight;
    });
}

function samePoints(a: FoldedPoints, b: FoldedPoints): boolean {
    const same = (x: Float64Array, y: Float64Array): boolean => x.length === y.length && x.every((value, i) => value === y[i]);
    return same(a.weight, b.weight) && same(a.eta, b.eta) && same(a.features, b.features);
}

/** F̃ = T f + centre. */
export function transformFolded(points: FoldedPoints, transform: number[][], centre: number[]): FoldedPoints {
    const { size, count } = points;
    const features = new Float64Array(points.features.length);
    for (let q = 0; q < count; q++) {
        for (let a = 0; a < size; a++) {
            let value = centre[a];
            for (let b = 0; b <= a; b++) {
                value += transform[a][b] * points.features[q * size + b];
            }
            features[q * size + a] = value;
        }
    }
    return { ...points, features };
}
