/** A positive response with V(μ) = μ²: gamma of shape 1/φ. */
import { digamma, trigammaExcess } from '../numeric/special/log-gamma.js';
import type { Family } from './family-record.js';
import { continuous, type Response } from './response.js';
import { constantWeight, powerWeight } from './weight.js';

// η = 1/μ and η = 1/μ² are R's; the canonical parameter −1/μ differs by a factor, which the weight has.
const weights = { log: constantWeight(1), inverse: powerWeight(1, -2), inverseSquare: powerWeight(0.25, -2) };

function logResponse(phi: number): Response {
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

export const gamma = {
    links: {
        log: { weight: () => weights.log, response: ({ phi }) => logResponse(phi) },
        inverse: { weight: () => weights.inverse, response: null },
        inverseSquare: { weight: () => weights.inverseSquare, response: null }
    },
    defaultLink: 'log',
    canonicalLink: 'inverse',
    dispersion: {
        // d(φ) = log Γ(1/φ) + (log φ)/φ. Relative error below 1e-13.
        variance: phi => phi ** 4 / trigammaExcess(1 / phi),
        formula: observations => `phi^4/((trigamma(1/phi) - phi) ${observations})`,
        squaredSkewness: (_, phi) => 4 * phi
    },
    hasTrials: false,
    hasSize: false,
    mean: 'positive',
    isNormal: false,
    // A shape above the largest double leaves no spread, and the generator needs a finite one.
    draw: ({ phi }, mean, _, generator) =>
        mean > 0 && mean < Infinity ? (1 / phi < Infinity ? generator.gamma(1 / phi) * phi * mean : mean) : null
} satisfies Family;
