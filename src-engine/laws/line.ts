/**
 * Continuous laws on the line: x = x(t) for t from −∞ to ∞, so that the density of t falls at least exponentially on both sides and the trapezoidal
 * rule in t converges exponentially (H. Takahasi & M. Mori 1974, Double exponential formulas for numerical integration).
 */
import { expm1MinusX, log1pMinusX } from '../numeric/special/exponential-remainders.js';
import { betaLogPeak } from '../numeric/special/incomplete-beta.js';
import { stirlingRemainder } from '../numeric/special/log-gamma.js';
import { increasingRoot } from '../numeric/special/monotone-root.js';
import { NORMAL_LOG_PEAK, studentLogPeak } from './density.js';
import type { ContinuousLaw } from './scalar-law.js';

export interface Line {
    /** Increasing; kept inside the doubles that lie inside the support. */
    x(t: number): number;
    /** log{density at x(t) · x'(t)}. */
    logWeight(t: number): number;
    /** The t of a point inside the support. */
    invert(x: number): number;
    /** Beyond these t an integrand is not looked at: x is no longer told apart from 0 or ∞ there, or from the end of the support. */
    limits: [number, number];
    /** The step with which the trapezoidal rule gives the law's own mass to 5e-15: measured, for shapes and df from 0.01 to 1e6. */
    step: number;
}

const LARGEST = 1e300;
const SMALLEST = 1e-300;
const LOG_LARGEST = Math.log(LARGEST);
const LOG_SMALLEST = -LOG_LARGEST;
const LARGEST_BELOW_1 = 1 - 2 ** -53;

/** The line of a continuous law other than the uniform, which is its own best line. */
export function lineOf(law: Exclude<ContinuousLaw, { law: 'uniform' }>): Line {
    switch (law.law) {
        case 'normal':
            return normalLine(law.mean, law.sd);
        case 'logNormal':
            return logNormalLine(law.meanlog, law.sdlog);
        case 'gamma':
            return gammaLine(law.shape, law.rate);
        case 'exponential':
            return gammaLine(1, law.rate);
        case 'beta':
            return betaLine(law.a, law.b);
        case 'studentT':
            return studentLine(law.df, law.location, law.scale);
    }
}

function bounded(x: number): number {
    return Math.min(Math.max(x, -LARGEST), LARGEST);
}

function positive(x: number): number {
    return Math.min(Math.max(x, SMALLEST), LARGEST);
}

/** t is the standardised x. The rule's own error for the mass is 2e^{−2π²/h²} = 6e-18. */
const NORMAL_STEP = 0.7;
/** Standard deviations whose squares are still far from overflowing. */
const NORMAL_REACH = 1e140;

function normalLine(mean: number, sd: number): Line {
    return {
        x: t => bounded(mean + sd * t),
        logWeight: t => NORMAL_LOG_PEAK - 0.5 * t * t,
        invert: x => (x - mean) / sd,
        limits: [-NORMAL_REACH, NORMAL_REACH],
        step: NORMAL_STEP
    };
}

function logNormalLine(meanlog: number, sdlog: number): Line {
    return {
        x: t => positive(Math.exp(meanlog + sdlog * t)),
        logWeight: t => NORMAL_LOG_PEAK - 0.5 * t * t,
        invert: x => (Math.log(x) - meanlog) / sdlog,
        limits: [(LOG_SMALLEST - meanlog) / sdlog, (LOG_LARGEST - meanlog) / sdlog],
        step: NORMAL_STEP
    };
}

/**
 * x = (shape/rate)·e^v, v = t + c(1 − e^{−t}), c = min(1, 1/shape). In v the density is exp{−shape(e^v − 1 − v)}: double exponential on the right,
 * exponential at rate `shape` on the left, which e^{−t} makes double exponential where the shape is small.
 */
function gammaLine(shape: number, rate: number): Line {
    const c = Math.min(1, 1 / shape);
    const scale = shape / rate;
    const peak = 0.5 * Math.log(shape) + NORMAL_LOG_PEAK - stirlingRemainder(shape);
    const v = (t: number): number => t - c * Math.expm1(-t);
    const slope = (t: number): number => 1 + c * Math.exp(-t);
    const invertV = (target: number): number => increasingRoot(t => ({ value: v(t) - target, slope: slope(t) }), 0, 1);
    return {
        x: t => positive(scale * Math.exp(v(t))),
        logWeight: t => peak - shape * expm1MinusX(v(t)) + Math.log(slope(t)),
        invert: x => invertV(Math.log(x / scale)),
        limits: [invertV(LOG_SMALLEST - Math.log(scale)), invertV(LOG_LARGEST - Math.log(scale))],
        step: 0.7 / Math.sqrt(shape + 7) / (1 + 0.2 * c)
    };
}

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
            return odds > 1 ? Math.min(1 / (1 + 1 / odds), LARGEST_BELOW_1) : Math.max(odds / (1 + odds), SMALLEST);
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
        limits: [invert(-LARGEST), invert(LARGEST)],
        step: 0.7 / Math.sqrt(df + 7)
    };
}

function logCosh(t: number): number {
    const y = Math.abs(t);
    return y < 1 ? 0.5 * Math.log1p(Math.sinh(y) ** 2) : y + Math.log1p(Math.exp(-2 * y)) - Math.LN2;
}
