/** The number of successes in independent trials. */
import { betaLogKernel, incompleteBeta } from '../numeric/special/incomplete-beta.js';
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { expit, log1pExp } from '../numeric/special/logistic.js';
import { probability, size as mustBeSize } from './argument-checks.js';
import { latticeRule } from './atom-rule.js';
import type { LawRecord, LogMgf, Support } from './law-record.js';
import type { Atom } from './parts.js';
import { latticeQuantile } from './quantile.js';
import type { LawOf } from './scalar-law.js';

/** log{C(n, x) p^x (1−p)^{n−x}}; −∞ where x is not one of 0, …, n. */
export function binomialLogProbability(size: number, p: number, x: number): number {
    if (!Number.isInteger(x) || x < 0 || x > size) {
        return -Infinity;
    }
    if (x === 0) {
        return size * Math.log1p(-p);
    }
    if (x === size) {
        return size * Math.log(p);
    }
    return betaLogKernel(x, size - x, p, 1 - p) + Math.log(size / x / (size - x));
}

/** P(X ≤ k) = I_{1−p}(n − k, k + 1). */
export function binomialTails(size: number, p: number, x: number): Tails {
    const k = Math.floor(x);
    if (k < 0) {
        return { lower: 0, upper: 1 };
    }
    return k >= size ? { lower: 1, upper: 0 } : incompleteBeta(size - k, k + 1, 1 - p, p);
}

/** log{(1−p) + p e^t} = t⁺ + log1p of what stays below it; the tilted success probability is p e^t/{(1−p) + p e^t}. */
export function binomialLogMgf(size: number, p: number, t: number): LogMgf {
    if (p === 0) {
        return { value: 0, first: 0, second: 0 };
    }
    if (p === 1) {
        return { value: size * t, first: size, second: 0 };
    }
    const logOdds = Math.log(p) - Math.log1p(-p) + t;
    const tilted = expit(logOdds);
    const value = Math.abs(t) < 1 ? Math.log1p(p * Math.expm1(t)) : Math.log1p(-p) + log1pExp(logOdds);
    return { value: size * value, first: size * tilted, second: size * tilted * expit(-logOdds) };
}

export function binomialSupport(size: number, p: number): Support {
    return { min: p === 1 ? size : 0, max: p === 0 ? 0 : size, discrete: true };
}

export function binomialQuantile(size: number, p: number, share: number): number {
    const shape = { mean: size * p, variance: size * p * (1 - p), skew: 1 - 2 * p };
    return latticeQuantile(shape, binomialSupport(size, p), x => binomialTails(size, p, x), share);
}

/** The values 0, …, size that have a probability. */
export function binomialAtoms(size: number, p: number): Atom[] {
    const all = Array.from({ length: size + 1 }, (_, value) => ({ value, probability: Math.exp(binomialLogProbability(size, p, value)) }));
    return all.filter(({ probability }) => probability > 0);
}

export const binomial: LawRecord<LawOf<'binomial'>> = {
    problem: ({ size, p }) => mustBeSize(size) ?? probability('p', p),
    moments: ({ size, p }) => ({ mean: size * p, variance: size * p * (1 - p) }),
    support: ({ size, p }) => binomialSupport(size, p),
    logMgf: ({ size, p }, t) => binomialLogMgf(size, p, t),
    logDensity: ({ size, p }, x) => binomialLogProbability(size, p, x),
    tails: ({ size, p }, x) => binomialTails(size, p, x),
    quantile: ({ size, p }, share) => binomialQuantile(size, p, share),
    rule: ({ size, p }, { logEnvelope }) => {
        const mode = Math.min(Math.floor((size + 1) * p), size);
        return latticeRule(x => binomialLogProbability(size, p, x), mode, { limit: size - mode, endless: false }, logEnvelope);
    },
    draw: ({ size, p }, random) => binomialQuantile(size, p, random.uniform()),
    hasAtoms: () => true,
    listed: ({ size, p }, most) => (size > most ? null : binomialAtoms(size, p)),
    isLattice: true
};
