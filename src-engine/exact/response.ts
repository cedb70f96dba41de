/**
 * The law of the responses that share one linear predictor η, through their sufficient statistics: the total y of `size` observations (or trials),
 * and, where there is a dispersion, a second statistic.
 */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import { expit } from '../numeric/special/logistic.js';
import { digamma, logGamma, stirlingRemainder, trigammaExcess } from '../numeric/special/log-gamma.js';
import { expm1MinusX } from '../numeric/special/exponential-remainders.js';
import { normalCdf, normalLogCdf, normalLogPdf } from '../numeric/special/normal-distribution.js';
import type { FamilySpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

/** The rows of a group with their linear predictors, and what is computed at these: arrays with an entry for each row. */
export interface ResponseRows {
    /** Totals, numbers of observations or trials, second statistics. */
    y: Float64Array;
    size: Float64Array;
    second: Float64Array;
    eta: Float64Array;
    /** Derivative of log f in η, and the Fisher information of η. */
    slope: Float64Array;
    information: Float64Array;
    /** Derivative of log f in φ, summed over rows. */
    phiSlope: number;
}

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
    /** What an evaluation costs, in those of the logit link. */
    effort: number;
    /** Distance of what disturbs a trapezoidal rule in η from the real line. */
    poleDistance: number;
    /**
     * Σ log f over the first `count` rows, up to a term free of η; fills in slopes and informations. The second statistic is Σ log y (gamma), Σ 1/y
     * (inverse Gaussian), Σ y² (gaussian), else 0.
     */
    evaluate: (rows: ResponseRows, count: number) => number;
    /** For totals that can be counted: with log f the log probability of the total. */
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
    if (y < 20) {
        return logGamma(y + a) - logGamma(y + 1);
    }
    const rest = stirlingRemainder(y + a) - stirlingRemainder(y + 1);
    return (y + 0.5) * Math.log1p((a - 1) / (y + 1)) + (a - 1) * (Math.log(y + a) - 1) + rest;
}

const logChoose = (size: number, y: number): number => logGamma(size + 1) - logGamma(y + 1) - logGamma(size - y + 1);

const counted = { phiInformation: 0, totalSize: (): number => Infinity };
const continuous = {
    effort: 1,
    totals: 'continuous',
    canonical: false,
    totalSize: (): number => Infinity,
    logConstant: (): number => 0
} as const;

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
    effort: 1,
    poleDistance: Math.PI,
    evaluate: ({ y, size, eta, slope, information }, count) => {
        let sum = 0;
        // Of Σ log(1 + e^{−|η|}) only one logarithm is taken, that of the product.
        let product = 1;
        for (let k = 0; k < count; k++) {
            const at = eta[k];
            const n = size[k];
            const e = Math.exp(-Math.abs(at));
            const q = 1 / (1 + e);
            sum += y[k] * at - (at > 0 ? n * at : 0);
            if (n === 1 && product < 1e290) {
                product *= 1 + e;
            } else {
                sum -= n * Math.log1p(e);
            }
            slope[k] = y[k] - (at > 0 ? n * q : n * e * q);
            information[k] = n * e * q * q;
        }
        return sum - Math.log(product);
    },
    draw: binomialDraw(expit)
};

const probit: Response = {
    ...binary,
    canonical: false,
    effort: 4,
    poleDistance: 2.8,
    evaluate: ({ y, size, eta, slope, information }, count) => {
        let sum = 0;
        for (let k = 0; k < count; k++) {
            const logMean = normalLogCdf(eta[k]);
            const logRest = normalLogCdf(-eta[k]);
            const logDensity = normalLogPdf(eta[k]);
            const failures = size[k] - y[k];
            sum += (y[k] === 0 ? 0 : y[k] * logMean) + (failures === 0 ? 0 : failures * logRest);
            const up = Math.exp(logDensity - logMean);
            const down = Math.exp(logDensity - logRest);
            slope[k] = y[k] * up - failures * down;
            information[k] = size[k] * up * down;
        }
        return sum;
    },
    draw: binomialDraw(normalCdf)
};

