/**
 * The law of the responses that share one linear predictor η, through their sufficient statistics: the total y of `size` observations (or trials),
 * and, where there is a dispersion, a second statistic.
 */
import { log1pExp, expit } from '../special/logistic.js';
import { digamma, logGamma, stirlingRemainder, trigammaExcess } from '../special/log-gamma.js';
import { expm1MinusX } from '../special/exponential-remainders.js';
import { normalCdf, normalLogCdf, normalLogPdf } from '../special/normal-distribution.js';
import type { FamilySpec } from '../model-spec.js';
import { NotAvailable } from '../not-available.js';
import type { SeededGenerator } from './seeded-generator.js';

/** What `evaluate` writes, and where: log f up to a term free of η, its derivative in η, the Fisher information of η, and the derivative of log f in φ. */
export const LOG_LIKELIHOOD = 0;
export const SLOPE = 1;
export const INFORMATION = 2;
export const PHI_SLOPE = 3;

/** One observation: its response, and what it adds to the second statistic. */
export interface Draw {
    y: number;
    second: number;
}

export interface Response {
    /** What totals can be: 0, …, size; 0, 1, 2, …; or not counted. */
    totals: 'bounded' | 'counts' | 'continuous';
    /** Whether log f = yη − b(η) + a term free of η. */
    canonical: boolean;
    /** Distance of what disturbs a trapezoidal rule in η from the real line. */
    poleDistance: number;
    /** @param second Σ log y (gamma), Σ 1/y (inverse Gaussian), Σ y² (gaussian); else 0 */
    evaluate: (y: number, size: number, second: number, eta: number, out: Float64Array) => void;
    /** For totals that can be counted: with `logLikelihood` the log probability of the total. */
    logConstant: (y: number, size: number) => number;
    /** The size of a negative binomial total of `size` observations; ∞ for other families. */
    totalSize: (size: number) => number;
    /** Information of φ in one observation; 0 where there is none. */
    phiInformation: number;
    draw: (generator: SeededGenerator, eta: number, trials: number, out: Draw) => void;
}

const HALF_LOG_2PI = 0.9189385332046728;

/** log{Γ(y + a)/Γ(y + 1)}, without cancellation for large y. */
function logGammaRatio(y: number, a: number): number {
    if (y < 20) return logGamma(y + a) - logGamma(y + 1);
    const rest = stirlingRemainder(y + a) - stirlingRemainder(y + 1);
    return (y + 0.5) * Math.log1p((a - 1) / (y + 1)) + (a - 1) * (Math.log(y + a) - 1) + rest;
}

const logChoose = (size: number, y: number): number => logGamma(size + 1) - logGamma(y + 1) - logGamma(size - y + 1);

const counted = { phiInformation: 0, totalSize: (): number => Infinity };
const continuous = { totals: 'continuous', canonical: false, totalSize: (): number => Infinity, logConstant: (): number => 0 } as const;

const binary = {
    ...counted,
    totals: 'bounded',
    logConstant: (y: number, size: number): number => logChoose(size, y)
} as const;

function binomialDraw(mean: (eta: number) => number): Response['draw'] {
    return (generator, eta, trials, out) => {
        out.y = generator.binomial(trials, mean(eta));
        out.second = 0;
    };
}

const logit: Response = {
    ...binary,
    canonical: true,
    poleDistance: Math.PI,
    evaluate: (y, size, _, eta, out) => {
        const e = Math.exp(-Math.abs(eta));
        const q = 1 / (1 + e);
        const mean = 0 < eta ? q : e * q;
        out[LOG_LIKELIHOOD] = y * eta - size * (Math.max(eta, 0) + Math.log1p(e));
        out[SLOPE] = y - size * mean;
        out[INFORMATION] = size * e * q * q;
    },
    draw: binomialDraw(expit)
};

const probit: Response = {
    ...binary,
    canonical: false,
    poleDistance: 2.8,
    evaluate: (y, size, _, eta, out) => {
        const logMean = normalLogCdf(eta);
        const logRest = normalLogCdf(-eta);
        const logDensity = normalLogPdf(eta);
        const failures = size - y;
        out[LOG_LIKELIHOOD] = (y === 0 ? 0 : y * logMean) + (failures === 0 ? 0 : failures * logRest);
        const up = Math.exp(logDensity - logMean);
        const down = Math.exp(logDensity - logRest);
        out[SLOPE] = y * up - failures * down;
        out[INFORMATION] = size * up * down;
    },
    draw: binomialDraw(normalCdf)
};

const cloglog: Response = {
    ...binary,
    canonical: false,
    poleDistance: Math.PI / 2,
    evaluate: (y, size, _, eta, out) => {
        const e = Math.exp(eta);
        const failures = size - y;
        // log{1 − exp(−e)}; for the smallest e its leading term.
        const logMean = eta < -30 ? eta : Math.log(-Math.expm1(-e));
        const up = 700 < e ? 0 : e === 0 ? 1 : e / Math.expm1(e);
        out[LOG_LIKELIHOOD] = (y === 0 ? 0 : y * logMean) - failures * e;
        out[SLOPE] = y * up - failures * e;
        out[INFORMATION] = size * e * up;
    },
    draw: binomialDraw(eta => -Math.expm1(-Math.exp(eta)))
};

