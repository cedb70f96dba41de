import { lastOfExponential, lastOfGaussian } from './limits.js';

/**
 * The weight of an observation in Ω = E{w(η) X Xᵀ}: b''(η) where the link is canonical, else the Fisher weight (dμ/dη)²/V(μ).
 *
 * It leaves out the dispersion φ (the information of an observation is w/φ) and the number of trials, which multiplies w.
 */
export interface Weight {
    /**
     * `constant`: w = scale. `exponential`: w = scale·exp(rate·η), whose Gaussian integrals have closed forms.
     * `general`: only `at` is known, and it is bounded where `domain` is the whole line.
     */
    kind: 'constant' | 'exponential' | 'general';
    scale: number;
    rate: number;
    /** w(η); NaN outside the domain. */
    at: (eta: number) => number;
    /** w as a function of e^η, where that is faster; exact as long as e^η is within the range of doubles. */
    ofExponential?: (e: number) => number;
    /** The open interval of η where the link is valid. */
    domain: { min: number; max: number };
    /** Distance of the nearest pole of w from the real line, which limits a trapezoidal rule in η. */
    poleDistance: number;
    /**
     * How w falls off: log w ≤ const + slope·η below 0 and ≤ const − slope·η above 0 (`exponential` tails), or like exp(−η²/2) (`gaussian`).
     * Slopes of 0 are always true.
     */
    tails: { kind: 'exponential'; left: number; right: number; max: number } | { kind: 'gaussian' };
}

/** Whether there are η that the link does not take. */
export const isBounded = ({ min, max }: Weight['domain']): boolean => min !== -Infinity || max !== Infinity;

/** log w(η). Far out, where w is too small for a double, it is continued as `tails` says; −∞ beyond the greatest η of a link whose w falls off faster. */
export function logWeight({ at, tails }: Weight, eta: number): number {
    const value = Math.log(at(eta));
    if (value !== -Infinity) {
        return value;
    }
    if (tails.kind === 'gaussian') {
        const beyond = (eta * eta - lastOfGaussian ** 2) / 2 - Math.log(millsTail(eta) / millsTail(lastOfGaussian));
        return Math.log(at(lastOfGaussian * Math.sign(eta))) - beyond;
    }
    const slope = eta < 0 ? tails.left : tails.right;
    return Math.log(at(lastOfExponential * Math.sign(eta))) - slope * (Math.abs(eta) - lastOfExponential);
}

/** φ(η)/(1 − Φ(η)) far out, where the next term of the series is below 1e-8 of it. */
function millsTail(eta: number): number {
    const s = 1 / (eta * eta);
    return Math.abs(eta) / (1 - s * (1 - s * (3 - s * (15 - 105 * s))));
}

export const wholeLine = { min: -Infinity, max: Infinity };
/** Unknown tails. */
export const flatTails: Weight['tails'] = { kind: 'exponential', left: 0, right: 0, max: Infinity };

export const constantWeight = (scale: number): Weight => ({
    kind: 'constant',
    scale,
    rate: 0,
    at: () => scale,
    domain: wholeLine,
    poleDistance: Infinity,
    tails: flatTails
});

/** exp(rate·η). */
export const exponentialWeight = (rate: number): Weight => ({
    kind: 'exponential',
    scale: 1,
    rate,
    at: eta => Math.exp(rate * eta),
    domain: wholeLine,
    poleDistance: Infinity,
    tails: flatTails
});

/** scale·η^exponent on η > 0. Random effects can't have such links, so no rule in η is made for these weights. */
export const powerWeight = (scale: number, exponent: number): Weight => ({
    kind: 'general',
    scale,
    rate: 0,
    at: eta => (eta > 0 ? scale * eta ** exponent : NaN),
    domain: { min: 0, max: Infinity },
    poleDistance: 0,
    tails: flatTails
});
