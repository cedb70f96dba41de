/**
 * Cumulant generating functions: log E e^{tX} and its first two derivatives, which are mean and variance of the law tilted by e^{tx}.
 */
import { expit, log1pExp } from '../numeric/special/logistic.js';
import { polynomial } from '../numeric/special/polynomial.js';
import { lawMoments } from './moments.js';
import { atoms, components } from './parts.js';
import type { ScalarLaw } from './scalar-law.js';

/** log M(t), (log M)'(t) and (log M)''(t). */
export interface LogMgf {
    value: number;
    first: number;
    second: number;
}

/**
 * log M(t) = log E e^{tX} with its derivatives, all without cancellation: relative error below 1e-14. `{ infinite: true }` where E e^{tX} is
 * infinite: gamma and exponential at t ≥ rate, log-normal at t > 0, Student's t at t ≠ 0. Null where there is no closed form (beta, log-normal at
 * t < 0, and at t = 0 the laws without two moments) or no number (categorical).
 */
export function logMgf(law: ScalarLaw, t: number): LogMgf | { infinite: true } | null {
    switch (law.law) {
        case 'normal': {
            const variance = law.sd * law.sd;
            return { value: t * (law.mean + 0.5 * variance * t), first: law.mean + variance * t, second: variance };
        }
        case 'uniform':
            return uniformLogMgf(0.5 * law.min + 0.5 * law.max, 0.5 * law.max - 0.5 * law.min, t);
        case 'bernoulli':
            return binomialLogMgf(1, law.p, t);
        case 'binomial':
            return binomialLogMgf(law.size, law.p, t);
        case 'poisson': {
            const tilted = law.rate * Math.exp(t);
            return { value: law.rate * Math.expm1(t), first: tilted, second: tilted };
        }
        case 'gamma':
            return gammaLogMgf(law.shape, law.rate, t);
        case 'exponential':
            return gammaLogMgf(1, law.rate, t);
        case 'beta':
            return t === 0 ? momentsAsLogMgf(law) : null;
        case 'logNormal':
            return t > 0 ? { infinite: true } : t === 0 ? momentsAsLogMgf(law) : null;
        case 'studentT':
            return t === 0 ? momentsAsLogMgf(law) : { infinite: true };
        case 'discrete':
            return combined(atoms(law).map(({ value, probability }) => ({ probability, value: t * value, first: value, second: 0 })));
        case 'categorical':
            return null;
        case 'mixture':
            return mixtureLogMgf(law, t);
    }
}

function momentsAsLogMgf(law: ScalarLaw): LogMgf | null {
    const { mean, variance } = lawMoments(law);
    return mean === null || variance === null ? null : { value: 0, first: mean, second: variance };
}

/** log{(1−p) + p e^t} = t⁺ + log1p of what stays below it; the tilted success probability is p e^t/{(1−p) + p e^t}. */
function binomialLogMgf(size: number, p: number, t: number): LogMgf {
    if (p === 0) {
        return { value: 0, first: 0, second: 0 };
    }
    if (p === 1) {
        return { value: size * t, first: size, second: 0 };
    }
    const logOdds = Math.log(p) - Math.log1p(-p) + t;
    const tilted = expit(logOdds);
    const value = Math.abs(t) < 1 ? Math.log1p(p * Math.expm1(t)) : Math.log1p(-p) + log1pExp(logOdds);
    return { value: size * value, first: size * tilted, second: size * tilted * expit(-logOdds) };
}

function gammaLogMgf(shape: number, rate: number, t: number): LogMgf | { infinite: true } {
    if (t >= rate) {
        return { infinite: true };
    }
    const first = shape / (rate - t);
    return { value: -shape * Math.log1p(-t / rate), first, second: first / (rate - t) };
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

/** Of a mixture with these parts: M = Σ p M_k, so the tilted weights are p M_k/M, and the tilted variance is that within plus that between. */
function combined(parts: (LogMgf & { probability: number })[]): LogMgf {
    const greatest = parts.reduce((most, part) => Math.max(most, part.value), -Infinity);
    const weights = parts.map(part => part.probability * Math.exp(part.value - greatest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const average = (of: (part: LogMgf) => number): number => parts.reduce((sum, part, k) => sum + (weights[k] / total) * of(part), 0);
    const first = average(part => part.first);
    return { value: greatest + Math.log(total), first, second: average(part => part.second + (part.first - first) ** 2) };
}

function mixtureLogMgf(law: Extract<ScalarLaw, { law: 'mixture' }>, t: number): LogMgf | { infinite: true } | null {
    const parts: (LogMgf & { probability: number })[] = [];
    let unknown = false;
    for (const { probability, law: component } of components(law)) {
        const part = logMgf(component, t);
        if (part === null) {
            unknown = true;
        } else if ('infinite' in part) {
            return part;
        } else {
            parts.push({ probability, ...part });
        }
    }
    return unknown ? null : combined(parts);
}
