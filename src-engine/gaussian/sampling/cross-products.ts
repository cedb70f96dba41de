/** The law of DᵀD over samples of the predictors: listed where there are few designs, otherwise drawn. */
import { SeededGenerator } from '../../laws/seeded-generator.js';
import { factorise, solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import { logGamma } from '../../numeric/special/log-gamma.js';
import { NotAvailable } from '../../result/not-available.js';
import { drawnRows, type DrawOptions } from './drawn-rows.js';
import { listedRows, type WeightedRows } from './listed-rows.js';
import type { SampledPredictors, StandardTerms } from './sampled-predictors.js';
import { mostDesignsDrawn, mostKeptSizes, mostListedDesigns, mostObservations, reachOfCounts } from './limits.js';

export interface CrossProducts {
    /** The number of columns of D. */
    size: number;
    /** Of each design; their sum is 1. */
    weights: Float64Array;
    /** DᵀD, row by row, one after another. */
    products: Float64Array;
    /** (DᵀD)⁻¹ in the same order; zeros where it does not exist. */
    inverses: Float64Array;
    isSingular: Uint8Array;
    isDrawn: boolean;
}

/** @throws NotAvailable where n is not whole although designs are listed or drawn, and `stopped` */
export function crossProducts(predictors: SampledPredictors, terms: StandardTerms, n: number, options: DrawOptions): CrossProducts {
    const size = terms.drawn;
    if (terms.sources.length === 0) {
        return withInverses(size, Float64Array.of(1), scaledIdentity(size, n), false);
    }
    if (!Number.isInteger(n)) {
        throw new NotAvailable({ code: 'not-computed' });
    }
    if (mostObservations < n) {
        return farther(crossProducts(predictors, terms, mostObservations, options), n);
    }
    const atoms = predictors.design.points > 1 ? null : listedRows(predictors, terms);
    return atoms === null ? drawnDesigns(predictors, terms, n, options) : ofCounts(atoms, n, size, options);
}

function scaledIdentity(size: number, n: number): Float64Array {
    const product = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        product[i * size + i] = n;
    }
    return product;
}

/** The designs of more observations: DᵀD/n is nearer to I as 1/√n. */
function farther({ size, weights, products, isDrawn }: CrossProducts, n: number): CrossProducts {
    const shrink = Math.sqrt(mostObservations / n);
    const grown = products.map((x, at) => {
        const mean = (at % (size * size)) % (size + 1) === 0 ? 1 : 0;
        return n * (mean + shrink * (x / mostObservations - mean));
    });
    return withInverses(size, weights, grown, isDrawn);
}

/** Designs that differ in how often each value occurs. */
function ofCounts({ rows, weights: probabilities }: WeightedRows, n: number, size: number, options: DrawOptions): CrossProducts {
    const listed = listedCounts(n, probabilities) ?? null;
    const counts = listed?.counts ?? drawnCounts(n, probabilities, options);
    const weights = listed ? Float64Array.from(listed.weights) : new Float64Array(counts.length).fill(1 / counts.length);
    const products = new Float64Array(counts.length * size * size);
    counts.forEach((own, at) => own.forEach((count, a) => addRow(products, at * size * size, rows[a], 0, size, count)));
    return withInverses(size, weights, products, listed === null);
}

/** All counts of the values in n observations, with their probabilities; null where they are too many. */
function listedCounts(n: number, probabilities: readonly number[]): { counts: number[][]; weights: number[] } | null {
    const cells = probabilities.length;
    const ranges = probabilities.map(p => {
        const reach = reachOfCounts * Math.sqrt(n * p * (1 - p)) + reachOfCounts ** 2;
        return { from: Math.max(0, Math.floor(n * p - reach)), to: Math.min(n, Math.ceil(n * p + reach)) };
    });
    const most = ranges.slice(1).reduce((product, { from, to }) => product * (to - from + 1), 1);
    if (mostListedDesigns * cells ** 2 < most) {
        return null;
    }
    const counts: number[][] = [];
    const logWeights: number[] = [];
    const own = new Array<number>(cells).fill(0);
    const visit = (cell: number, left: number, log: number): void => {
        if (cell === 0) {
            if (ranges[0].from <= left && left <= ranges[0].to) {
                own[0] = left;
                counts.push([...own]);
                logWeights.push(log + left * Math.log(probabilities[0]) - logGamma(left + 1));
            }
            return;
        }
        const { from, to } = ranges[cell];
        for (let count = from; count <= Math.min(to, left) && counts.length <= mostListedDesigns; count++) {
            own[cell] = count;
            visit(cell - 1, left - count, log + count * Math.log(probabilities[cell]) - logGamma(count + 1));
        }
    };
    visit(cells - 1, n, logGamma(n + 1));
    if (mostListedDesigns < counts.length) {
        return null;
    }
    const weights = logWeights.map(Math.exp);
    const total = weights.reduce((sum, x) => sum + x, 0);
    return { counts, weights: weights.map(x => x / total) };
}

function drawnCounts(n: number, probabilities: readonly number[], { seed }: DrawOptions): number[][] {
    const generator = new SeededGenerator(seed);
    return Array.from({ length: mostDesignsDrawn }, () => {
        let left = n;
        let rest = 1;
        return probabilities.map((p, cell) => {
            const count = cell === probabilities.length - 1 ? left : left === 0 ? 0 : generator.binomial(left, Math.min(1, p / rest));
            left -= count;
            rest -= p;
            return count;
        });
    });
}

/** The same observations begin every larger design, so that a search sees a smooth function of n. */
function drawnDesigns(predictors: SampledPredictors, terms: StandardTerms, n: number, options: DrawOptions): CrossProducts {
    const { size, draws, capacity, rows, sums } = drawnRows(predictors, terms, n, options);
    const before = Math.max(0, ...[...sums.keys()].filter(known => known <= n));
    const products = sums.get(before)?.slice() ?? new Float64Array(draws * size * size);
    for (let draw = 0; draw < draws; draw++) {
        for (let observation = before; observation < n; observation++) {
            addRow(products, draw * size * size, rows, (draw * capacity + observation) * size, size, 1);
        }
    }
    if (mostKeptSizes <= sums.size) {
        sums.delete(sums.keys().next().value!);
    }
    sums.set(n, products);
    return withInverses(size, new Float64Array(draws).fill(1 / draws), products, true);
}

function addRow(products: Float64Array, start: number, rows: Float64Array, from: number, size: number, count: number): void {
    for (let i = 0; i < size; i++) {
        const x = count * rows[from + i];
        for (let j = 0; j < size; j++) {
            products[start + i * size + j] += x * rows[from + j];
        }
    }
}

function withInverses(size: number, weights: Float64Array, products: Float64Array, isDrawn: boolean): CrossProducts {
    const square = size * size;
    const inverses = new Float64Array(weights.length * square);
    const isSingular = new Uint8Array(weights.length);
    const lower = new Float64Array(square);
    const column = new Float64Array(size);
    for (let at = 0; at < weights.length; at++) {
        if (!factorise(products.subarray(at * square, (at + 1) * square), size, size, lower, 0, 0)) {
            isSingular[at] = 1;
            continue;
        }
        for (let j = 0; j < size; j++) {
            column.fill(0);
            column[j] = 1;
            solveLowerInPlace(lower, size, column);
            solveLowerTransposedInPlace(lower, size, column);
            for (let i = 0; i < size; i++) {
                inverses[at * square + i * size + j] = column[i];
            }
        }
    }
    return { size, weights, products, inverses, isSingular, isDrawn };
}
