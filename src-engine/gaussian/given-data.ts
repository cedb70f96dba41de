/** Exact covariances of a Gaussian linear mixed model on given rows: any number of grouping factors, nested or crossed. */
import { blockCovariance, covarianceOfPairs } from '../structure/covariance/structures.js';
import type { Reason } from '../result/reason.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable, attempt } from '../result/not-available.js';
import { componentInformation } from './component-information.js';
import { covarianceOfEffects, orthonormalTerms } from './orthonormal-terms.js';
import { RowCovariance, type RowFactor } from './row-covariance.js';
import { mustBeSemidefinite } from './semidefinite.js';

/** A grouping factor of given rows and its random effects. */
export interface GivenFactor {
    /** For messages. */
    group: string;
    /** For each row: the label of its unit. */
    labels: readonly (string | number)[];
    /**
     * The position of the factor that this one is nested in: equal labels in different units of it are different units. Default: null;
     * then equal labels are the same unit.
     */
    within?: number | null;
    /** The random effects' terms: positions of columns of X, or a matrix, rows × d. */
    terms: readonly number[] | Matrix;
    /** Σ, d × d, positive semidefinite, in squared units of the response over those of the terms. */
    covariance: Matrix;
    /** Which entries of Σ are parameters. Default: all. */
    free?: readonly (readonly boolean[])[];
}

/** y = Xβ + Σ_k Z_k u_k + ε on given rows. */
export interface GivenDesign {
    /** X, rows × p. */
    x: Matrix;
    factors: readonly GivenFactor[];
    /** Residual variance, positive. */
    phi: number;
    /** The names of the columns of X in messages. Default: `x1`, `x2`, …. */
    names?: readonly string[];
}

export interface GivenCovariance {
    /** (XᵀV⁻¹X)⁻¹, p × p. */
    covariance: Matrix;
    /** Bound on the relative error of every variance. */
    relativeError: number;
}

/**
 * Cov(β̂) = (XᵀV⁻¹X)⁻¹ of generalized least squares, which is that of maximum likelihood to all orders that Σ and φ being known leaves; V
 * = Σ_k Z_k (I ⊗ Σ_k) Z_kᵀ + φI.
 *
 * By the mixed-model equations with sparse elimination and a correction by the residual: relative accuracy about 1e-14 × the condition
 * number of the scaled information, however large nΣ/φ is. Time: nested designs are linear in the rows; crossed ones cubic in the random
 * effects of the smaller factors (16,000 rows with two crossed factors of 126 units: a tenth of a second). Source: Henderson (1975),
 * Biometrics 31, 423–447; Bates et al. (2015), J. Stat. Softw. 67(1).
 *
 * @returns the covariance; or the reason why there is none: `collinear` columns, a Σ that is `not-positive-definite`, numbers that are
 * `not-finite`, or an `invalid` shape
 */
export function givenCovariance(design: GivenDesign): GivenCovariance | Reason {
    return attempt(() => {
        const rows = new GivenRows(design);
        const { columns, upper } = orthonormalTerms(rows.columns, rows.names);
        const { covariance, relativeError } = covarianceOfEffects(rows.covariance.information(columns), upper, rows.names);
        return { covariance, relativeError: relativeError + 4 * rows.covariance.residual };
    });
}

/**
 * The information ½ tr(V⁻¹V_aV⁻¹V_b) of the free entries of every Σ_k (variances first, then covariances row by row; factors in order),
 * then φ; its inverse is their asymptotic covariance. Needs a matrix over all random effects that are connected by rows: a thousand of
 * them take about a second.
 *
 * @returns the information, in units of 1/(variance)²; or the reason why there is none
 */
export function givenComponentInformation(design: GivenDesign): Matrix | Reason {
    return attempt(() => {
        const rows = new GivenRows(design);
        const derivatives = design.factors.map(({ group, covariance, free }) => {
            const effects = covariance.map(() => group);
            const structure = covarianceOfPairs(covariance, (i, j) => free?.[i][j] ?? true);
            return blockCovariance({ group, within: null, effects, covariance: structure }).parameters.map(({ derivative }) => derivative);
        });
        return componentInformation(rows.covariance, rows.factors, derivatives);
    });
}

/** The design as columns, units by number, and V. */
class GivenRows {
    readonly names: readonly string[];
    readonly columns: Float64Array[];
    readonly factors: RowFactor[];
    readonly covariance: RowCovariance;

    constructor({ x, factors, phi, names }: GivenDesign) {
        const rows = x.length;
        const p = x[0]?.length ?? 0;
        if (rows === 0 || p === 0 || x.some(row => row.length !== p)) {
            throw invalid('X must have rows of equal length, at least one');
        }
        if (!(0 < phi && phi < Infinity)) {
            throw invalid('phi must be positive');
        }
        for (const { group, covariance } of factors) {
            if (covariance.some(row => row.length !== covariance.length)) {
                throw invalid(`the covariance of ${group} must be square`);
            }
            mustBeSemidefinite(group, covariance);
        }
        this.names = names ?? x[0].map((_, j) => `x${j + 1}`);
        this.columns = x[0].map((_, j) => Float64Array.from(x, row => row[j]));
        this.factors = factors.map(factor => ({
            ...unitsOf(factors, factor, rows),
            z: termsOf(factor, x),
            covariance: factor.covariance
        }));
        this.covariance = new RowCovariance(rows, this.factors, phi);
    }
}

function invalid(detail: string): NotAvailable {
    return new NotAvailable({ code: 'invalid', detail });
}

function unitsOf(factors: readonly GivenFactor[], factor: GivenFactor, rows: number): { unit: Int32Array; units: number } {
    const chain: GivenFactor[] = [];
    for (let at: GivenFactor | undefined = factor; at; at = at.within == null ? undefined : factors[at.within]) {
        if (at.labels.length !== rows) {
            throw invalid(`the group ${at.group} must have a label for each row`);
        }
        if (chain.includes(at)) {
            throw invalid(`the group ${at.group} can't be nested in itself`);
        }
        chain.push(at);
    }
    const known = new Map<string, number>();
    const unit = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
        const key = JSON.stringify(chain.map(({ labels }) => labels[row]));
        let number = known.get(key);
        if (number === undefined) {
            number = known.size;
            known.set(key, number);
        }
        unit[row] = number;
    }
    return { unit, units: known.size };
}

function termsOf({ group, terms, covariance }: GivenFactor, x: Matrix): Float64Array {
    const d = covariance.length;
    const wrong = invalid(`the terms of ${group} must be as many as Σ has rows`);
    const z = new Float64Array(x.length * d);
    if (d === 0) {
        return z;
    }
    const matrix = isPositions(terms) ? x.map(row => terms.map(column => row[column])) : terms;
    if (matrix.length !== x.length) {
        throw wrong;
    }
    matrix.forEach((row, i) => {
        if (row.length !== d) {
            throw wrong;
        }
        if (!row.every(Number.isFinite)) {
            throw new NotAvailable({ code: 'not-finite', detail: `the terms of ${group}` });
        }
        z.set(row, i * d);
    });
    return z;
}

function isPositions(terms: GivenFactor['terms']): terms is readonly number[] {
    return typeof terms[0] === 'number';
}
