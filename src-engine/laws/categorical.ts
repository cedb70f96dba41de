/** Named levels; as a law of one number that of the index 0, 1, … of the level. */
import { firstOf, probabilities, problem } from './argument-checks.js';
import { listedRule } from './atom-rule.js';
import type { LawRecord } from './law-record.js';
import { listedLogProbability, listedQuantile, listedSupport, listedTails } from './listed-law.js';
import { atoms } from './parts.js';
import type { LawOf } from './scalar-law.js';

export const categorical: LawRecord<LawOf<'categorical'>> = {
    problem: law =>
        (law.levels.length === 0 ? problem('levels', 'at least one level is needed') : null) ??
        firstOf(law.levels, (level, index) =>
            law.levels.indexOf(level) < index ? problem('levels', `each level may stand once; ${level} stands twice`) : null
        ) ??
        probabilities(law.probabilities, law.levels.length, 'level'),
    moments: () => ({ mean: null, variance: null }),
    support: law => listedSupport(law, true),
    logMgf: () => null,
    logDensity: listedLogProbability,
    tails: listedTails,
    quantile: listedQuantile,
    rule: law => listedRule(atoms(law)),
    draw: (law, random) => listedQuantile(law, random.uniform()),
    hasAtoms: () => true,
    listed: atoms,
    isLattice: false
};
