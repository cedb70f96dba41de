/** 1 with probability p, otherwise 0. */
import { probability } from './argument-checks.js';
import { listedRule } from './atom-rule.js';
import { binomialAtoms, binomialLogMgf, binomialLogProbability, binomialQuantile, binomialSupport, binomialTails } from './binomial.js';
import type { LawRecord } from './law-record.js';
import { atoms } from './parts.js';
import type { LawOf } from './scalar-law.js';

export const bernoulli: LawRecord<LawOf<'bernoulli'>> = {
    problem: ({ p }) => probability('p', p),
    moments: ({ p }) => ({ mean: p, variance: p * (1 - p) }),
    support: ({ p }) => binomialSupport(1, p),
    logMgf: ({ p }, t) => binomialLogMgf(1, p, t),
    logDensity: ({ p }, x) => binomialLogProbability(1, p, x),
    tails: ({ p }, x) => binomialTails(1, p, x),
    quantile: ({ p }, share) => binomialQuantile(1, p, share),
    rule: ({ p }) => listedRule(atoms({ law: 'discrete', values: [0, 1], probabilities: [1 - p, p] })),
    draw: ({ p }, random) => binomialQuantile(1, p, random.uniform()),
    hasAtoms: () => true,
    listed: ({ p }) => binomialAtoms(1, p),
    isLattice: false
};
