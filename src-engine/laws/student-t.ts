/** Student's t, shifted and scaled. */
import { betaLogPeak, incompleteBeta } from '../numeric/special/incomplete-beta.js';
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { logGamma } from '../numeric/special/log-gamma.js';
import { finite, positive } from './argument-checks.js';
import type { LawRecord, Moments } from './law-record.js';
import { bounded, type Line } from './line.js';
import { momentsAsLogMgf } from './moments-as-log-mgf.js';
import { quantileOnLine } from './quantile.js';
import type { LawOf } from './scalar-law.js';
import { lineRule } from './smooth-rule.js';
import { largestOnLine } from './limits.js';

/**
 * x = location + scale·√df·sinh s: the density of s is that at 0 times √df·cosh(s)^{−df}, exponential at rate df; s = τ sinh(t/τ) shortens its tails no more
 * than the distance of the singularities at Im s = π/2 allows.
 */
function studentLine(df: number, location: number, scale: number): Line {
    const width = scale * Math.sqrt(df);
    const peak = studentLogPeak(df) + 0.5 * Math.log(df);
    const tau = 3 + 10 / df;
    const invert = (x: number): number => tau * Math.asinh(Math.asinh((x - location) / width) / tau);
    return {
        x: t => bounded(location + width * Math.sinh(tau * Math.sinh(t / tau))),
        logWeight: t => peak - df * logCosh(tau * Math.sinh(t / tau)) + logCosh(t / tau),
        invert,
        limits: [invert(-largestOnLine), invert(largestOnLine)],
        step: 0.7 / Math.sqrt(df + 7)
    };
}

function logCosh(t: number): number {
    const y = Math.abs(t);
    return y < 1 ? 0.5 * Math.log1p(Math.sinh(y) ** 2) : y + Math.log1p(Math.exp(-2 * y)) - Math.LN2;
}

/** log density of Student's t with location 0 and scale 1. */
function studentLogDensity(df: number, z: number): number {
    // Γ((ν+1)/2)/{√(πν) Γ(ν/2)} is the peak of the beta kernel with a = ν/2, b = ½, up to powers.
    const ratio = z / Math.sqrt(df);
    const spread = Math.abs(ratio) > 1e150 ? 2 * Math.log(Math.abs(ratio)) : Math.log1p(ratio * ratio);
    return studentLogPeak(df) - 0.5 * (df + 1) * spread;
}

/** log[Γ((ν+1)/2)/{√(πν) Γ(ν/2)}], the log density of Student's t at 0; −½ log 2π in the limit of large ν. */
function studentLogPeak(df: number): number {
    // 1/{√ν B(ν/2, ½)}, where B comes from its kernel's peak at (ν, 1)/(ν + 1): ν log(1 + 1/ν)/2 + log(1 + ν)/2 undoes the powers.
    return betaLogPeak(0.5 * df, 0.5) + 0.5 * (df * Math.log1p(1 / df) + Math.log1p(1 / df));
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

function moments({ df, location, scale }: LawOf<'studentT'>): Moments {
    return { mean: df > 1 ? location : null, variance: df > 2 ? scale * scale * (df / (df - 2)) : null };
}

export const studentT: LawRecord<LawOf<'studentT'>> = {
    problem: ({ df, location, scale }) => positive('df', df) ?? finite('location', location) ?? positive('scale', scale),
    moments,
    support: () => ({ min: -Infinity, max: Infinity, discrete: false }),
    logMgf: (law, t) => (t === 0 ? momentsAsLogMgf(moments(law)) : { infinite: true }),
    logDensity: ({ df, location, scale }, x) => studentLogDensity(df, (x - location) / scale) - Math.log(scale),
    tails: ({ df, location, scale }, x) => studentTails(df, (x - location) / scale),
    quantile: ({ df, location, scale }, p) =>
        p === 0.5 ? location : quantileOnLine(studentLine(df, location, scale), x => studentTails(df, (x - location) / scale), p),
    rule: ({ df, location, scale }, options) => lineRule(studentLine(df, location, scale), options),
    draw: ({ df, location, scale }, random) => location + (scale * random.normal()) / Math.sqrt((2 * random.gamma(df / 2)) / df),
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};
