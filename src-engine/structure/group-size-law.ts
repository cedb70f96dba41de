/**
 * The law of the number of observations in a group, given that the group has any: n ≥ 1.
 *
 * Everything that depends on n is an expectation E f(n) of a function that is smooth in n, with poles only at n ≤ 0 (1/n, n/(1 + c n)). So a law that
 * takes very many values is thinned: a run of values is replaced by the points of a Gauss rule for sums over equally spaced points.
 */
import { symmetricEigen } from '../numeric/linear-algebra.js';
import { gaussLegendre } from '../numeric/quadrature/interval-rule.js';
import { lawTails } from '../laws/index.js';
import type { GroupSize } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { condensed } from '../numeric/quadrature/condensed-rule.js';
import { gammaLogKernel, incompleteGamma } from '../numeric/special/incomplete-gamma.js';
import { largestGroupSize, leastSizeTail, mostListedSizes, pointsOfRun, toleranceOfSizes } from './limits.js';

/** A group size and its probability. The size is a whole number unless a law with many values is thinned. */
export interface SizePoint {
    n: number;
    probability: number;
}

/** A law on 1, 2, …, up to a factor: P(n = k) ∝ mass(k), where mass is smooth in k over distances below `scale`. */
interface Sizes {
    mass(k: number): number;
    /** Whether less than `TAIL` lies below k, or above it. */
    isBelow(k: number): boolean;
    isAbove(k: number): boolean;
    /** ∑ mass over 1, 2, …. */
    total: number;
    scale: number;
    mean: number;
}

/**
 * The sizes that matter, ascending, with their probabilities, which sum to 1. The sizes left out have less than 1e-19 of the groups.
 *
 * `fixed`: one size. `poisson`: Poisson with this mean, given n ≥ 1. `sizes`: the gamma law of this mean and coefficient of variation, rounded to
 * the nearest whole number, given n ≥ 1. Up to 1000 values are listed one by one; beyond, E f(n) from fewer than 1000 points has a relative error
 * below 1e-12 for functions with poles at n ≤ 0 only.
 *
 * @throws NotAvailable where n is asked for, sizes are above 2^52, or hardly a group has an observation
 */
export function groupSizes(n: GroupSize): SizePoint[] {
    if (n.kind === 'fixed') {
        return [{ n: n.n, probability: 1 }];
    }
    if (n.kind === 'unknown') {
        throw new NotAvailable({ code: 'unknown-value', what: 'n' });
    }
    const law = n.kind === 'poisson' ? poissonSizes(n.mean) : gammaSizes(n.mean, n.cv);
    if (!(law.total > 0)) {
        throw new NotAvailable({ code: 'invalid', detail: `with a mean of ${n.mean} hardly a group has an observation` });
    }
    const least = firstWhere(1, law.mean, k => !law.isBelow(k));
    const greatest = firstWhere(least, 2 * law.mean + 2, k => law.isAbove(k));
    const points = greatest - least < mostListedSizes ? listed(law, least, greatest) : thinned(law, least, greatest);
    const kept = points.filter(({ probability }) => probability > 0);
    const sum = kept.reduce((total, { probability }) => total + probability, 0);
    const miss = Math.abs(sum / law.total - 1);
    if (!(miss < toleranceOfSizes)) {
        throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(miss) ? miss : null });
    }
    return kept.map(point => ({ n: point.n, probability: point.probability / sum }));
}

/** E n given n ≥ 1. @throws NotAvailable as `groupSizes` */
export function meanSize(n: GroupSize): number {
    return groupSizes(n).reduce((sum, size) => sum + size.probability * size.n, 0);
}

/** E 1/n given n ≥ 1. @throws NotAvailable as `groupSizes` */
export function meanInverseSize(n: GroupSize): number {
    return groupSizes(n).reduce((sum, size) => sum + size.probability / size.n, 0);
}

/**
 * At most `count` sizes, not whole numbers, for functions of n that are costly: the Gauss rule of the law of log n, exact for polynomials in
 * log n of degree 2·count − 1. For functions with poles at n ≤ 0 only it converges fast (E 1/n and E n/(3 + n) for Poisson(20) to 1e-12 with 8; for
 * sizes with cv = 3 to 1e-11 with 14); two counts compared certify it.
 */
export function sizeRule(n: GroupSize, count: number): SizePoint[] {
    const sizes = groupSizes(n);
    if (sizes.length <= count) {
        return sizes;
    }
    const { nodes, weights } = condensed(
        { nodes: Float64Array.from(sizes, size => Math.log(size.n)), weights: Float64Array.from(sizes, size => size.probability) },
        count
    );
    return Array.from(nodes, (logN, k) => ({ n: Math.exp(logN), probability: weights[k] }));
}

