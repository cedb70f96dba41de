/**
 * The covariance of β̂ to first order in the variance of each factor and of the observations: Cov(β̂) ≈ Σ_f M_f/(units of f) + (φ/N) M.
 *
 * The information about β and the random effects u_f(z), which are functions of the predictors that are constant in the units, is the quadratic form
 *     (N/φ) E w (Xᵀβ + Σ_f r_fᵀu_f)² + Σ_f N_f E u_fᵀΣ_f⁻¹u_f,
 * whose parts are of different sizes: N ≫ N_f of inner factors ≫ N_f of outer ones. Cov(β̂) is the β block of its inverse, to first order by
 * `expandInverse`. M_f does not depend on w. The linear functions that come with M say through which coefficients of r_f noise enters each β̂_j.
 * Source: derived for this project; for random effects on the same terms in all factors it gives Σ_f, and {E XXᵀ}⁻¹ for M with a Gaussian response.
 */
import { multiply, symmetrise, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import { expandInverse, type Expansion } from './inverse-expansion.js';
import type { FactorFeatures } from './factor-features.js';
import type { FactorModel } from './factor-model.js';
import { observedForm, unknownsOf, zeros, type Unknowns } from './observed-form.js';
import { roundingOfShortFormula } from '../numeric/limits.js';
import { mostUnknowns, leastShareOfVariance, leastShareOfSummands, roundingOfExpansion } from './limits.js';

export interface UnitExpansion {
    /** M_f of each factor, in the order and units of `spec.fixed`. */
    units: Matrix[];
    /** M for w = 1, which is that of a constant weight of 1. */
    observations: Matrix;
    /** For each factor and node: d_c × p, how noise in the coefficients c_f at the node enters β̃, relative to the node's probability. */
    entries: Matrix[][];
    /** How noise in β̃ itself enters β̃: p × p. */
    direct: Matrix;
    /** A bound on the relative rounding error of each variance, by position. */
    rounding: number[];
}

/** @throws NotAvailable where the fixed effects cannot be distinguished from the random ones, or there are too many unknowns */
export function unitExpansion(model: FactorModel, features: FactorFeatures): UnitExpansion {
    const { fixed } = features;
    const p = fixed.length;
    const unknowns = unknownsOf(model, features);
    if (mostUnknowns < unknowns.size) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const observed = observedForm(features.cells, unknowns);
    const expansion = expandInverse([...priorForms(model, features, unknowns), observed]);
    if (!expansion) {
        throw new NotAvailable({ code: 'collinear', effects: fixed.map(position => model.spec.fixed[position].name) });
    }
    const shares = model.factors.map((_, f) => unknowns.nodes.probabilities(f));
    const entries = entriesOf(expansion, unknowns, shares);
    const units = model.factors.map((_, f) => unitCovariance(model, features, f, entries[f], shares[f]));
    dropRounding(units);
    const observations = observationCovariance(expansion, features);
    return {
        units,
        observations: symmetrise(observations),
        entries,
        direct: expansion.last.slice(0, p).map(row => row.slice(0, p)),
        rounding: roundingOf(expansion, features, units, observations)
    };
}

/** The priors of the random effects as forms in the unknowns, one for each depth of nesting, outermost first. */
function priorForms({ factors }: FactorModel, { priors }: FactorFeatures, { nodes, widths, offsets, size }: Unknowns): Matrix[] {
    const forms = factors.map((_, f) => {
        const form = zeros(size);
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
    return depths.map(depth =>
        factors
            .filter(factor => factor.depth === depth)
            .map(({ index }) => forms[index])
            .reduce((a, b) => a.map((row, i) => row.map((x, j) => x + b[i][j])))
    );
}

/** `UnitExpansion.entries`. */
function entriesOf({ last }: Expansion, { fixed, widths, offsets }: Unknowns, shares: readonly number[][]): Matrix[][] {
    const rows = last.slice(0, fixed);
    return widths.map((width, f) =>
        shares[f].map((probability, node) =>
            Array.from({ length: width }, (_, k) =>
                rows.map(row => cleaned(row[offsets[f] + width * node + k], largestOf(row)) / Math.sqrt(probability))
            )
        )
    );
}

/** M_f of one factor: the mean over its nodes of the contribution of the random effects there to β̂. @throws NotAvailable where Σ_f is not positive definite */
function unitCovariance(
    { factors }: FactorModel,
    { priors, transform, fixed }: FactorFeatures,
    factor: number,
    entries: readonly Matrix[],
    shares: readonly number[]
): Matrix {
    const p = fixed.length;
    const total = zeros(p);
    if (priors[factor].length === 0) {
        return total;
    }
    const inverse = inverseSpd(priors[factor]);
    if (!inverse.ok) {
        throw notPositiveDefinite(factors[factor].random.group, inverse);
    }
    entries.forEach((entry, node) => {
        const inBeta = entry.map(row => turned(row, transform));
        const part = multiply(multiply(transpose(inBeta), inverse.inverse), inBeta);
        for (let i = 0; i < p; i++) {
            for (let j = 0; j < p; j++) {
                total[fixed[i]][fixed[j]] += shares[node] * part[i][j];
            }
        }
    });
    return symmetrise(total);
}

/** Sets rounding errors to 0: the rows of effects that do not depend on a factor. */
function dropRounding(units: readonly Matrix[]): void {
    const p = units[0]?.length ?? 0;
    for (let j = 0; j < p; j++) {
        const most = Math.max(...units.map(matrix => matrix[j][j]));
        for (const matrix of units) {
            if (matrix[j][j] <= leastShareOfVariance * most) {
                for (let i = 0; i < p; i++) {
                    matrix[i][j] = matrix[j][i] = 0;
                }
            }
        }
    }
}

/** M for w = 1, in the order and units of `spec.fixed`. */
function observationCovariance({ parts }: Expansion, { transform, fixed }: FactorFeatures): Matrix {
    const p = fixed.length;
    const inTilde = parts
        .at(-1)!
        .slice(0, p)
        .map(row => row.slice(0, p));
    const observations = zeros(p);
    multiply(multiply(transpose(transform), inTilde), transform).forEach((row, i) =>
        row.forEach((x, j) => (observations[fixed[i]][fixed[j]] = x))
    );
    return observations;
}

/** The cancellation when β̃ is turned into β: the sizes of the summands divided by the sum, times the rounding error. */
function roundingOf({ parts }: Expansion, { transform, fixed }: FactorFeatures, units: readonly Matrix[], observations: Matrix): number[] {
    const p = fixed.length;
    const rounding = new Array<number>(p).fill(0);
    for (let j = 0; j < p; j++) {
        let summands = 0;
        for (const part of parts) {
            for (let k = 0; k < p; k++) {
                for (let l = 0; l < p; l++) {
                    summands += Math.abs(transform[k][j] * part[k][l] * transform[l][j]);
                }
            }
        }
        const total = units.reduce((sum, m) => sum + m[fixed[j]][fixed[j]], observations[fixed[j]][fixed[j]]);
        rounding[fixed[j]] = roundingOfExpansion + (roundingOfShortFormula * summands) / total;
    }
    return rounding;
}

const largestOf = (row: readonly number[]): number => Math.max(...row.map(Math.abs));

/** A number, or 0 where it is only the rounding error of others of this size. */
const cleaned = (x: number, size: number): number => (Math.abs(x) <= leastShareOfSummands * size ? 0 : x);

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
