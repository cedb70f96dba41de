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
            // Squares about the mean of a row's responses: with y² digits would be lost where means are large.
            let squares = 0;
            let rest = 0;
            for (let k = 0; k < count; k++) {
                const derived = derivative(eta[k]);
                const distance = y[k] / size[k] - inverseLink(eta[k]);
                squares += size[k] * distance * distance;
                slope[k] = (size[k] * distance * derived) / phi;
                information[k] = (size[k] * derived * derived) / phi;
                rest += second[k] - size[k] * phi;
            }
            rows.phiSlope = (rest + squares) / (2 * phi * phi);
            return -squares / (2 * phi);
        },
        phiInformation: 1 / (2 * phi * phi),
        draw: (generator, eta, _, out) => {
            out.y = inverseLink(eta) + sd * generator.normal();
            out.second = 0;
        },
        drawTotal: (generator, eta, size, out) => {
            let sum = 0;
            let squares = 0;
            for (let j = 0; j < size; j++) {
                const error = generator.normal();
                sum += error;
                squares += error * error;
            }
            out.y = size * inverseLink(eta) + sd * sum;
            out.second = phi * (squares - (sum * sum) / size);
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
