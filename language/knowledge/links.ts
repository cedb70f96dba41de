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
    /** The name of e^effect; null if the exponential has no name. */
    ratio: string | null;
    documentation: string;
    /** In running text: `complementary log-log`. */
    title: string;
    /** The mean of a linear predictor, as plain text: `exp(β₀)`; null where it is the linear predictor itself. */
    mean: ((eta: string) => string) | null;
    /** g(μ) in the language, for a mean that is a literal, a name or in brackets. */
    written: (mean: string) => string;
    code: LinkCode;
}

/** What other software calls the link. The code of a mean is that of a whole column `eta`, but for Stan's, which takes a number as well. */
export interface LinkCode {
    /** `name` as base R's families take it. */
    r: { name: string; mean: string };
    stan: { mean: (eta: string) => string };
    julia: { name: string; mean: string };
    /** `name`: the class in `statsmodels`. */
    python: { name: string; mean: string };
    /** g(μ), for a symbol of the mean. */
    latex: (mu: string) => string;
}

export const links: Record<LinkName, LinkKnowledge> = {
    identity: {
        name: 'identity',
        definition: 'η = μ',
        inverse: 'μ = η',
        effect: 'a difference of means',
        ratio: null,
        documentation: 'The linear predictor is the mean itself.',
        title: 'identity',
        mean: null,
        written: mean => mean,
        code: {
            r: { name: 'identity', mean: 'eta' },
            stan: { mean: eta => eta },
            julia: { name: 'IdentityLink()', mean: 'eta' },
            python: { name: 'Identity', mean: 'eta' },
            latex: mu => mu
        }
    },
    log: {
        name: 'log',
        definition: 'η = log μ',
        inverse: 'μ = e^η',
        effect: 'the logarithm of a ratio of means',
        ratio: 'Ratio of means',
        documentation: 'Effects multiply the mean: e^effect is a ratio of rates, of means or of risks.',
        title: 'log',
        mean: eta => `exp(${eta})`,
        written: mean => `log(${mean})`,
        code: {
            r: { name: 'log', mean: 'exp(eta)' },
            stan: { mean: eta => `exp(${eta})` },
            julia: { name: 'LogLink()', mean: 'exp.(eta)' },
            python: { name: 'Log', mean: 'np.exp(eta)' },
            latex: mu => `\\log ${mu}`
        }
    },
    logit: {
        name: 'logit',
        definition: 'η = log{μ/(1 − μ)}',
        inverse: 'μ = 1/(1 + e^(−η))',
        effect: 'the logarithm of an odds ratio',
        ratio: 'Odds ratio',
        documentation: 'The linear predictor is the logarithm of the odds: e^effect is an odds ratio.',
        title: 'logit',
        mean: eta => `expit(${eta})`,
        written: mean => `logit(${mean})`,
        code: {
            r: { name: 'logit', mean: 'plogis(eta)' },
            stan: { mean: eta => `inv_logit(${eta})` },
            julia: { name: 'LogitLink()', mean: '1 ./ (1 .+ exp.(.-eta))' },
            python: { name: 'Logit', mean: 'special.expit(eta)' },
            latex: mu => `\\operatorname{logit} ${mu}`
        }
    },
    probit: {
        name: 'probit',
        definition: 'η = Φ⁻¹(μ)',
        inverse: 'μ = Φ(η)',
        effect: 'a shift of the latent standard normal variable',
        ratio: null,
        documentation: 'The response is 1 where a latent normal variable with mean η and variance 1 is positive.',
        title: 'probit',
        mean: eta => `Φ(${eta})`,
        written: mean => `probit(${mean})`,
        code: {
            r: { name: 'probit', mean: 'pnorm(eta)' },
            stan: { mean: eta => `Phi(${eta})` },
            julia: { name: 'ProbitLink()', mean: 'cdf.(Normal(), eta)' },
            python: { name: 'Probit', mean: 'special.ndtr(eta)' },
            latex: mu => `\\Phi^{-1}(${mu})`
        }
    },
    cloglog: {
        name: 'cloglog',
        definition: 'η = log{−log(1 − μ)}',
        inverse: 'μ = 1 − exp(−e^η)',
        effect: 'the logarithm of a ratio of hazards',
        ratio: 'Hazard ratio',
        documentation:
            'For a response that says whether an event has happened: e^effect is a hazard ratio in a proportional hazards model.',
        title: 'complementary log-log',
        mean: eta => `1 − exp(−exp(${eta}))`,
        written: mean => `log(-log(1 - ${mean}))`,
        code: {
            r: { name: 'cloglog', mean: '-expm1(-exp(eta))' },
            stan: { mean: eta => `inv_cloglog(${eta})` },
            julia: { name: 'CloglogLink()', mean: '.-expm1.(.-exp.(eta))' },
            python: { name: 'CLogLog', mean: '-np.expm1(-np.exp(eta))' },
            latex: mu => `\\log\\{-\\log(1 - ${mu})\\}`
        }
    },
    sqrt: {
        name: 'sqrt',
        definition: 'η = √μ',
        inverse: 'μ = η²',
        effect: 'a difference of square roots of means',
        ratio: null,
        documentation: 'The linear predictor is the square root of the mean, the scale on which a Poisson count has constant variance.',
        title: 'square root',
        mean: eta => `${eta}²`,
        written: mean => `sqrt(${mean})`,
        code: {
            r: { name: 'sqrt', mean: 'eta^2' },
            stan: { mean: eta => `square(${eta})` },
            julia: { name: 'SqrtLink()', mean: 'eta .^ 2' },
            python: { name: 'Sqrt', mean: 'eta**2' },
            latex: mu => `\\sqrt{${mu}}`
        }
    },
    inverse: {
        name: 'inverse',
        definition: 'η = 1/μ',
        inverse: 'μ = 1/η',
        effect: 'a difference of reciprocal means',
        ratio: null,
        documentation: 'The linear predictor is one over the mean: a rate where the mean is a duration.',
        title: 'inverse',
        mean: eta => `1/${eta}`,
        written: mean => `1 / ${mean}`,
        code: {
            r: { name: 'inverse', mean: '1 / eta' },
            stan: { mean: eta => `inv(${eta})` },
            julia: { name: 'InverseLink()', mean: '1 ./ eta' },
            python: { name: 'InversePower', mean: '1 / eta' },
            latex: mu => `${mu}^{-1}`
        }
    },
    inverseSquare: {
        name: 'inverseSquare',
        definition: 'η = 1/μ²',
        inverse: 'μ = 1/√η',
        effect: 'a difference of reciprocal squared means',
        ratio: null,
        documentation: 'The linear predictor is one over the squared mean.',
        title: 'inverse square',
        mean: eta => `1/√${eta}`,
        written: mean => `1 / ${mean}^2`,
        code: {
            r: { name: '1/mu^2', mean: '1 / sqrt(eta)' },
            stan: { mean: eta => `inv_sqrt(${eta})` },
            julia: { name: 'InverseSquareLink()', mean: '1 ./ sqrt.(eta)' },
            python: { name: 'InverseSquared', mean: '1 / np.sqrt(eta)' },
            latex: mu => `${mu}^{-2}`
        }
    }
};
