/** A proportion between 0 and 1. */
import { expm1MinusX, log1pMinusX } from '../numeric/special/exponential-remainders.js';
import { betaLogKernel, betaLogPeak, incompleteBeta } from '../numeric/special/incomplete-beta.js';
import { increasingRoot } from '../numeric/special/monotone-root.js';
import { positive as mustBePositive } from './argument-checks.js';
import type { LawRecord, Moments } from './law-record.js';
import { LOG_LARGEST, LOG_SMALLEST, type Line } from './line.js';
import { momentsAsLogMgf } from './moments-as-log-mgf.js';
import { quantileOnLine } from './quantile.js';
import type { LawOf } from './scalar-law.js';
import { lineRule } from './smooth-rule.js';
import { largestBelowOne, smallestOnLine } from './limits.js';

/**
 * logit x = log(a/b) + v, v = t + c_b(e^t − 1) + c_a(1 − e^{−t}), c = min(1, 1/shape). In v the density is exp{a v − (a+b) log(1 + x₀(e^v − 1))},
 * x₀ = a/(a+b): exponential at rates a and b, made double exponential where they are small.
 */
function betaLine(a: number, b: number): Line {
    const cA = Math.min(1, 1 / a);
    const cB = Math.min(1, 1 / b);
    const centre = Math.log(a / b);
    const peak = betaLogPeak(a, b);
    const share = Math.min(a, b) / (a + b);
    const v = (t: number): number => t + cB * Math.expm1(t) - cA * Math.expm1(-t);
    const slope = (t: number): number => 1 + cB * Math.exp(t) + cA * Math.exp(-t);
    // In the direction of the smaller shape, so that y > −½. Around 0 the linear terms cancel and are left out.
    const kernel = (v: number, shape: number): number => {
        if (v > 500) {
            return shape * v - (a + b) * (v + Math.log(share));
        }
        const y = share * Math.expm1(v);
        return Math.abs(v) < 1 ? -shape * expm1MinusX(v) - (a + b) * log1pMinusX(y) : shape * v - (a + b) * Math.log1p(y);
    };
    const invertV = (target: number): number => increasingRoot(t => ({ value: v(t) - target, slope: slope(t) }), 0, 1);
    return {
        x: t => {
            const odds = (a / b) * Math.exp(v(t));
            return odds > 1 ? Math.min(1 / (1 + 1 / odds), largestBelowOne) : Math.max(odds / (1 + odds), smallestOnLine);
        },
        logWeight: t => peak + (a <= b ? kernel(v(t), a) : kernel(-v(t), b)) + Math.log(slope(t)),
        invert: x => invertV(Math.log(x) - Math.log1p(-x) - centre),
        limits: [invertV(LOG_SMALLEST - centre), invertV(LOG_LARGEST - centre)],
        step:
            0.7 /
            Math.sqrt((a * b) / (a + b) + 7) /
            (Math.max(1 + 0.2 * (cA + cB), 0.5 * slope(invertV(-centre))) * Math.max(1, 1.4 - Math.min(a, b)))
    };
}

function betaLogDensity(a: number, b: number, x: number): number {
    if (x < 0 || x > 1) {
        return -Infinity;
    }
    if (x === 0) {
        return a === 1 ? Math.log(b) : (1 - a) * Infinity;
    }
    if (x === 1) {
        return b === 1 ? Math.log(a) : (1 - b) * Infinity;
    }
    return betaLogKernel(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x);
}

function moments({ a, b }: LawOf<'beta'>): Moments {
    const sum = a + b;
    return { mean: a / sum, variance: ((a / sum) * (b / sum)) / (sum + 1) };
}

export const beta: LawRecord<LawOf<'beta'>> = {
    problem: ({ a, b }) => mustBePositive('a', a) ?? mustBePositive('b', b),
    moments,
    support: () => ({ min: 0, max: 1, discrete: false }),
    logMgf: (law, t) => (t === 0 ? momentsAsLogMgf(moments(law)) : null),
    logDensity: ({ a, b }, x) => betaLogDensity(a, b, x),
    tails: ({ a, b }, x) => incompleteBeta(a, b, x, 1 - x),
    quantile: ({ a, b }, p) => quantileOnLine(betaLine(a, b), x => incompleteBeta(a, b, x, 1 - x), p),
    rule: ({ a, b }, options) => lineRule(betaLine(a, b), options),
    draw: ({ a, b }, random) => {
        const first = random.gamma(a);
        return first / (first + random.gamma(b));
    },
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};
