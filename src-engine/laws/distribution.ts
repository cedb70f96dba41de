import { incompleteBeta } from '../numeric/special/incomplete-beta.js';
import { incompleteGamma, type Tails } from '../numeric/special/incomplete-gamma.js';
import { logGamma } from '../numeric/special/log-gamma.js';
import { normalCdf } from '../numeric/special/normal-distribution.js';
import { cumulated, lastUpTo, type Cumulated } from './cumulated.js';
import { components } from './parts.js';
import type { ScalarLaw } from './scalar-law.js';

/** P(X ≤ x). */
export function lawCdf(law: ScalarLaw, x: number): number {
    return lawTails(law, x).lower;
}

/**
 * P(X ≤ x) and P(X > x), each without cancellation: relative error of the smaller one below 1e-13 for shapes, sizes and degrees of
 * freedom up to 1000 and probabilities above 1e-300, 1e-11 up to 1e6.
 */
export function lawTails(law: ScalarLaw, x: number): Tails {
    switch (law.law) {
        case 'normal':
            return normalTails((x - law.mean) / law.sd);
        case 'uniform':
            return clamped((x - law.min) / (law.max - law.min), (law.max - x) / (law.max - law.min));
        case 'bernoulli':
            return binomialTails(1, law.p, x);
        case 'binomial':
            return binomialTails(law.size, law.p, x);
        case 'poisson':
            return x < 0 ? { lower: 0, upper: 1 } : swapped(incompleteGamma(Math.floor(x) + 1, law.rate));
        case 'gamma':
            return incompleteGamma(law.shape, law.rate * x);
        case 'exponential':
            return x <= 0 ? { lower: 0, upper: 1 } : { lower: -Math.expm1(-law.rate * x), upper: Math.exp(-law.rate * x) };
        case 'beta':
            return incompleteBeta(law.a, law.b, x, 1 - x);
        case 'logNormal':
            return x <= 0 ? { lower: 0, upper: 1 } : normalTails((Math.log(x) - law.meanlog) / law.sdlog);
        case 'studentT':
            return studentTails(law.df, (x - law.location) / law.scale);
        case 'discrete':
        case 'categorical':
            return listedTails(cumulated(law), x);
        case 'mixture':
            return sumTails(components(law).map(part => ({ probability: part.probability, ...lawTails(part.law, x) })));
    }
}

function swapped({ lower, upper }: Tails): Tails {
    return { lower: upper, upper: lower };
}

function clamped(lower: number, upper: number): Tails {
    return lower <= 0 ? { lower: 0, upper: 1 } : upper <= 0 ? { lower: 1, upper: 0 } : { lower, upper };
}

function normalTails(z: number): Tails {
    return { lower: normalCdf(z), upper: normalCdf(-z) };
}

/** P(X ≤ k) = I_{1−p}(n − k, k + 1). */
function binomialTails(size: number, p: number, x: number): Tails {
    const k = Math.floor(x);
    if (k < 0) {
        return { lower: 0, upper: 1 };
    }
    return k >= size ? { lower: 1, upper: 0 } : incompleteBeta(size - k, k + 1, 1 - p, p);
}

/** P(|T| > |z|) = I_{ν/(ν+z²)}(ν/2, ½). */
function studentTails(df: number, z: number): Tails {
    const tail = 0.5 * studentBothTails(df, Math.abs(z));
    return z < 0 ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
}

function studentBothTails(df: number, z: number): number {
    const a = 0.5 * df;
    const ratio = z / Math.sqrt(df);
    // Beyond this the series of I_x(a, ½) ends at its first term x^a/{a B(a, ½)}; x itself may be too small for a double.
    if (ratio > 1e9) {
        return Math.exp(-df * Math.log(ratio) - Math.log(a) - logGamma(a) - logGamma(0.5) + logGamma(a + 0.5));
    }
    const square = ratio * ratio;
    return incompleteBeta(a, 0.5, 1 / (1 + square), square / (1 + square)).lower;
}

function listedTails(law: Cumulated, x: number): Tails {
    const at = lastUpTo(law, x);
    return at < 0 ? { lower: 0, upper: 1 } : { lower: law.lower[at], upper: law.upper[at] };
}

function sumTails(parts: (Tails & { probability: number })[]): Tails {
    return {
        lower: parts.reduce((sum, part) => sum + part.probability * part.lower, 0),
        upper: parts.reduce((sum, part) => sum + part.probability * part.upper, 0)
    };
}
