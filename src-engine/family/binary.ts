/** The links of a response that counts successes: the weights and exact laws of one trial, times the number of trials. */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import { expit } from '../numeric/special/logistic.js';
import { logGamma } from '../numeric/special/log-gamma.js';
import { INVERSE_SQRT_2PI, normalCdf, normalLogCdf, upperTailOverGaussian } from '../numeric/special/normal-distribution.js';
import type { FamilyLink } from './family-record.js';
import { counted, type Response } from './response.js';
import { flatTails, wholeLine, type Weight } from './weight.js';

/** b'' of the logistic: 1/{2(1 + cosh η)}, without overflow or cancellation for any η. */
function logisticWeight(eta: number): number {
    const e = Math.exp(-Math.abs(eta));
    return e / ((1 + e) * (1 + e));
}

/** φ(η)²/{Φ(η)Φ(−η)}, on the log scale because both parts underflow in the tails. */
function probitWeightAt(eta: number): number {
    return Math.exp(-eta * eta - Math.log(2 * Math.PI) - normalLogCdf(eta) - normalLogCdf(-eta));
}

/** With μ = 1 − exp(−e^η): (dμ/dη)²/V(μ) = e^{2η}/(exp(e^η) − 1). */
function cloglogWeightAt(eta: number): number {
    const e = Math.exp(eta);
    return e > 700 ? 0 : (e * e) / Math.expm1(e);
}

const logitWeight: Weight = {
    kind: 'general',
    scale: 1,
    rate: 0,
    at: logisticWeight,
    ofExponential: e => e / (1 + e) / (1 + e),
    domain: wholeLine,
    poleDistance: Math.PI,
    tails: { kind: 'exponential', left: 1, right: 1, max: Infinity }
};

const probitWeight: Weight = {
    kind: 'general',
    scale: 1,
    rate: 0,
    at: probitWeightAt,
    domain: wholeLine,
    poleDistance: 2.8, // the zero of erfc nearest to the real line is at −1.3548 ± 1.9915i, times √2
    tails: { kind: 'gaussian' }
};

const cloglogWeight: Weight = {
    kind: 'general',
    scale: 1,
    rate: 0,
    at: cloglogWeightAt,
    domain: wholeLine,
    poleDistance: Math.PI / 2, // e^η = 2πi
    tails: { kind: 'exponential', left: 1, right: 1, max: 6.6 }
};

const logWeight: Weight = {
    kind: 'general',
    scale: 1,
    rate: 0,
    at: eta => (eta < 0 ? 1 / Math.expm1(-eta) : NaN),
    domain: { min: -Infinity, max: 0 },
    poleDistance: 0,
    tails: flatTails
};

const logChoose = (size: number, y: number): number => logGamma(size + 1) - logGamma(y + 1) - logGamma(size - y + 1);

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
    effort: 1.5,
    poleDistance: 2.8,
    evaluate: ({ y, size, eta, slope, information }, count) => {
        let sum = 0;
        // Of the probabilities of single trials, without e^{−η²/2}, only one logarithm is taken, that of their product.
        let product = 1;
        for (let k = 0; k < count; k++) {
            const at = eta[k];
            const half = 0.5 * at * at;
            const gaussian = Math.exp(-half);
            const scaled = upperTailOverGaussian(Math.abs(at));
            const near = 1 - gaussian * scaled;
            // φ over the smaller of Φ(η) and Φ(−η), and over the larger one.
            const steep = INVERSE_SQRT_2PI / scaled;
            const flat = (INVERSE_SQRT_2PI * gaussian) / near;
            const failures = size[k] - y[k];
            // Outcomes of the less and of the more probable kind.
            const rare = at < 0 ? y[k] : failures;
            const usual = at < 0 ? failures : y[k];
            if (rare + usual === 1 && product > 1e-280) {
                product *= rare === 1 ? scaled : near;
            } else {
                sum += (rare === 0 ? 0 : rare * Math.log(scaled)) + usual * Math.log1p(-gaussian * scaled);
            }
            sum -= rare === 0 ? 0 : rare * half;
            slope[k] = at < 0 ? rare * steep - usual * flat : usual * flat - rare * steep;
            information[k] = size[k] * steep * flat;
        }
        return sum + Math.log(product);
    },
    draw: binomialDraw(normalCdf)
};

const cloglog: Response = {
    ...binary,
    canonical: false,
    effort: 1.8,
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

/** By link; `log` takes only η < 0, so that it has no exact law with random effects. */
export const binaryLinks = {
    logit: { weight: () => logitWeight, response: () => logit },
    probit: { weight: () => probitWeight, response: () => probit },
    cloglog: { weight: () => cloglogWeight, response: () => cloglog },
    log: { weight: () => logWeight, response: null }
} satisfies Record<string, FamilyLink>;

/** Successes among `trials`; null where `mean` is no probability. */
export function drawSuccesses(mean: number, trials: number, generator: SeededGenerator): number | null {
    return mean >= 0 && mean <= 1 ? generator.binomial(trials, mean) : null;
}