const cloglog: Response = {
    ...binary,
    canonical: false,
    effort: 3,
    poleDistance: Math.PI / 2,
    evaluate: ({ y, size, eta, slope, information }, count) => {
        let sum = 0;
        for (let k = 0; k < count; k++) {
            const e = Math.exp(eta[k]);
            const failures = size[k] - y[k];
            // log{1 − exp(−e)}; for the smallest e its leading term.
            const logMean = eta[k] < -30 ? eta[k] : Math.log(-Math.expm1(-e));
            const up = e > 700 ? 0 : e === 0 ? 1 : e / Math.expm1(e);
            sum += (y[k] === 0 ? 0 : y[k] * logMean) - failures * e;
            slope[k] = y[k] * up - failures * e;
            information[k] = size[k] * e * up;
        }
        return sum;
    },
    draw: binomialDraw(eta => -Math.expm1(-Math.exp(eta)))
};

const poisson: Response = {
    ...counted,
    totals: 'counts',
    canonical: true,
    effort: 2,
    poleDistance: Math.PI / 2,
    evaluate: ({ y, size, eta, slope, information }, count) => {
        let sum = 0;
        for (let k = 0; k < count; k++) {
            const total = y[k];
            if (total === 0) {
                const mean = size[k] * Math.exp(eta[k]);
                sum -= mean;
                slope[k] = -mean;
                information[k] = mean;
            } else {
                // About the η at which the mean is y, so that nothing cancels when y is large.
                const delta = eta[k] + Math.log(size[k] / total);
                sum -= total * expm1MinusX(delta);
                slope[k] = -total * Math.expm1(delta);
                information[k] = total * Math.exp(delta);
            }
        }
        return sum;
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
        effort: 2,
        poleDistance: Math.PI,
        evaluate: ({ y, size, eta, slope, information }, count) => {
            let sum = 0;
            for (let i = 0; i < count; i++) {
                const at = eta[i] - logK;
                const e = Math.exp(-Math.abs(at));
                const log = Math.log1p(e);
                // log{μ/(k + μ)} and log{k/(k + μ)}; then μ/(k + μ) and k/(k + μ).
                const logMore = at < 0 ? at - log : -log;
                const logLess = at < 0 ? -log : -at - log;
                const q = 1 / (1 + e);
                const more = at < 0 ? e * q : q;
                const less = at < 0 ? q : e * q;
                sum += (y[i] === 0 ? 0 : y[i] * logMore) + size[i] * k * logLess;
                slope[i] = y[i] * less - size[i] * k * more;
                information[i] = size[i] * k * more;
            }
            return sum;
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
        evaluate: (rows, count) => {
            const { y, size, second, eta, slope, information } = rows;
            let sum = 0;
            let phiSum = 0;
            for (let k = 0; k < count; k++) {
                const ratio = y[k] * Math.exp(-eta[k]);
                sum -= size[k] * eta[k] + ratio;
                slope[k] = shape * (ratio - size[k]);
                information[k] = shape * size[k];
                phiSum += second[k] + size[k] * level;
            }
            rows.phiSlope = -shape * shape * (phiSum + sum);
            return shape * sum;
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
        evaluate: (rows, count) => {
            const { y, size, second, eta, slope, information } = rows;
            let sum = 0;
            let phiSum = 0;
            for (let k = 0; k < count; k++) {
                const q = Math.exp(-eta[k]);
                sum += q * (2 * size[k] - y[k] * q);
                slope[k] = (q * (y[k] * q - size[k])) / phi;
                information[k] = (size[k] * q) / phi;
                phiSum += second[k] - size[k] * phi;
            }
            rows.phiSlope = (phiSum - sum) / (2 * phi * phi);
            return sum / (2 * phi);
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
        evaluate: (rows, count) => {
            const { y, size, second, eta, slope, information } = rows;
            let sum = 0;
            let phiSum = 0;
            for (let k = 0; k < count; k++) {
                const mean = inverseLink(eta[k]);
                const derived = derivative(eta[k]);
                sum += mean * (2 * y[k] - size[k] * mean);
                slope[k] = ((y[k] - size[k] * mean) * derived) / phi;
                information[k] = (size[k] * derived * derived) / phi;
                phiSum += second[k] - size[k] * phi;
            }
            rows.phiSlope = (phiSum - sum) / (2 * phi * phi);
            return sum / (2 * phi);
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
                if (link === 'identity') {return gaussian(phi, eta => eta, () => 1);} // prettier-ignore
                return link === 'log' ? gaussian(phi, Math.exp, Math.exp) : undefined;
        }
    })();
    if (!found) {
        throw new NotAvailable({ code: 'link-domain', link, detail: 'the random effects give η every value' });
    }
    return found;
}
