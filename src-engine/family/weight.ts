/**
 * The weight of an observation in Ω = E{w(η) X Xᵀ}: b''(η) where the link is canonical, else the Fisher weight (dμ/dη)²/V(μ).
 *
 * The dispersion φ is kept apart: the information of an observation is w/φ. The number of trials multiplies w and is kept apart as well.
 */
import type { FamilySpec, LinkName } from '../spec/model-spec.js';
import { normalLogCdf } from '../numeric/special/normal-distribution.js';

export interface Weight {
    /**
     * `constant`: w = scale. `exponential`: w = scale·exp(rate·η), whose Gaussian integrals are closed.
     * `general`: only `at` is known, and it is bounded where `domain` is the whole line.
     */
    kind: 'constant' | 'exponential' | 'general';
    scale: number;
    rate: number;
    /** w(η); NaN outside the domain. */
    at: (eta: number) => number;
    /** w as a function of e^η, where that is quicker; exact as long as e^η is within the range of doubles. */
    ofExponential?: (e: number) => number;
    /** The open interval of η where the link is valid. */
    domain: { min: number; max: number };
    /** Distance of the nearest pole of w from the real line: what limits a trapezoidal rule in η. */
    poleDistance: number;
    /**
     * How w falls off: log w ≤ const + slope·η below 0 and ≤ const − slope·η above 0 (`exponential` tails), or like exp(−η²/2) (`gaussian`).
     * Slopes of 0 are always true.
     */
    tails: { kind: 'exponential'; left: number; right: number; max: number } | { kind: 'gaussian' };
    /** Whether w is b'', i.e. the link is the family's canonical one (up to a factor that does not depend on the data). */
    canonical: boolean;
}

/** Whether there are η that the link does not take. */
export const isBounded = ({ min, max }: Weight['domain']): boolean => min !== -Infinity || max !== Infinity;

const wholeLine = { min: -Infinity, max: Infinity };
const positive = { min: 0, max: Infinity };
const flat: Weight['tails'] = { kind: 'exponential', left: 0, right: 0, max: Infinity };

const constant = (scale: number, canonical: boolean): Weight => ({
    kind: 'constant',
    scale,
    rate: 0,
    at: () => scale,
    domain: wholeLine,
    poleDistance: Infinity,
    tails: flat,
    canonical
});

const exponential = (rate: number, canonical: boolean): Weight => ({
    kind: 'exponential',
    scale: 1,
    rate,
    at: eta => Math.exp(rate * eta),
    domain: wholeLine,
    poleDistance: Infinity,
    tails: flat,
    canonical
});

/** scale·η^power on η > 0: weights of links that random effects can't have, so that no rule in η is made for them. */
const power = (scale: number, exponent: number, canonical: boolean): Weight => ({
    kind: 'general',
    scale,
    rate: 0,
    at: eta => (eta > 0 ? scale * eta ** exponent : NaN),
    domain: positive,
    poleDistance: 0,
    tails: flat,
    canonical
});

/** b'' of the logistic: 1/{2(1 + cosh η)}, without overflow or cancellation for any η. */
export function logisticWeight(eta: number): number {
    const e = Math.exp(-Math.abs(eta));
    return e / ((1 + e) * (1 + e));
}

/** φ(η)²/{Φ(η)Φ(−η)}, on the log scale because both parts underflow in the tails. */
function probitWeight(eta: number): number {
    return Math.exp(-eta * eta - Math.log(2 * Math.PI) - normalLogCdf(eta) - normalLogCdf(-eta));
}

/** With μ = 1 − exp(−e^η): (dμ/dη)²/V(μ) = e^{2η}/(exp(e^η) − 1). */
function cloglogWeight(eta: number): number {
    const e = Math.exp(eta);
    return e > 700 ? 0 : (e * e) / Math.expm1(e);
}

const binary: Partial<Record<LinkName, Weight>> = {
    logit: {
        kind: 'general',
        scale: 1,
        rate: 0,
        at: logisticWeight,
        ofExponential: e => e / (1 + e) / (1 + e),
        domain: wholeLine,
        poleDistance: Math.PI,
        tails: { kind: 'exponential', left: 1, right: 1, max: Infinity },
        canonical: true
    },
    probit: {
        kind: 'general',
        scale: 1,
        rate: 0,
        at: probitWeight,
        domain: wholeLine,
        poleDistance: 2.8, // the zero of erfc nearest to the real line is at −1.3548 ± 1.9915i, times √2
        tails: { kind: 'gaussian' },
        canonical: false
    },
    cloglog: {
        kind: 'general',
        scale: 1,
        rate: 0,
        at: cloglogWeight,
        domain: wholeLine,
        poleDistance: Math.PI / 2, // e^η = 2πi
        tails: { kind: 'exponential', left: 1, right: 1, max: 6.6 },
        canonical: false
    },
    log: {
        kind: 'general',
        scale: 1,
        rate: 0,
        at: eta => (eta < 0 ? 1 / Math.expm1(-eta) : NaN),
        domain: { min: -Infinity, max: 0 },
        poleDistance: 0,
        tails: flat,
        canonical: false
    }
};

const weights: Record<FamilySpec['name'], Partial<Record<LinkName, Weight>>> = {
    gaussian: { identity: constant(1, true), log: exponential(2, false), inverse: power(1, -4, false) },
    bernoulli: binary,
    binomial: binary,
    poisson: { log: exponential(1, true), sqrt: power(4, 0, false), identity: power(1, -1, false) },
    // η = 1/μ and η = 1/μ² are R's; the canonical parameters −1/μ and −1/(2μ²) differ by a factor, which the weight has.
    gamma: { log: constant(1, false), inverse: power(1, -2, true), inverseSquare: power(0.25, -2, false) },
    inverseGaussian: { log: exponential(-1, false), inverse: power(1, -1, false), inverseSquare: power(0.25, -1.5, true) },
    negativeBinomial: {}
};

/** μ/(1 + μ/size) with μ = e^η: a logistic curve that levels off at `size`. */
function negativeBinomialWeight(size: number): Weight {
    const logSize = Math.log(size);
    return {
        kind: 'general',
        scale: 1,
        rate: 0,
        at: eta => size / (1 + Math.exp(logSize - eta)),
        domain: wholeLine,
        poleDistance: Math.PI,
        tails: { kind: 'exponential', left: 0, right: 0, max: Infinity },
        canonical: false
    };
}

/** The weight of a family with a link; undefined where the family has no such link. */
export function weightOf(family: FamilySpec): Weight | undefined {
    if (family.name === 'negativeBinomial') {
        return family.link === 'log' && family.size !== null ? negativeBinomialWeight(family.size) : undefined;
    }
    return weights[family.name][family.link];
}
