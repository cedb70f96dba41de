/** The link functions η = g(μ), with R's inverse links: inverse η = 1/μ, inverseSquare η = 1/μ². */
import { expit, logit } from '../numeric/special/logistic.js';
import { normalCdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import type { LinkName } from '../spec/model-spec.js';

/** How fast a function of η grows: which expectations of it are finite, and how far rules must reach. */
export type Growth = 'bounded' | 'polynomial' | 'exponential';

export interface Link {
    /** μ(η), on all of its domain; NaN where a root of η < 0 would be taken. */
    mean: (eta: number) => number;
    /** η(μ), the inverse of `mean`. */
    eta: (mu: number) => number;
    growth: Growth;
    /** Whether the link is for η > 0 only, so that η has no normal part. */
    isPositiveOnly: boolean;
    /** Variance of the logistic, normal or Gumbel law behind the threshold of a 0/1 response; null if the link does not come from a threshold. */
    latentVariance: number | null;
}

export const links: Record<LinkName, Link> = {
    identity: { mean: eta => eta, eta: mu => mu, growth: 'polynomial', isPositiveOnly: false, latentVariance: null },
    log: { mean: Math.exp, eta: Math.log, growth: 'exponential', isPositiveOnly: false, latentVariance: null },
    logit: { mean: expit, eta: logit, growth: 'bounded', isPositiveOnly: false, latentVariance: Math.PI ** 2 / 3 },
    probit: { mean: normalCdf, eta: normalQuantile, growth: 'bounded', isPositiveOnly: false, latentVariance: 1 },
    cloglog: {
        mean: eta => -Math.expm1(-Math.exp(eta)),
        eta: mu => Math.log(-Math.log1p(-mu)),
        growth: 'bounded',
        isPositiveOnly: false,
        latentVariance: Math.PI ** 2 / 6
    },
    sqrt: { mean: eta => eta * eta, eta: Math.sqrt, growth: 'polynomial', isPositiveOnly: true, latentVariance: null },
    inverse: { mean: eta => 1 / eta, eta: mu => 1 / mu, growth: 'bounded', isPositiveOnly: true, latentVariance: null },
    inverseSquare: {
        mean: eta => 1 / Math.sqrt(eta),
        eta: mu => 1 / (mu * mu),
        growth: 'bounded',
        isPositiveOnly: true,
        latentVariance: null
    }
};
