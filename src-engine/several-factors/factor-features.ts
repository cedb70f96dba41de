/**
 * The features of a model with several grouping factors, scaled so that nothing cancels for predictors far from 0 or nearly collinear.
 *
 * With Σ_f = R_f R_fᵀ the random effects of a factor are R_f v_f with v_f ~ N(0, I), and c_f = T_f⁻ᵀ v_f are the coefficients of r̃_f = T_f R_fᵀ r_f, which are
 * orthonormal over all cells for w = 1. The terms of the fixed effects, block A first, are made orthonormal as well: X̃ = T X, β = Tᵀ β̃.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import { rootOf } from '../numeric/matrix-root.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { dependentColumns } from '../numeric/dependent-columns.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import { columnOf } from '../numeric/norm.js';
import { orthonormalise } from '../numeric/orthonormal.js';
import type { ObservationPoints } from '../predictors/predictor-points.js';
import type { Cell, FactorModel } from './factor-model.js';
import { foldedParts, meanOfFolded, type FoldedMean, type FoldedPart } from './folded-parts.js';

export interface FeatureCell {
    own: number[];
    probability: number;
    points: ObservationPoints;
    /** r̃ of all factors, then X̃ at the mean of the folded predictors: a row for each point, and their coefficients of the collapsed normals ν. */
    values: Float64Array;
    valuesNu: Float64Array;
    /** The integral over the folded predictors: the same for all points, or one for each. */
    parts: FoldedPart[];
}

/** The integral that goes with a point. */
export const foldedPartAt = ({ parts }: FeatureCell, point: number): FoldedPart => (parts.length === 1 ? parts[0] : parts[point]);

export interface FactorFeatures {
    /** For each factor: columns whose outer products add up to Σ_f. */
    roots: number[][][];
    /** The position at which each c_f starts, with the total number at the end. */
    starts: number[];
    /** v_fᵀ v_f as a form in c_f. */
    priors: Matrix[];
    /** Fixed effects in the order of X̃: positions in `spec.fixed`. */
    fixed: number[];
    /** How many of them are of block A. */
    sizeA: number;
    /** T, lower triangular. */
    transform: Matrix;
    cells: FeatureCell[];
}

/** @throws NotAvailable where fixed effects are collinear, or Σ is not positive semidefinite */
export function factorFeatures(factorModel: FactorModel): FactorFeatures {
    const { spec, model, factors, cells, level } = factorModel;
    for (const { random } of factors) {
        if (sigmaOf(random).some((row, i) => row[i] < 0)) {
            throw notPositiveDefinite(random.group, { ok: false, smallestEigenvalue: null });
        }
    }
    const columns = columnsOf(factorModel);
    const { roots, starts, width, p } = columns;
    const means = cells.map(({ folded }) => (folded.length === 0 ? [meanOfFolded(null)] : folded.map(meanOfFolded)));
    const raw = cells.map(({ points }, c) => rawFeatures(points, columns, means[c]));
    const rows = cells.flatMap((cell, c) => [
        ...squareRootRows(cell, raw[c], width + p, q => meanAt(means[c], q).mass),
        ...foldedRows(cell, means[c], width + p)
    ]);
    const part = (from: number, to: number): Float64Array[] => rows.map(row => row.subarray(from, to));
    const own = roots.map((root, f) => orthonormalise(part(starts[f], starts[f + 1]), root.length, root.length).transform);
    const { transform } = orthonormalise(part(width, width + p), p, p);
    const effects = [...model.effectsA, ...model.effectsB];
    if (transform.some(row => row.every(x => x === 0))) {
        const dependent = dependentColumns(effects.map((_, j) => columnOf(rows, width + j)));
        throw new NotAvailable({ code: 'collinear', effects: (dependent ?? []).map(j => effects[j].name) });
    }
    const blocks = [...own.map((t, f) => ({ transform: t, start: starts[f] })), { transform, start: width }];
    const parts = foldedParts(
        model.weight,
        level,
        cells.map((cell, c) => cell.folded.map((folded, k) => ({ folded, ...means[c][k] }))),
        transform.slice(p - model.foldedEffects).map(row => row.slice(p - model.foldedEffects))
    );
    return {
        roots,
        starts,
        priors: own.map(t => multiply(t, transpose(t))),
        fixed: effects.map(effect => spec.fixed.indexOf(effect)),
        sizeA: model.effectsA.length,
        transform,
        cells: cells.map(({ own: nodes, probability, points }, c) => ({
            own: nodes,
            probability,
            points,
            values: transformed(raw[c].values, blocks, width + p, 1),
            valuesNu: transformed(raw[c].nu, blocks, width + p, points.collapsed),
            parts: parts[c]
        }))
    };
}

/** The columns of features: those of the factors, then the terms of the fixed effects, the folded ones last. */
interface FeatureColumns {
    roots: number[][][];
    /** As in `FactorFeatures`. */
    starts: number[];
    /** The position at which the random effects of each factor start among the random terms. */
    effectStarts: readonly number[];
    /** The number of random terms. */
    randomTerms: number;
    /** The number of columns of all factors. */
    width: number;
    /** The number of fixed effects, of those in block A, and of those that come as folded predictors. */
    p: number;
    sizeA: number;
    folded: number;
}

