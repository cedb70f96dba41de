/** The normal law. */
import { normalLogPdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import { finite, positive } from './argument-checks.js';
import type { LawRecord } from './law-record.js';
import { bounded, type Line } from './line.js';
import { normalTails, NORMAL_LOG_PEAK } from './normal-parts.js';
import type { LawOf } from './scalar-law.js';
import { lineRule } from './smooth-rule.js';
import { reachOfNormalLaw, stepOfNormal } from './limits.js';

function normalLine(mean: number, sd: number): Line {
    return {
        x: t => bounded(mean + sd * t),
        logWeight: t => NORMAL_LOG_PEAK - 0.5 * t * t,
        invert: x => (x - mean) / sd,
        limits: [-reachOfNormalLaw, reachOfNormalLaw],
        step: stepOfNormal
    };
}

export const normal: LawRecord<LawOf<'normal'>> = {
    problem: ({ mean, sd }) => finite('mean', mean) ?? positive('sd', sd),
    moments: ({ mean, sd }) => ({ mean, variance: sd * sd }),
    support: () => ({ min: -Infinity, max: Infinity, discrete: false }),
    logMgf: ({ mean, sd }, t) => {
        const variance = sd * sd;
        return { value: t * (mean + 0.5 * variance * t), first: mean + variance * t, second: variance };
    },
    logDensity: ({ mean, sd }, x) => normalLogPdf((x - mean) / sd) - Math.log(sd),
    tails: ({ mean, sd }, x) => normalTails((x - mean) / sd),
    quantile: ({ mean, sd }, p) => mean + sd * normalQuantile(p),
    rule: ({ mean, sd }, options) => lineRule(normalLine(mean, sd), options),
    draw: ({ mean, sd }, random) => mean + sd * normalQuantile(random.uniform()),
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};
