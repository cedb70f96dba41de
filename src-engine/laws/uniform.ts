/** The uniform law on an interval. */
import { polynomial } from '../numeric/special/polynomial.js';
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { finite, increasing } from './argument-checks.js';
import type { LawRecord, LogMgf } from './law-record.js';
import type { LawOf } from './scalar-law.js';
import { uniformRule } from './smooth-rule.js';

function clamped(lower: number, upper: number): Tails {
    return lower <= 0 ? { lower: 0, upper: 1 } : upper <= 0 ? { lower: 1, upper: 0 } : { lower, upper };
}

/** 2²ᵏ B₂ₖ/(2k)!, k = 1, 2, …: coth z = 1/z + Σ of these times z^{2k−1}, |z| < π. */
const COTH = [
    0.3333333333333333, -0.022222222222222223, 0.0021164021164021165, -0.00021164021164021165, 2.1377799155576935e-5,
    -2.1644042808063972e-6, 2.1925947851873778e-7, -2.2214608789979678e-8, 2.2507846516808994e-9, -2.2805151204592183e-10,
    2.3106432599002624e-11, -2.3411706819824882e-12, 2.3721017400233653e-13, -2.4034415333307705e-14, 2.4351954029183367e-15,
    -2.4673688045172075e-16, 2.499967277122081e-17, -2.532996435740635e-18, 2.566461970282629e-19
];
const COTH_INTEGRAL = COTH.map((coefficient, k) => coefficient / (2 * k + 2));
const COTH_DERIVATIVE = COTH.map((coefficient, k) => coefficient * (2 * k + 1));

/**
 * Uniform on centre ± halfWidth, z = t·halfWidth: log M = t·centre + log(sinh z/z), with derivatives coth z − 1/z and 1/z² − 1/sinh² z of its
 * second part: by their series for |z| < 1, where the closed forms cancel, and through e^{−2|z|} beyond.
 */
function uniformLogMgf(centre: number, halfWidth: number, t: number): LogMgf {
    const z = Math.abs(t * halfWidth);
    const sign = t < 0 ? -1 : 1;
    const square = z * z;
    if (z < 1) {
        return {
            value: t * centre + square * polynomial(COTH_INTEGRAL, square),
            first: centre + sign * halfWidth * z * polynomial(COTH, square),
            second: halfWidth * halfWidth * polynomial(COTH_DERIVATIVE, square)
        };
    }
    const decay = Math.exp(-2 * z);
    const complement = -Math.expm1(-2 * z);
    // centre ± halfWidth − 1/t is the tilted mean for large |t|: near the end of the interval the centre must not be added last.
    return {
        value: t * centre + z + Math.log(complement / (2 * z)),
        first: centre + sign * halfWidth * ((1 + decay) / complement - 1 / z),
        second: halfWidth * halfWidth * (1 / square - (4 * decay) / (complement * complement))
    };
}

function quantile({ min, max }: LawOf<'uniform'>, p: number): number {
    return min * (1 - p) + max * p;
}

export const uniform: LawRecord<LawOf<'uniform'>> = {
    problem: ({ min, max }) => finite('min', min) ?? finite('max', max) ?? increasing(min, max),
    moments: ({ min, max }) => ({ mean: 0.5 * min + 0.5 * max, variance: (max - min) ** 2 / 12 }),
    support: ({ min, max }) => ({ min, max, discrete: false }),
    logMgf: ({ min, max }, t) => uniformLogMgf(0.5 * min + 0.5 * max, 0.5 * max - 0.5 * min, t),
    logDensity: ({ min, max }, x) => (x >= min && x <= max ? -Math.log(max - min) : -Infinity),
    tails: ({ min, max }, x) => clamped((x - min) / (max - min), (max - x) / (max - min)),
    quantile,
    rule: ({ min, max }, options) => uniformRule(min, max, options),
    draw: (law, random) => quantile(law, random.uniform()),
    hasAtoms: () => false,
    listed: () => null,
    isLattice: false
};