const poisson: Response = {
    ...counted,
    totals: 'counts',
    canonical: true,
    poleDistance: Math.PI / 2,
    evaluate: (y, size, _, eta, out) => {
        if (y === 0) {
            const mean = size * Math.exp(eta);
            out[LOG_LIKELIHOOD] = out[SLOPE] = -mean;
            out[INFORMATION] = mean;
            return;
        }
        // About the η at which the mean is y, so that nothing cancels when y is large.
        const delta = eta + Math.log(size / y);
        out[LOG_LIKELIHOOD] = -y * expm1MinusX(delta);
        out[SLOPE] = -y * Math.expm1(delta);
        out[INFORMATION] = y * Math.exp(delta);
    },
    logConstant: y => (y === 0 ? 0 : -HALF_LOG_2PI - 0.5 * Math.log(y) - stirlingRemainder(y)),
    draw: (generator, eta, _, out) => {
        out.y = generator.poisson(Math.exp(eta));
        out.second = 0;
    }
};

/** @param k the size of one observation; the total of n is negative binomial of size nk */
function negativeBinomial(k: number): Response {
    const logK = Math.log(k);
    return {
        ...counted,
        totals: 'counts',
        canonical: false,
        poleDistance: Math.PI,
        evaluate: (y, size, _, eta, out) => {
            out[LOG_LIKELIHOOD] = -(y === 0 ? 0 : y * log1pExp(logK - eta)) - size * k * log1pExp(eta - logK);
            const share = expit(logK - eta); // k/(k + μ)
            const rest = k * expit(eta - logK); // kμ/(k + μ)
            out[SLOPE] = y * share - size * rest;
            out[INFORMATION] = size * rest;
        },
        totalSize: size => size * k,
        logConstant: (y, size) => logGammaRatio(y, size * k) - logGamma(size * k),
        draw: (generator, eta, _, out) => {
            out.y = generator.poisson((generator.gamma(k) / k) * Math.exp(eta));
            out.second = 0;
        }
    };
}

function gamma(phi: number): Response {
    const shape = 1 / phi;
    const level = Math.log(shape) + 1 - digamma(shape);
    return {
        ...continuous,
        poleDistance: Math.PI / 2,
        evaluate: (y, size, second, eta, out) => {
            const ratio = y * Math.exp(-eta);
            out[LOG_LIKELIHOOD] = -shape * (size * eta + ratio);
            out[SLOPE] = shape * (ratio - size);
            out[INFORMATION] = shape * size;
            out[PHI_SLOPE] = -shape * shape * (second - size * eta - ratio + size * level);
        },
        phiInformation: shape ** 4 * trigammaExcess(shape),
        draw: (generator, eta, _, out) => {
            out.y = (generator.gamma(shape) / shape) * Math.exp(eta);
            out.second = Math.log(out.y);
        }
    };
}

function inverseGaussian(phi: number): Response {
    return {
        ...continuous,
        poleDistance: Math.PI / 4,
        evaluate: (y, size, second, eta, out) => {
            const q = Math.exp(-eta);
            out[LOG_LIKELIHOOD] = (q * (2 * size - y * q)) / (2 * phi);
            out[SLOPE] = (q * (y * q - size)) / phi;
            out[INFORMATION] = (size * q) / phi;
            out[PHI_SLOPE] = (y * q * q - 2 * size * q + second) / (2 * phi * phi) - size / (2 * phi);
        },
        phiInformation: 1 / (2 * phi * phi),
        draw: (generator, eta, _, out) => {
            out.y = generator.inverseGaussian(Math.exp(eta), phi);
            out.second = 1 / out.y;
        }
    };
}

function gaussian(phi: number, inverseLink: (eta: number) => number, derivative: (eta: number) => number): Response {
    const sd = Math.sqrt(phi);
    return {
        ...continuous,
        poleDistance: Math.PI / 4,
        evaluate: (y, size, second, eta, out) => {
            const mean = inverseLink(eta);
            const slope = derivative(eta);
            out[LOG_LIKELIHOOD] = (mean * (2 * y - size * mean)) / (2 * phi);
            out[SLOPE] = ((y - size * mean) * slope) / phi;
            out[INFORMATION] = (size * slope * slope) / phi;
            out[PHI_SLOPE] = (second - mean * (2 * y - size * mean)) / (2 * phi * phi) - size / (2 * phi);
        },
        phiInformation: 1 / (2 * phi * phi),
        draw: (generator, eta, _, out) => {
            out.y = inverseLink(eta) + sd * generator.normal();
            out.second = out.y * out.y;
        }
    };
}

/** @throws NotAvailable where the link does not take every η, as random effects would have it */
export function responseOf({ name, link, phi, size }: FamilySpec): Response {
    const found = ((): Response | undefined => {
        switch (name) {
            case 'bernoulli':
            case 'binomial':
                return link === 'logit' ? logit : link === 'probit' ? probit : link === 'cloglog' ? cloglog : undefined;
            case 'poisson':
                return link === 'log' ? poisson : undefined;
            case 'negativeBinomial':
                return link === 'log' && size !== null ? negativeBinomial(size) : undefined;
            case 'gamma':
                return link === 'log' ? gamma(phi) : undefined;
            case 'inverseGaussian':
                return link === 'log' ? inverseGaussian(phi) : undefined;
            case 'gaussian':
                if (link === 'identity') return gaussian(phi, eta => eta, () => 1); // prettier-ignore
                return link === 'log' ? gaussian(phi, Math.exp, Math.exp) : undefined;
        }
    })();
    if (!found) throw new NotAvailable({ code: 'link-domain', link, detail: 'the random effects give η every value' });
    return found;
}
