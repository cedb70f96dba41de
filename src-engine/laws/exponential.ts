/** A waiting time without memory. */
import { positive } from './argument-checks.js';
import { gammaLine, gammaLogMgf } from './gamma.js';
import type { LawRecord } from './law-record.js';
import type { LawOf } from './scalar-law.js';
import { lineRule } from './smooth-rule.js';

function quantile({ rate }: LawOf<'exponential'>, p: number): number {
    return -Math.log1p(-p) / rate;
}

export const exponential: LawRecord<LawOf<'exponential'>> = {
    problem: ({ rate }) => positive('rate', rate),
    moments: ({ rate }) => ({ mean: 1 / rate, variance: 1 / rate / rate }),
    support: () => ({ min: 0, max: Infinity, discrete: false }),
    logMgf: ({ rate }, t) => gammaLogMgf(1, rate, t),
    logDensity: ({ rate }, x) => (x >= 0 ? Math.log(rate) - rate * x : -Infinity),
    tails: ({ rate }, x) => (x <= 0 ? { lower: 0, upper: 1 } : { lower: -Math.expm1(-rate * x), upper: Math.exp(-rate * x) }),
    quantile,
    rule: ({ rate }, options) => lineRule(gammaLine(1, rate), options),
    draw: (law, random) => quantile(law, random.uniform()),
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};
