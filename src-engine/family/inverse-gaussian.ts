/** A positive response with V(μ) = μ³. */
import type { Family } from './family-record.js';
import { continuous, type Response } from './response.js';
import { halfLogDispersion } from './half-log-dispersion.js';
import { exponentialWeight, powerWeight } from './weight.js';

// η = 1/μ² is R's; the canonical parameter −1/(2μ²) differs by a factor, which the weight has.
const weights = { log: exponentialWeight(-1), inverse: powerWeight(1, -1), inverseSquare: powerWeight(0.25, -1.5) };

function logResponse(phi: number): Response {
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

export const inverseGaussian = {
    links: {
        log: { weight: () => weights.log, response: ({ phi }) => logResponse(phi) },
        inverse: { weight: () => weights.inverse, response: null },
        inverseSquare: { weight: () => weights.inverseSquare, response: null }
    },
    defaultLink: 'log',
    canonicalLink: 'inverseSquare',
    dispersion: { ...halfLogDispersion, squaredSkewness: (mean, phi) => 9 * phi * mean },
    hasTrials: false,
    hasSize: false,
    mean: 'positive',
    isNormal: false,
    draw: ({ phi }, mean, _, generator) => (mean > 0 && mean < Infinity ? generator.inverseGaussian(mean, phi) : null)
} satisfies Family;
