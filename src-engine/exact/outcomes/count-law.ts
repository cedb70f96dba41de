/** The families whose responses are counts, as functions of a total of observations that share one linear predictor. */
import { weightOf } from '../../family/families.js';
import { links } from '../../family/links.js';
import { logGamma } from '../../numeric/special/log-gamma.js';
import { normalQuantile } from '../../numeric/special/normal-distribution.js';
import { NotAvailable } from '../../result/not-available.js';
import type { FamilySpec } from '../../spec/model-spec.js';
import { massOfRange, mostTotals } from '../limits.js';

export interface CountLaw {
    /** Mean of one observation, or one trial. */
    mean: (eta: number) => number;
    /** (dμ/dη)²/V(μ), the Fisher information of η in one observation. */
    weight: (eta: number) => number;
    variance: (mean: number) => number;
    /** The linear predictor of a mean; infinite or NaN at the ends of its range. */
    link: (mean: number) => number;
    domain: { min: number; max: number };
    /** Whether a total of `size` observations is at most `size`. */
    isBounded: boolean;
    /** log likelihood of a total y of `size` observations at a mean, without the summand that is free of the mean. */
    logLikelihood: (y: number, size: number, mean: number) => number;
    /** log P(y). */
    logProbability: (y: number, size: number, mean: number) => number;
}

const xLog = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

const inverseLinks: Partial<Record<FamilySpec['link'], (mean: number) => number>> = {
    identity: mean => mean,
    log: Math.log,
    logit: mean => Math.log(mean / (1 - mean)),
    probit: normalQuantile,
    cloglog: mean => Math.log(-Math.log1p(-mean)),
    sqrt: Math.sqrt
};

/** @throws NotAvailable where the family has no counts */
export function countLaw(family: FamilySpec): CountLaw {
    const weight = weightOf(family);
    const link = inverseLinks[family.link];
    const kernel = kernelOf(family);
    if (!weight || !link || !kernel) {
        throw new NotAvailable({ code: 'not-enumerated', because: 'response' });
    }
    return { mean: links[family.link].mean, weight: weight.at, link, domain: weight.domain, ...kernel };
}

type Kernel = Pick<CountLaw, 'variance' | 'isBounded' | 'logLikelihood' | 'logProbability'>;

const bounded: Kernel = {
    isBounded: true,
    variance: mean => mean * (1 - mean),
    logLikelihood: (y, size, mean) => xLog(y, mean) + (size === y ? 0 : (size - y) * Math.log1p(-mean)),
    logProbability: (y, size, mean) =>
        logGamma(size + 1) - logGamma(y + 1) - logGamma(size - y + 1) + xLog(y, mean) + (size === y ? 0 : (size - y) * Math.log1p(-mean))
};

const poisson: Kernel = {
    isBounded: false,
    variance: mean => mean,
    logLikelihood: (y, size, mean) => xLog(y, mean) - size * mean,
    logProbability: (y, size, mean) => xLog(y, size * mean) - size * mean - logGamma(y + 1)
};

function negativeBinomial(k: number): Kernel {
    const logLikelihood = (y: number, size: number, mean: number): number => xLog(y, mean / (k + mean)) - size * k * Math.log1p(mean / k);
    return {
        isBounded: false,
        variance: mean => mean * (1 + mean / k),
        logLikelihood,
        logProbability: (y, size, mean) => logGamma(y + size * k) - logGamma(size * k) - logGamma(y + 1) + logLikelihood(y, size, mean)
    };
}

function kernelOf({ name, size }: FamilySpec): Kernel | null {
    switch (name) {
        case 'bernoulli':
        case 'binomial':
            return bounded;
        case 'poisson':
            return poisson;
        case 'negativeBinomial':
            return size === null ? null : negativeBinomial(size);
        default:
            return null;
    }
}

/** The totals that matter, `from`, `from` + 1, …, with their probabilities. */
export interface Totals {
    from: number;
    mass: Float64Array;
}

/** The totals of `size` observations, but for a share of about 1e-12 at the ends. @throws NotAvailable where there are too many of them */
export function totalsOf(law: CountLaw, size: number, mean: number): Totals {
    if (size === 0) {
        return { from: 0, mass: Float64Array.of(1) };
    }
    const most = law.isBounded ? size : Infinity;
    const mode = Math.min(most, Math.max(0, Math.floor(size * mean)));
    const peak = Math.exp(law.logProbability(mode, size, mean));
    const below: number[] = [];
    const above: number[] = [];
    const isFar = (mass: number): boolean => mass < massOfRange * peak;
    for (let y = mode - 1; y >= 0; y--) {
        const mass = Math.exp(law.logProbability(y, size, mean));
        if (isFar(mass)) {
            break;
        }
        below.push(mass);
    }
    for (let y = mode + 1; y <= most; y++) {
        const mass = Math.exp(law.logProbability(y, size, mean));
        if (isFar(mass)) {
            break;
        }
        if (mostTotals < above.length) {
            throw new NotAvailable({ code: 'not-enumerated', because: 'outcomes' });
        }
        above.push(mass);
    }
    return { from: mode - below.length, mass: Float64Array.from([...below.reverse(), peak, ...above]) };
}
