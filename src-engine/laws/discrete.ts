/** Finitely many values, each with its probability. */
import { finite, firstOf, probabilities, problem } from './argument-checks.js';
import { listedRule } from './atom-rule.js';
import { combinedLogMgf, combinedMoments } from './combined.js';
import type { LawRecord } from './law-record.js';
import { listedLogProbability, listedQuantile, listedSupport, listedTails } from './listed-law.js';
import { atoms } from './parts.js';
import type { LawOf } from './scalar-law.js';
import { isThinned, thinned } from './thinned-law.js';

export const discrete: LawRecord<LawOf<'discrete'>> = {
    problem: law =>
        (law.values.length === 0 ? problem('values', 'at least one value is needed') : null) ??
        firstOf(law.values, value => finite('values', value)) ??
        probabilities(law.probabilities, law.values.length, 'value'),
    moments: law => combinedMoments(atoms(law).map(({ value, probability }) => ({ probability, mean: value, variance: 0 }))),
    support: law => listedSupport(law, !isThinned(law)),
    logMgf: (law, t) =>
        combinedLogMgf(atoms(law).map(({ value, probability }) => ({ probability, value: t * value, first: value, second: 0 }))),
    logDensity: listedLogProbability,
    tails: listedTails,
    quantile: listedQuantile,
    rule: (law, options) => (isThinned(law) ? thinned(law, options) : listedRule(atoms(law))),
    draw: (law, random) => listedQuantile(law, random.uniform()),
    hasAtoms: () => true,
    listed: atoms,
    isLattice: false
};
