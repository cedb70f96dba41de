/**
 * The covariance of β̂ to first order in the variance of each factor and of the observations: Cov(β̂) ≈ Σ_f M_f/(units of f) + (φ/N) M.
 *
 * The information about β and the random effects u_f(z), which are functions of what is constant in the units, is the quadratic form
 *     (N/φ) E w (Xᵀβ + Σ_f r_fᵀu_f)² + Σ_f N_f E u_fᵀΣ_f⁻¹u_f,
 * whose parts are of different sizes: N ≫ N_f of inner factors ≫ N_f of outer ones. Cov(β̂) is the β block of its inverse, to first order by
 * `expandInverse`. M_f does not depend on w. The linear functions that come with M say through which coefficients of r_f noise enters each β̂_j.
 * Source: derived for this project; for random effects on the same terms in all factors it gives Σ_f, and {E XXᵀ}⁻¹ for M with a Gaussian response.
 */
import { multiply, symmetrise, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import { expandInverse } from './expansion.js';
import { partAt, type FactorFeatures } from './factor-features.js';
import type { FactorModel } from './factor-model.js';

export interface UnitExpansion {
    /** M_f of each factor, in the order and units of `spec.fixed`. */
    units: Matrix[];
    /** M for w = 1, which is that of a constant weight of 1. */
    observations: Matrix;
    /** Of each factor and node: d_c × p, how noise in the coefficients c_f at the node enters β̃, relative to the node's probability. */
    entries: Matrix[][];
    /** How noise in β̃ itself enters β̃: p × p. */
    direct: Matrix;
    /** Bound of the rounding error of a variance, relative, by position. */
    rounding: number[];
}

/** The nodes of what is constant in a factor's units, the units around them included: a number for each combination. */
export class FactorNodes {
    readonly counts: number[];

    constructor(private readonly model: FactorModel) {
        this.counts = model.factors.map(({ chain }) => chain.reduce((product, f) => product * model.own[f].length, 1));
    }

    /** @param own the node of each factor's own predictors */
    indexOf(factor: number, own: readonly number[]): number {
        return this.model.factors[factor].chain.reduce((index, f) => index * this.model.own[f].length + own[f], 0);
    }

    probability(factor: number, own: readonly number[]): number {
        return this.model.factors[factor].chain.reduce((product, f) => product * this.model.own[f][own[f]], 1);
    }
}

/** Above this many unknowns the algebra would take too long. */
const mostUnknowns = 900;

/** @throws NotAvailable where the fixed effects can't be told from the random ones, or the unknowns are too many */
export function unitExpansion(model: FactorModel, features: FactorFeatures): UnitExpansion {
    const { factors, spec } = model;
    const { starts, priors, transform, cells, fixed } = features;
    const p = fixed.length;
    const nodes = new FactorNodes(model);
    const widths = factors.map((_, f) => starts[f + 1] - starts[f]);
    const offsets: number[] = [];
    let size = p;
    factors.forEach((_, f) => {
        offsets.push(size);
        size += widths[f] * nodes.counts[f];
    });
    if (mostUnknowns < size) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const zeros = (): Matrix => Array.from({ length: size }, () => new Array<number>(size).fill(0));

    const observed = zeros();
    const width = starts.at(-1)! + p;
    for (const cell of cells) {
        const { own, probability, points, values, valuesNu, parts } = cell;
        // Unknowns at a node are multiplied by the root of its probability, lest rare nodes look like none.
        const position: number[] = [];
        const factor: number[] = [];
        factors.forEach((_, f) => {
            const base = offsets[f] + widths[f] * nodes.indexOf(f, own);
            const root = 1 / Math.sqrt(nodes.probability(f, own));
            for (let k = 0; k < widths[f]; k++) {
                position.push(base + k);
                factor.push(root);
            }
        });
        for (let j = 0; j < p; j++) {
            position.push(j);
            factor.push(1);
        }
        const { count, collapsed, weight } = points;
        const total = weight.reduce((sum, w) => sum + w, 0);
        for (let i = 0; i < width; i++) {
            for (let j = 0; j <= i; j++) {
                let sum = 0;
                for (let q = 0; q < count; q++) {
                    let product = values[q * width + i] * values[q * width + j];
                    for (let l = 0; l < collapsed; l++) {
                        product += valuesNu[(q * width + i) * collapsed + l] * valuesNu[(q * width + j) * collapsed + l];
                    }
                    sum += partAt(cell, q).mass * weight[q] * product;
                }
                parts.forEach(({ differences }, k) => {
                    const size = differences?.size ?? 0;
                    const [a, b] = [i - width + size, j - width + size];
                    if (!differences || b < 0) {
                        return;
                    }
                    const share = parts.length === 1 ? total : weight[k];
                    for (let q = 0; q < differences.count; q++) {
                        sum += share * differences.weight[q] * differences.features[q * size + a] * differences.features[q * size + b];
                    }
                });
                const x = probability * factor[i] * factor[j] * sum;
                observed[position[i]][position[j]] += x;
                if (i !== j) {
                    observed[position[j]][position[i]] += x;
                }
            }
        }
    }
    const forms = factors.map((_, f) => {
        const form = zeros();
        for (let node = 0; node < nodes.counts[f]; node++) {
            const base = offsets[f] + widths[f] * node;
            for (let i = 0; i < widths[f]; i++) {
                for (let j = 0; j < widths[f]; j++) {
                    form[base + i][base + j] = priors[f][i][j];
                }
            }
        }
        return form;
    });
    const depths = [...new Set(factors.map(({ depth }) => depth))].sort((a, b) => a - b);
    const byDepth = depths.map(depth =>
        factors
            .filter(factor => factor.depth === depth)
            .map(({ index }) => forms[index])
            .reduce((a, b) => a.map((row, i) => row.map((x, j) => x + b[i][j])))
    );
    const expansion = expandInverse([...byDepth, observed]);
    if (!expansion) {
        throw new NotAvailable({ code: 'collinear', effects: fixed.map(position => spec.fixed[position].name) });
    }
    const nodeShares = factors.map(({ chain }, f) =>
        Array.from({ length: nodes.counts[f] }, (_, node) => nodeProbability(model, chain, node))
    );
    const entries = factors.map((_, f) =>
        nodeShares[f].map((probability, node) =>
            Array.from({ length: widths[f] }, (__, k) =>
                expansion.last.slice(0, p).map(row => cleaned(row[offsets[f] + widths[f] * node + k], norm(row)) / Math.sqrt(probability))
            )
        )
    );
    const units = factors.map((_, f) => {
        const total = Array.from({ length: p }, () => new Array<number>(p).fill(0));
        if (widths[f] === 0) {
            return total;
        }
        const inverse = inverseSpd(priors[f]);
        if (!inverse.ok) {
            throw notPositiveDefinite(factors[f].random.group, inverse);
        }
        entries[f].forEach((entry, node) => {
            const inBeta = entry.map(row => turned(row, transform));
            const part = multiply(multiply(transpose(inBeta), inverse.inverse), inBeta);
            for (let i = 0; i < p; i++) {
                for (let j = 0; j < p; j++) {
                    total[fixed[i]][fixed[j]] += nodeShares[f][node] * part[i][j];
                }
            }
        });
        return symmetrise(total);
    });
    // An effect that does not ride on a factor at all has nothing but rounding there.
    for (let j = 0; j < p; j++) {
        const most = Math.max(...units.map(matrix => matrix[j][j]));
        for (const matrix of units) {
            if (matrix[j][j] <= 1e-18 * most) {
                for (let i = 0; i < p; i++) {
                    matrix[i][j] = matrix[j][i] = 0;
                }
            }
        }
    }
    const inTilde = expansion.parts
        .at(-1)!
        .slice(0, p)
        .map(row => row.slice(0, p));
    const observations = Array.from({ length: p }, () => new Array<number>(p).fill(0));
    multiply(multiply(transpose(transform), inTilde), transform).forEach((row, i) =>
        row.forEach((x, j) => (observations[fixed[i]][fixed[j]] = x))
    );
    return {
        units,
        observations: symmetrise(observations),
        entries,
        direct: expansion.last.slice(0, p).map(row => row.slice(0, p)),
        rounding: roundingOf()
    };

    /** What cancels when β̃ is turned into β: the sizes of the summands against the sum. */
    function roundingOf(): number[] {
        const rounding = new Array<number>(p).fill(0);
        for (let j = 0; j < p; j++) {
            let summands = 0;
            for (const part of expansion!.parts) {
                for (let k = 0; k < p; k++) {
                    for (let l = 0; l < p; l++) {
                        summands += Math.abs(transform[k][j] * part[k][l] * transform[l][j]);
                    }
                }
            }
            const total = units.reduce((sum, m) => sum + m[fixed[j]][fixed[j]], observations[fixed[j]][fixed[j]]);
            rounding[fixed[j]] = 1e-13 + (1e-15 * summands) / total;
        }
        return rounding;
    }
}

const norm = (row: readonly number[]): number => Math.max(...row.map(Math.abs));

/** A number that is nothing but the rounding of others of this size. */
const cleaned = (x: number, size: number): number => (Math.abs(x) <= 1e-11 * size ? 0 : x);

/** A linear function of noise in β̃ as one in β = Tᵀβ̃. */
function turned(row: readonly number[], transform: Matrix): number[] {
    return row.map((_, j) => {
        let sum = 0;
        let size = 0;
        for (let k = j; k < row.length; k++) {
            sum += transform[k][j] * row[k];
            size = Math.max(size, Math.abs(transform[k][j] * row[k]));
        }
        return cleaned(sum, size);
    });
}

/** The probability of a node by its number: the inverse of `FactorNodes.indexOf`. */
function nodeProbability({ own }: FactorModel, chain: readonly number[], node: number): number {
    let probability = 1;
    let rest = node;
    for (const f of [...chain].reverse()) {
        const i = rest % own[f].length;
        rest = (rest - i) / own[f].length;
        probability *= own[f][i];
    }
    return probability;
}
