/** A count of rare events. */
import { gammaLogKernel, incompleteGamma, type Tails } from '../numeric/special/incomplete-gamma.js';
import { positive } from './argument-checks.js';
import { latticeRule } from './atom-rule.js';
import type { LawRecord, Support } from './law-record.js';
import { latticeQuantile } from './quantile.js';
import type { LawOf } from './scalar-law.js';
import { farthestAtom } from './limits.js';

const support: Support = { min: 0, max: Infinity, discrete: true };

/** log{λ^x e^{−λ}/x!}; −∞ where x is not 0, 1, 2, …. */
function logProbability(rate: number, x: number): number {
    if (!Number.isInteger(x) || x < 0) {
        return -Infinity;
    }
    return x === 0 ? -rate : gammaLogKernel(x, rate) - Math.log(x);
}

function tails(rate: number, x: number): Tails {
    if (x < 0) {
        return { lower: 0, upper: 1 };
    }
    const { lower, upper } = incompleteGamma(Math.floor(x) + 1, rate);
    return { lower: upper, upper: lower };
}

export const poisson: LawRecord<LawOf<'poisson'>> = {
    problem: ({ rate }) => positive('rate', rate),
    moments: ({ rate }) => ({ mean: rate, variance: rate }),
    support: () => support,
    logMgf: ({ rate }, t) => {
        const tilted = rate * Math.exp(t);
        return { value: rate * Math.expm1(t), first: tilted, second: tilted };
    },
    logDensity: ({ rate }, x) => logProbability(rate, x),
    tails: ({ rate }, x) => tails(rate, x),
    quantile: ({ rate }, p) => latticeQuantile({ mean: rate, variance: rate, skew: 1 }, support, x => tails(rate, x), p),
    rule: ({ rate }, { logEnvelope }) =>
        latticeRule(x => logProbability(rate, x), Math.floor(rate), { limit: farthestAtom, endless: true }, logEnvelope),
    draw: ({ rate }, random) => random.poisson(rate),
    hasAtoms: () => true,
    listed: () => null,
    isLattice: true
};
