/** The points of a rule while they are collected, and the packed form that integrals read. */
import type { FoldedPoints, ObservationPoints } from './predictor-points.js';

/** The points of the carried predictors, one entry (or row of entries) each. */
export interface PointRows {
    weight: number[];
    weightSquared: number[];
    each: number[];
    eta: number[];
    etaNu: number[];
    features: number[];
    featuresNu: number[];
    a: number[];
    aNu: number[];
}

/** The points of the folded predictors. */
export interface FoldedRows {
    weight: number[];
    weightSquared: number[];
    eta: number[];
    features: number[];
}

export function emptyRows(): PointRows {
    return { weight: [], weightSquared: [], each: [], eta: [], etaNu: [], features: [], featuresNu: [], a: [], aNu: [] };
}

export function emptyFolded(): FoldedRows {
    return { weight: [], weightSquared: [], eta: [], features: [] };
}

/** Folded points with η centred, and the mean of η. @param size the number of folded features */
export function foldedPoints(rows: FoldedRows, size: number): { points: FoldedPoints; mean: number } {
    const { weight, weightSquared, eta, features } = rows;
    const total = weight.reduce((sum, w) => sum + w, 0);
    const mean = weight.reduce((sum, w, q) => sum + w * eta[q], 0) / total;
    const centred = Float64Array.from(eta, x => x - mean);
    const spread = centred.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
    return {
        mean,
        points: {
            count: weight.length,
            size,
            weight: Float64Array.from(weight),
            weightSquared: Float64Array.from(weightSquared),
            eta: centred,
            spread,
            features: Float64Array.from(features)
        }
    };
}

/** @param foldedMean the mean of η of the folded predictors, which is added to η */
export function observationPoints(
    rows: PointRows,
    { collapsed, eachCount, folded, foldedMean }: Pick<ObservationPoints, 'collapsed' | 'eachCount' | 'folded'> & { foldedMean: number }
): ObservationPoints {
    return {
        count: rows.weight.length,
        collapsed,
        weight: Float64Array.from(rows.weight),
        weightSquared: Float64Array.from(rows.weightSquared),
        each: Int32Array.from(rows.each),
        eachCount,
        eta: Float64Array.from(rows.eta, eta => eta + foldedMean),
        etaNu: Float64Array.from(rows.etaNu),
        features: Float64Array.from(rows.features),
        featuresNu: Float64Array.from(rows.featuresNu),
        folded,
        termsA: Float64Array.from(rows.a),
        termsANu: Float64Array.from(rows.aNu)
    };
}
