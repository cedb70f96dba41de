/** A count with V(μ) = μ + μ²/size, the size known. */
import { logGamma, stirlingRemainder } from '../numeric/special/log-gamma.js';
import { InvalidSpec } from '../spec/term.js';
import type { Family } from './family-record.js';
import { counted, type Response } from './response.js';
import { flatTails, wholeLine, type Weight } from './weight.js';

/** μ/(1 + μ/size) with μ = e^η: a logistic curve that levels off at `size`. */
function logWeight(size: number): Weight {
    const logSize = Math.log(size);
    return {
        kind: 'general',
        scale: 1,
        rate: 0,
        at: eta => size / (1 + Math.exp(logSize - eta)),
        domain: wholeLine,
        poleDistance: Math.PI,
        tails: flatTails
    };
}

/** log{Γ(y + a)/Γ(y + 1)}, without cancellation for large y. */
function logGammaRatio(y: number, a: number): number {
    if (y < 20) {
        return logGamma(y + a) - logGamma(y + 1);
    }
    const rest = stirlingRemainder(y + a) - stirlingRemainder(y + 1);
    return (y + 0.5) * Math.log1p((a - 1) / (y + 1)) + (a - 1) * (Math.log(y + a) - 1) + rest;
}

/** @param k the size of one observation; the total of n is negative binomial of size nk */
function logResponse(k: number): Response {
    const logK = Math.log(k);
    return {
        ...counted,
        totals: 'counts',
        canonical: false,
        effort: 1.5,
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

export const negativeBinomial = {
    links: {
        log: {
            weight: ({ size }) => (size === null ? undefined : logWeight(size)),
            response: ({ size }) => (size === null ? undefined : logResponse(size))
        }
    },
    defaultLink: 'log',
    canonicalLink: null,
    dispersion: null,
    hasTrials: false,
    hasSize: true,
    mean: 'positive',
    isNormal: false,
    draw: ({ size }, mean, _, generator) => {
        if (!(mean > 0 && mean < Infinity)) {
            return null;
        }
        if (size === null) {
            throw new InvalidSpec('a negative binomial response has no size');
        }
        return generator.poisson((generator.gamma(size) / size) * mean);
    }
} satisfies Family;
