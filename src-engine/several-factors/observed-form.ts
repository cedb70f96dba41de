/** The quadratic form E (Xᵀβ + Σ_f r_fᵀu_f)² in all unknowns of a model, for w = 1. */
import type { Matrix } from '../numeric/linear-algebra.js';
import { foldedPartAt, type FactorFeatures, type FeatureCell } from './factor-features.js';
import { FactorNodes } from './factor-nodes.js';
import type { FactorModel } from './factor-model.js';

/** The positions of the unknowns: first β̃, then the coefficients c_f of each factor, node by node. */
export interface Unknowns {
    nodes: FactorNodes;
    /** The number of fixed effects. */
    fixed: number;
    /** For each factor: the number of its coefficients at a node. */
    widths: number[];
    /** For each factor: the position at which its first node starts. */
    offsets: number[];
    size: number;
}

export function unknownsOf(model: FactorModel, { starts, fixed }: FactorFeatures): Unknowns {
    const nodes = new FactorNodes(model);
    const widths = model.factors.map((_, f) => starts[f + 1] - starts[f]);
    const offsets: number[] = [];
    let size = fixed.length;
    widths.forEach((width, f) => {
        offsets.push(size);
        size += width * nodes.counts[f];
    });
    return { nodes, fixed: fixed.length, widths, offsets, size };
}

export const zeros = (size: number): Matrix => Array.from({ length: size }, () => new Array<number>(size).fill(0));

/** The form as a symmetric matrix. The unknowns at a node are multiplied by the root of its probability, so that rare nodes do not look like rounding errors. */
export function observedForm(cells: readonly FeatureCell[], unknowns: Unknowns): Matrix {
    const observed = zeros(unknowns.size);
    for (const cell of cells) {
        const { position, factor } = placesOf(cell, unknowns);
        const total = cell.points.weight.reduce((sum, w) => sum + w, 0);
        for (let i = 0; i < position.length; i++) {
            for (let j = 0; j <= i; j++) {
                const x = cell.probability * factor[i] * factor[j] * meanProduct(cell, position.length, i, j, total);
                observed[position[i]][position[j]] += x;
                if (i !== j) {
                    observed[position[j]][position[i]] += x;
                }
            }
        }
    }
    return observed;
}

/** For each feature of a cell: the unknown that it multiplies, and the factor of that unknown. */
function placesOf({ own }: FeatureCell, { nodes, fixed, widths, offsets }: Unknowns): { position: number[]; factor: number[] } {
    const position: number[] = [];
    const factor: number[] = [];
    widths.forEach((width, f) => {
        const base = offsets[f] + width * nodes.indexOf(f, own);
        const root = 1 / Math.sqrt(nodes.probability(f, own));
        for (let k = 0; k < width; k++) {
            position.push(base + k);
            factor.push(root);
        }
    });
    for (let j = 0; j < fixed; j++) {
        position.push(j);
        factor.push(1);
    }
    return { position, factor };
}

/** The mean of the product of two features over the points of a cell, ν and the folded predictors. @param total the weight of all points */
function meanProduct(cell: FeatureCell, width: number, i: number, j: number, total: number): number {
    const { points, values, valuesNu, parts } = cell;
    const { count, collapsed, weight } = points;
    let sum = 0;
    for (let q = 0; q < count; q++) {
        let product = values[q * width + i] * values[q * width + j];
        for (let l = 0; l < collapsed; l++) {
            product += valuesNu[(q * width + i) * collapsed + l] * valuesNu[(q * width + j) * collapsed + l];
        }
        sum += foldedPartAt(cell, q).mass * weight[q] * product;
    }
    for (let k = 0; k < parts.length; k++) {
        const { differences } = parts[k];
        const size = differences?.size ?? 0;
        const [a, b] = [i - width + size, j - width + size];
        if (!differences || b < 0) {
            continue;
        }
        const share = parts.length === 1 ? total : weight[k];
        for (let q = 0; q < differences.count; q++) {
            sum += share * differences.weight[q] * differences.features[q * size + a] * differences.features[q * size + b];
        }
    }
    return sum;
}
