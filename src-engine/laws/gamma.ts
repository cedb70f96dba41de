/** The gamma law, by shape and rate. */
import { expm1MinusX } from '../numeric/special/exponential-remainders.js';
import { gammaLogKernel, incompleteGamma } from '../numeric/special/incomplete-gamma.js';
import { stirlingRemainder } from '../numeric/special/log-gamma.js';
import { increasingRoot } from '../numeric/special/monotone-root.js';
import { positive as mustBePositive } from './argument-checks.js';
import type { LawRecord, LogMgf } from './law-record.js';
import { LOG_LARGEST, LOG_SMALLEST, keptPositive, type Line } from './line.js';
import { NORMAL_LOG_PEAK } from './normal-parts.js';
import { quantileOnLine } from './quantile.js';
import type { LawOf } from './scalar-law.js';
import { lineRule } from './smooth-rule.js';

/**
 * x = (shape/rate)·e^v, v = t + c(1 − e^{−t}), c = min(1, 1/shape). In v the density is exp{−shape(e^v − 1 − v)}: double exponential on the right,
 * exponential at rate `shape` on the left, which e^{−t} makes double exponential where the shape is small.
 */
export function gammaLine(shape: number, rate: number): Line {
    const c = Math.min(1, 1 / shape);
    const scale = shape / rate;
    const peak = 0.5 * Math.log(shape) + NORMAL_LOG_PEAK - stirlingRemainder(shape);
    const v = (t: number): number => t - c * Math.expm1(-t);
    const slope = (t: number): number => 1 + c * Math.exp(-t);
    const invertV = (target: number): number => increasingRoot(t => ({ value: v(t) - target, slope: slope(t) }), 0, 1);
    return {
        x: t => keptPositive(scale * Math.exp(v(t))),
        logWeight: t => peak - shape * expm1MinusX(v(t)) + Math.log(slope(t)),
        invert: x => invertV(Math.log(x / scale)),
        limits: [invertV(LOG_SMALLEST - Math.log(scale)), invertV(LOG_LARGEST - Math.log(scale))],
        step: 0.7 / Math.sqrt(shape + 7) / (1 + 0.2 * c)
    };
}

function gammaLogDensity(shape: number, rate: number, x: number): number {
    if (x < 0) {
        return -Infinity;
    }
    if (x === 0) {
        return shape === 1 ? Math.log(rate) : (1 - shape) * Infinity;
    }
    return gammaLogKernel(shape, rate * x) - Math.log(x);
}

export function gammaLogMgf(shape: number, rate: number, t: number): LogMgf | { infinite: true } {
    if (t >= rate) {
        return { infinite: true };
    }
    const first = shape / (rate - t);
    return { value: -shape * Math.log1p(-t / rate), first, second: first / (rate - t) };
}

export const gamma: LawRecord<LawOf<'gamma'>> = {
    problem: ({ shape, rate }) => mustBePositive('shape', shape) ?? mustBePositive('rate', rate),
    moments: ({ shape, rate }) => ({ mean: shape / rate, variance: shape / rate / rate }),
    support: () => ({ min: 0, max: Infinity, discrete: false }),
    logMgf: ({ shape, rate }, t) => gammaLogMgf(shape, rate, t),
    logDensity: ({ shape, rate }, x) => gammaLogDensity(shape, rate, x),
    tails: ({ shape, rate }, x) => incompleteGamma(shape, rate * x),
    quantile: ({ shape, rate }, p) => quantileOnLine(gammaLine(shape, rate), x => incompleteGamma(shape, rate * x), p),
    rule: ({ shape, rate }, options) => lineRule(gammaLine(shape, rate), options),
    draw: ({ shape, rate }, random) => random.gamma(shape) / rate,
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};
