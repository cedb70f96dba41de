/** The inverse link μ(η) on all of its domain. */
import type { LinkName } from '../spec/model-spec.js';
import { expit } from '../numeric/special/logistic.js';
import { normalCdf } from '../numeric/special/normal-distribution.js';

/** μ(η), with R's links: inverse η = 1/μ, inverseSquare η = 1/μ² (NaN at η < 0). */
export function meanOfLink(link: LinkName, eta: number): number {
    switch (link) {
        case 'identity':
            return eta;
        case 'log':
            return Math.exp(eta);
        case 'logit':
            return expit(eta);
        case 'probit':
            return normalCdf(eta);
        case 'cloglog':
            return -Math.expm1(-Math.exp(eta));
        case 'sqrt':
            return eta * eta;
        case 'inverse':
            return 1 / eta;
        case 'inverseSquare':
            return 1 / Math.sqrt(eta);
    }
}
