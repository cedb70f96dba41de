/** A count with V(μ) = μ. */
import { expm1MinusX } from '../numeric/special/exponential-remainders.js';
import { stirlingRemainder } from '../numeric/special/log-gamma.js';
import type { Family } from './family-record.js';
import { counted, type Response } from './response.js';
import { exponentialWeight, powerWeight } from './weight.js';
import { HALF_LOG_2PI } from '../numeric/special/log-two-pi.js';

const response: Response = {
    ...counted,
    totals: 'counts',
    canonical: true,
    effort: 1.5,
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

const weights = { log: exponentialWeight(1), sqrt: powerWeight(4, 0), identity: powerWeight(1, -1) };

export const poisson = {
    links: {
        log: { weight: () => weights.log, response: () => response },
        sqrt: { weight: () => weights.sqrt, response: null },
        identity: { weight: () => weights.identity, response: null }
    },
    defaultLink: 'log',
    canonicalLink: 'log',
    dispersion: null,
    hasTrials: false,
    hasSize: false,
    mean: 'positive',
    isNormal: false,
    draw: (_, mean, _trials, generator) => (mean > 0 && mean < Infinity ? generator.poisson(mean) : mean === 0 ? 0 : null)
} satisfies Family;
