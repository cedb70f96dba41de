/** The law whose logarithm is normal. */
import { normalLogPdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import { finite, positive as mustBePositive } from './argument-checks.js';
import type { LawRecord, Moments } from './law-record.js';
import { momentsAsLogMgf } from './moments-as-log-mgf.js';
import { LOG_LARGEST, LOG_SMALLEST, keptPositive, type Line } from './line.js';
import { normalTails, NORMAL_LOG_PEAK } from './normal-parts.js';
import type { LawOf } from './scalar-law.js';
import { lineRule } from './smooth-rule.js';
import { stepOfNormal } from './limits.js';

function logNormalLine(meanlog: number, sdlog: number): Line {
    return {
        x: t => keptPositive(Math.exp(meanlog + sdlog * t)),
        logWeight: t => NORMAL_LOG_PEAK - 0.5 * t * t,
        invert: x => (Math.log(x) - meanlog) / sdlog,
        limits: [(LOG_SMALLEST - meanlog) / sdlog, (LOG_LARGEST - meanlog) / sdlog],
        step: stepOfNormal
    };
}

function representable({ mean, variance }: { mean: number; variance: number }): Moments {
    return { mean: Number.isFinite(mean) ? mean : null, variance: Number.isFinite(variance) ? variance : null };
}

function moments({ meanlog, sdlog }: LawOf<'logNormal'>): Moments {
    const spread = sdlog * sdlog;
    const mean = Math.exp(meanlog + 0.5 * spread);
    return representable({ mean, variance: Math.expm1(spread) * mean * mean });
}

export const logNormal: LawRecord<LawOf<'logNormal'>> = {
    problem: ({ meanlog, sdlog }) => finite('meanlog', meanlog) ?? mustBePositive('sdlog', sdlog),
    moments,
    support: () => ({ min: 0, max: Infinity, discrete: false }),
    logMgf: (law, t) => (t > 0 ? { infinite: true } : t === 0 ? momentsAsLogMgf(moments(law)) : null),
    logDensity: ({ meanlog, sdlog }, x) =>
        x > 0 ? normalLogPdf((Math.log(x) - meanlog) / sdlog) - Math.log(sdlog) - Math.log(x) : -Infinity,
    tails: ({ meanlog, sdlog }, x) => (x <= 0 ? { lower: 0, upper: 1 } : normalTails((Math.log(x) - meanlog) / sdlog)),
    quantile,
    rule: ({ meanlog, sdlog }, options) => lineRule(logNormalLine(meanlog, sdlog), options),
    draw: (law, random) => quantile(law, random.uniform()),
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};

function quantile({ meanlog, sdlog }: LawOf<'logNormal'>, p: number): number {
    return Math.exp(meanlog + sdlog * normalQuantile(p));
}