function columnsOf({ model, factors, starts: effectStarts }: FactorModel): FeatureColumns {
    const roots = factors.map(({ random }) => (random.effects.length === 0 ? [] : rootOf(sigmaOf(random))));
    const starts = [0];
    for (const root of roots) {
        starts.push(starts.at(-1)! + root.length);
    }
    const sizeA = model.effectsA.length;
    return {
        roots,
        starts,
        effectStarts,
        randomTerms: model.randomTerms.length,
        width: starts.at(-1)!,
        p: sizeA + model.effectsB.length,
        sizeA,
        folded: model.foldedEffects
    };
}

/** The mean of the folded predictors at a point: the same for all points, or one for each. */
const meanAt = (means: readonly FoldedMean[], q: number): FoldedMean => (means.length === 1 ? means[0] : means[q]);

interface RawFeatures {
    /** A row for each point. */
    values: Float64Array;
    /** The same with the coefficients of the collapsed normals ν. */
    nu: Float64Array;
}

/** R_fᵀ r_f of all factors, then X at the mean of the folded predictors. */
function rawFeatures(points: ObservationPoints, columns: FeatureColumns, means: readonly FoldedMean[]): RawFeatures {
    const { width, p, folded } = columns;
    const size = width + p;
    const values = combined(points.count, points.features, points.termsA, columns, 1);
    for (let q = 0; q < points.count && folded > 0; q++) {
        values.set(meanAt(means, q).mean, (q + 1) * size - folded);
    }
    return { values, nu: combined(points.count, points.featuresNu, points.termsANu, columns, points.collapsed) };
}

/** The features of all points, except the folded ones, which stay 0. @param stride the number of values for one feature of one point */
function combined(
    count: number,
    features: Float64Array,
    termsA: Float64Array,
    { roots, starts, effectStarts, randomTerms, width, p, sizeA, folded }: FeatureColumns,
    stride: number
): Float64Array {
    const size = width + p;
    const carried = p - sizeA - folded;
    const given = randomTerms + carried;
    const out = new Float64Array(count * size * stride);
    for (let q = 0; q < count; q++) {
        for (let i = 0; i < stride; i++) {
            const feature = (j: number): number => features[(q * given + j) * stride + i];
            const put = (j: number, x: number): void => {
                out[(q * size + j) * stride + i] = x;
            };
            roots.forEach((root, f) => {
                root.forEach((column, k) => {
                    const value = column.reduce((sum, x, r) => sum + x * feature(effectStarts[f] + r), 0);
                    put(starts[f] + k, value);
                });
            });
            for (let j = 0; j < sizeA; j++) {
                put(width + j, termsA[(q * sizeA + j) * stride + i]);
            }
            for (let j = 0; j < carried; j++) {
                put(width + sizeA + j, feature(randomTerms + j));
            }
        }
    }
    return out;
}

/** Features after each block of columns is multiplied by its lower triangular matrix. */
function transformed(
    from: Float64Array,
    blocks: readonly { transform: Matrix; start: number }[],
    size: number,
    stride: number
): Float64Array {
    const to = new Float64Array(from.length);
    for (let base = 0; base < from.length; base += size * stride) {
        for (let i = 0; i < stride; i++) {
            for (const { transform, start } of blocks) {
                transform.forEach((row, j) => {
                    let sum = 0;
                    for (let k = 0; k <= j; k++) {
                        sum += row[k] * from[base + (start + k) * stride + i];
                    }
                    to[base + (start + j) * stride + i] = sum;
                });
            }
        }
    }
    return to;
}

/** The rows that folded features add to E f fᵀ by varying about their mean. */
function foldedRows({ probability, points, folded }: Cell, means: readonly FoldedMean[], size: number): Float64Array[] {
    const total = points.weight.reduce((sum, w) => sum + w, 0);
    return folded.flatMap((part, k) =>
        Array.from(part.weight, (w, q) => {
            const row = new Float64Array(size);
            const scale = Math.sqrt(probability * (folded.length === 1 ? total : points.weight[k]) * w);
            for (let a = 0; a < part.size; a++) {
                row[size - part.size + a] = scale * (part.features[q * part.size + a] - means[k].mean[a]);
            }
            return row;
        })
    );
}

/** Rows whose cross-product is E f fᵀ over the points of a cell and ν, times its probability, the folded features at their mean. */
function squareRootRows(
    { probability, points: { count, collapsed, weight } }: Cell,
    { values, nu }: { values: Float64Array; nu: Float64Array },
    size: number,
    mass: (point: number) => number
): Float64Array[] {
    const rows: Float64Array[] = [];
    for (let q = 0; q < count; q++) {
        const scale = Math.sqrt(probability * weight[q] * mass(q));
        rows.push(values.slice(q * size, (q + 1) * size).map(x => scale * x));
        for (let i = 0; i < collapsed; i++) {
            rows.push(Float64Array.from({ length: size }, (_, j) => scale * nu[(q * size + j) * collapsed + i]));
        }
    }
    return rows;
}