function poissonSizes(rate: number): Sizes {
    const total = -Math.expm1(-rate);
    return {
        mass: k => Math.exp(gammaLogKernel(k, rate)) / k,
        isBelow: k => incompleteGamma(k + 1, rate).upper < leastSizeTail * total,
        isAbove: k => incompleteGamma(k + 1, rate).lower < leastSizeTail * total,
        total,
        scale: Math.sqrt(rate),
        mean: rate
    };
}

function gammaSizes(mean: number, cv: number): Sizes {
    const shape = 1 / cv / cv;
    const rate = shape / mean;
    const tails = (x: number): { lower: number; upper: number } => lawTails({ law: 'gamma', shape, rate }, x);
    if (!(shape > 0 && shape < Infinity && rate > 0 && rate < Infinity)) {
        throw new NotAvailable({ code: 'invalid', detail: `sizes with the coefficient of variation ${cv} can't be computed with` });
    }
    const total = tails(0.5).upper;
    const legendre = gaussLegendre(8);
    const smooth = mean * cv >= 2;
    return {
        mass(k) {
            // For a size of small probability the difference of two distribution functions loses its digits. The density keeps them.
            if (smooth && k >= 8) {
                let sum = 0;
                legendre.fromStart.forEach((u, i) => {
                    const x = k - 0.5 + u;
                    sum += (legendre.weights[i] * Math.exp(gammaLogKernel(shape, rate * x))) / x;
                });
                return sum;
            }
            const [from, to] = [tails(k - 0.5), tails(k + 0.5)];
            return from.upper < to.lower ? from.upper - to.upper : to.lower - from.lower;
        },
        isBelow: k => tails(k + 0.5).lower - tails(0.5).lower < leastSizeTail * total,
        isAbove: k => tails(k + 0.5).upper < leastSizeTail * total,
        total,
        scale: Math.max(mean * cv, 1 / rate),
        mean
    };
}

/** The first whole number ≥ `from` where a condition that stays true from some point on holds. `guess`: about where. @throws NotAvailable beyond 2^52 */
function firstWhere(from: number, guess: number, holds: (k: number) => boolean): number {
    let no = from - 1;
    let yes = Math.max(from, Math.ceil(guess));
    for (let step = yes - no; !holds(yes); step *= 2) {
        no = yes;
        yes += step;
    }
    if (!(yes <= largestGroupSize)) {
        throw new NotAvailable({ code: 'invalid', detail: 'the law of n reaches sizes above 4.5e15' });
    }
    while (yes - no > 1) {
        const middle = Math.floor(no + (yes - no) / 2);
        if (holds(middle)) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    return yes;
}

function listed(law: Sizes, from: number, to: number): SizePoint[] {
    return Array.from({ length: to - from + 1 }, (_, i) => ({ n: from + i, probability: law.mass(from + i) }));
}

/** Runs of values that are no wider than the law's own scale and no wider than their distance from 0. */
function thinned(law: Sizes, least: number, greatest: number): SizePoint[] {
    const points: SizePoint[] = [];
    for (let from = least; from <= greatest;) {
        const width = Math.max(1, Math.min(Math.floor(Math.min(from, law.scale)), greatest - from + 1));
        if (width <= pointsOfRun) {
            points.push(...listed(law, from, from + width - 1));
        } else {
            for (const { at, weight } of sumRule(width)) {
                points.push({ n: from + at, probability: weight * law.mass(from + at) });
            }
        }
        from += width;
    }
    return points;
}

/**
 * Σ_{k=0}^{N−1} f(k) ≈ Σ weight·f(at), exact for polynomials of degree 2·pointsOfRun − 1: the Gauss rule of the discrete Chebyshev polynomials, whose
 * recurrence is β_k = k²(N² − k²)/{4(4k² − 1)} (W. Gautschi 2004, Orthogonal Polynomials, table 1.2), by Golub & Welsch.
 */
function sumRule(count: number): { at: number; weight: number }[] {
    const jacobi = Array.from({ length: pointsOfRun }, () => new Array<number>(pointsOfRun).fill(0));
    for (let k = 1; k < pointsOfRun; k++) {
        const ratio = k / count;
        jacobi[k - 1][k] = jacobi[k][k - 1] = k * Math.sqrt(((1 - ratio) * (1 + ratio)) / (4 * (4 * k * k - 1)));
    }
    const { values, vectors } = symmetricEigen(jacobi);
    return values.map((value, k) => ({ at: 0.5 * (count - 1) + count * value, weight: count * vectors[k][0] ** 2 }));
}
