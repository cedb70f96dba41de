/** A response with normal errors of variance φ. */
import type { Family } from './family-record.js';
import { halfLogDispersion } from './half-log-dispersion.js';
import { continuous, type Response } from './response.js';
import { constantWeight, exponentialWeight, powerWeight } from './weight.js';

const weights = { identity: constantWeight(1), log: exponentialWeight(2), inverse: powerWeight(1, -4) };

function responseWith(phi: number, inverseLink: (eta: number) => number, derivative: (eta: number) => number): Response {
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

export const gaussian = {
    links: {
        identity: {
            weight: () => weights.identity,
            response: ({ phi }) =>
                responseWith(
                    phi,
                    eta => eta,
                    () => 1
                )
        },
        log: { weight: () => weights.log, response: ({ phi }) => responseWith(phi, Math.exp, Math.exp) },
        inverse: { weight: () => weights.inverse, response: null }
    },
    defaultLink: 'identity',
    canonicalLink: 'identity',
    dispersion: { ...halfLogDispersion, squaredSkewness: () => 0 },
    hasTrials: false,
    hasSize: false,
    mean: 'real',
    isNormal: true,
    draw: ({ phi }, mean, _, generator) => (Number.isFinite(mean) ? mean + Math.sqrt(phi) * generator.normal() : null)
} satisfies Family;
