/**
 * The features of a model with several grouping factors, scaled so that nothing cancels for predictors far from 0 or nearly collinear.
 *
 * With Σ_f = R_f R_fᵀ the random effects of a factor are R_f v_f with v_f ~ N(0, I), and c_f = T_f⁻ᵀ v_f are the coefficients of r̃_f = T_f R_fᵀ r_f, which are
 * orthonormal over all cells for w = 1. The terms of the fixed effects, block A first, are made orthonormal as well: X̃ = T X, β = Tᵀ β̃.
 */
import { rootOf } from '../numeric/matrix-root.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { dependentColumns } from '../numeric/dependent-columns.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import { orthonormalise } from '../numeric/orthonormal.js';
import type { ObservationPoints } from '../predictors/predictor-rule.js';
import type { Cell, FactorModel } from './factor-model.js';
import { foldedParts, meanOf, type FoldedMean, type FoldedPart } from './folded-parts.js';

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
export const partAt = ({ parts }: FeatureCell, point: number): FoldedPart => (parts.length === 1 ? parts[0] : parts[point]);

export interface FactorFeatures {
    /** Of each factor: columns whose outer products add up to Σ_f. */
    roots: number[][][];
    /** Where the c_f start, with their number at the end. */
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
export function factorFeatures({ spec, model, factors, starts: effectStarts, cells, level }: FactorModel): FactorFeatures {
    const roots = factors.map(({ random }) => (random.effects.length === 0 ? [] : rootOf(random.covariance)));
    for (const { random } of factors) {
        if (random.covariance.some((row, i) => row[i] < 0)) {
            throw notPositiveDefinite(random.group, { ok: false, smallestEigenvalue: null });
        }
    }
    const starts = [0];
    for (const root of roots) {
        starts.push(starts.at(-1)! + root.length);
    }
    const width = starts.at(-1)!;
    const d = model.randomTerms.length;
    const [dA, dB] = [model.effectsA.length, model.effectsB.length];
    const p = dA + dB;
    const dF = model.foldedEffects;
    const carried = dB - dF;
    const means = cells.map(({ folded }) => (folded.length === 0 ? [meanOf(null)] : folded.map(meanOf)));
    const meanAt = (c: number, q: number): FoldedMean => (means[c].length === 1 ? means[c][0] : means[c][q]);
    const raw = cells.map(({ points }, c) => {
        const combine = (features: Float64Array, a: Float64Array, stride: number, constants: boolean): Float64Array => {
            const out = new Float64Array(points.count * (width + p) * stride);
            for (let q = 0; q < points.count; q++) {
                for (let i = 0; i < stride; i++) {
                    const put = (j: number, x: number): void => {
                        out[(q * (width + p) + j) * stride + i] = x;
                    };
                    const feature = (j: number): number => features[(q * (d + carried) + j) * stride + i];
                    roots.forEach((root, f) =>
                        root.forEach((column, k) =>
                            put(
                                starts[f] + k,
                                column.reduce((sum, x, r) => sum + x * feature(effectStarts[f] + r), 0)
                            )
                        )
                    );
                    for (let j = 0; j < dA; j++) {
                        put(width + j, a[(q * dA + j) * stride + i]);
                    }
                    for (let j = 0; j < carried; j++) {
                        put(width + dA + j, feature(d + j));
                    }
                    for (let j = 0; j < dF && constants; j++) {
                        put(width + dA + carried + j, meanAt(c, q).mean[j]);
                    }
                }
            }
            return out;
        };
        return {
            values: combine(points.features, points.termsA, 1, true),
            nu: combine(points.featuresNu, points.termsANu, points.collapsed, false)
        };
    });
    const rows = cells.flatMap((cell, c) => [
        ...squareRootRows(cell, raw[c], width + p, q => meanAt(c, q).mass),
        ...foldedRows(cell, means[c], width + p)
    ]);
    const columns = (from: number, to: number): Float64Array[] => rows.map(row => row.subarray(from, to));
    const own = roots.map((root, f) => orthonormalise(columns(starts[f], starts[f + 1]), root.length, root.length).transform);
    const { transform } = orthonormalise(columns(width, width + p), p, p);
    const names = [...model.effectsA, ...model.effectsB];
    if (transform.some(row => row.every(x => x === 0))) {
        const dependent = dependentColumns(names.map((_, j) => Float64Array.from(rows, row => row[width + j])));
        throw new NotAvailable({ code: 'collinear', effects: (dependent ?? []).map(j => names[j].name) });
    }
    const change = (from: Float64Array, stride: number): Float64Array => {
        const to = new Float64Array(from.length);
        for (let base = 0; base < from.length; base += (width + p) * stride) {
            for (let i = 0; i < stride; i++) {
                const block = (t: Matrix, start: number): void =>
                    t.forEach((row, j) => {
                        let sum = 0;
                        for (let k = 0; k <= j; k++) {
                            sum += row[k] * from[base + (start + k) * stride + i];
                        }
                        to[base + (start + j) * stride + i] = sum;
                    });
                own.forEach((t, f) => block(t, starts[f]));
                block(transform, width);
            }
        }
        return to;
    };
    return {
        roots,
        starts,
        priors: own.map(t => multiply(t, transpose(t))),
        fixed: names.map(effect => spec.fixed.indexOf(effect)),
        sizeA: dA,
        transform,
        cells: foldedParts(
            model.weight,
            level,
            cells.map((cell, c) => cell.folded.map((folded, k) => ({ folded, ...means[c][k] }))),
            transform.slice(p - dF).map(row => row.slice(p - dF))
        ).map((parts, c) => ({
            own: cells[c].own,
            probability: cells[c].probability,
            points: cells[c].points,
            values: change(raw[c].values, 1),
            valuesNu: change(raw[c].nu, cells[c].points.collapsed),
            parts
        }))
    };
}

/** The rows of what folded features add to E f fᵀ by varying about their mean. */
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
