/** The link functions η = g(μ), as in R. */
import type { LinkName } from '../../src-engine/spec/model-spec.js';

export interface LinkKnowledge {
    name: LinkName;
    /** g as symbols: `η = log μ`. */
    definition: string;
    /** The mean as a function of η: `μ = e^η`. */
    inverse: string;
    /** What an effect means on this scale; continues "An effect is …". */
    effect: string;
    /** What e^effect is called; null where the exponential has no meaning of its own. */
    ratio: string | null;
    documentation: string;
}

export const links: Record<LinkName, LinkKnowledge> = {
    identity: {
        name: 'identity',
        definition: 'η = μ',
        inverse: 'μ = η',
        effect: 'a difference of means',
        ratio: null,
        documentation: 'The linear predictor is the mean itself.'
    },
    log: {
        name: 'log',
        definition: 'η = log μ',
        inverse: 'μ = e^η',
        effect: 'the logarithm of a ratio of means',
        ratio: 'Ratio of means',
        documentation: 'Effects multiply the mean: e^effect is a ratio of rates, of means or of risks.'
    },
    logit: {
        name: 'logit',
        definition: 'η = log{μ/(1 − μ)}',
        inverse: 'μ = 1/(1 + e^(−η))',
        effect: 'the logarithm of an odds ratio',
        ratio: 'Odds ratio',
        documentation: 'The linear predictor is the logarithm of the odds: e^effect is an odds ratio.'
    },
    probit: {
        name: 'probit',
        definition: 'η = Φ⁻¹(μ)',
        inverse: 'μ = Φ(η)',
        effect: 'a shift of the latent standard normal variable',
        ratio: null,
        documentation: 'The response is 1 where a latent normal variable with mean η and variance 1 is positive.'
    },
    cloglog: {
        name: 'cloglog',
        definition: 'η = log{−log(1 − μ)}',
        inverse: 'μ = 1 − exp(−e^η)',
        effect: 'the logarithm of a ratio of hazards',
        ratio: 'Hazard ratio',
        documentation: 'Whether an event has happened by now: e^effect is a ratio of hazards in a proportional hazards model.'
    },
    sqrt: {
        name: 'sqrt',
        definition: 'η = √μ',
        inverse: 'μ = η²',
        effect: 'a difference of square roots of means',
        ratio: null,
        documentation: 'The linear predictor is the square root of the mean, the scale on which a Poisson count has constant variance.'
    },
    inverse: {
        name: 'inverse',
        definition: 'η = 1/μ',
        inverse: 'μ = 1/η',
        effect: 'a difference of reciprocal means',
        ratio: null,
        documentation: 'The linear predictor is one over the mean: a rate where the mean is a duration.'
    },
    inverseSquare: {
        name: 'inverseSquare',
        definition: 'η = 1/μ²',
        inverse: 'μ = 1/√η',
        effect: 'a difference of reciprocal squared means',
        ratio: null,
        documentation: 'The linear predictor is one over the squared mean.'
    }
};
