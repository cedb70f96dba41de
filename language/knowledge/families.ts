/** The response families: what rules, hovers, completion and documents say of them. */
import type { FamilyName, LinkName } from '../../src-engine/spec/model-spec.js';

export interface FamilyArgument {
    /** As written in the language, in this order when positional. */
    name: 'phi' | 'trials' | 'size';
    meaning: string;
    /** The values that make sense, in words: `greater than 0`. */
    domain: string;
    /** Whether an expression over predictors may stand here, too. */
    mayBeTerm: boolean;
}

export interface FamilyLink {
    link: LinkName;
    /** Where the mean is defined as a condition on η; null where every real η is fine. */
    domain: string | null;
    /** b''(η), or the Fisher weight (dμ/dη)²/V(μ) that takes its place where the link is not canonical. */
    weight: string;
    /** The expectations over a predictor x that must be finite for the variances to exist. */
    moment: string;
}

export interface FamilyKnowledge {
    name: FamilyName;
    /** In running text: `negative binomial`. */
    title: string;
    /** Of the response, in the notation of the model: `Poisson(μ)`. */
    law: string;
    arguments: FamilyArgument[];
    /** Whether φ is a parameter; otherwise it is 1. */
    hasDispersion: boolean;
    /** The first is the default. */
    links: [FamilyLink, ...FamilyLink[]];
    /** Null where the canonical link is not offered. */
    canonicalLink: LinkName | null;
    /** V(μ) as symbols. */
    varianceFunction: string;
    /** What is observed; continues "Response: …". */
    response: string;
    documentation: string;
    citation: string;
    /** What lme4 or glmmTMB calls it; null: a linear mixed model, without a family. */
    r: string | null;
}

const phi: FamilyArgument = { name: 'phi', meaning: 'dispersion φ', domain: 'greater than 0', mayBeTerm: false };

const mccullaghNelder = 'McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed.';

export const families: Record<FamilyName, FamilyKnowledge> = {
    gaussian: {
        name: 'gaussian',
        title: 'Gaussian',
        law: 'Normal(μ, variance φ)',
        arguments: [{ ...phi, meaning: 'residual variance φ' }],
        hasDispersion: true,
        links: [
            { link: 'identity', domain: null, weight: '1', moment: 'E x²' },
            { link: 'log', domain: null, weight: 'e^(2η)', moment: 'E x²e^(2η)' },
            { link: 'inverse', domain: 'η ≠ 0', weight: '1/η⁴', moment: 'E x²/η⁴' }
        ],
        canonicalLink: 'identity',
        varianceFunction: '1',
        response: 'a measurement on the whole real line',
        documentation: 'A measurement with normal errors; with random effects a linear mixed model. φ is the residual variance.',
        citation: 'Laird & Ware (1982), Biometrics 38, 963–974',
        r: null
    },
    bernoulli: {
        name: 'bernoulli',
        title: 'Bernoulli',
        law: 'Bernoulli(μ)',
        arguments: [],
        hasDispersion: false,
        links: [
            { link: 'logit', domain: null, weight: '1/{2(1 + cosh η)}', moment: 'E x²' },
            { link: 'probit', domain: null, weight: 'ϕ(η)²/[Φ(η){1 − Φ(η)}]', moment: 'E x²' },
            { link: 'cloglog', domain: null, weight: 'e^(2η)/{exp(e^η) − 1}', moment: 'E x²' },
            { link: 'log', domain: 'η < 0', weight: 'e^η/(1 − e^η)', moment: 'E x²e^η/(1 − e^η)' }
        ],
        canonicalLink: 'logit',
        varianceFunction: 'μ(1 − μ)',
        response: '1 or 0, yes or no',
        documentation: 'A yes-or-no response; with the default link logistic regression, where effects are log odds ratios.',
        citation: mccullaghNelder,
        r: 'binomial'
    },
    binomial: {
        name: 'binomial',
        title: 'binomial',
        law: 'Binomial(N, μ)',
        arguments: [
            { name: 'trials', meaning: 'number of trials N of an observation', domain: 'a whole number, 1 or more', mayBeTerm: true }
        ],
        hasDispersion: false,
        links: [
            { link: 'logit', domain: null, weight: 'N/{2(1 + cosh η)}', moment: 'E N x²' },
            { link: 'probit', domain: null, weight: 'N ϕ(η)²/[Φ(η){1 − Φ(η)}]', moment: 'E N x²' },
            { link: 'cloglog', domain: null, weight: 'N e^(2η)/{exp(e^η) − 1}', moment: 'E N x²' },
            { link: 'log', domain: 'η < 0', weight: 'N e^η/(1 − e^η)', moment: 'E N x²e^η/(1 − e^η)' }
        ],
        canonicalLink: 'logit',
        varianceFunction: 'μ(1 − μ)',
        response: 'the number of successes in N trials',
        documentation: 'Successes in a known number of trials, a number or a predictor; μ is the probability of success in one trial.',
        citation: mccullaghNelder,
        r: 'binomial'
    },
    poisson: {
        name: 'poisson',
        title: 'Poisson',
        law: 'Poisson(μ)',
        arguments: [],
        hasDispersion: false,
        links: [
            { link: 'log', domain: null, weight: 'e^η', moment: 'E x²e^η' },
            { link: 'sqrt', domain: 'η > 0', weight: '4', moment: 'E x²' },
            { link: 'identity', domain: 'η > 0', weight: '1/η', moment: 'E x²/η' }
        ],
        canonicalLink: 'log',
        varianceFunction: 'μ',
        response: 'a count (0, 1, 2, …)',
        documentation: 'A count without an upper bound; with the default link effects are log rate ratios.',
        citation: mccullaghNelder,
        r: 'poisson'
    },
    gamma: {
        name: 'gamma',
        title: 'gamma',
        law: 'Gamma(mean μ, shape 1/φ)',
        arguments: [{ ...phi, meaning: 'dispersion φ: the squared coefficient of variation, 1/shape' }],
        hasDispersion: true,
        links: [
            { link: 'log', domain: null, weight: '1', moment: 'E x²' },
            { link: 'inverse', domain: 'η > 0', weight: '1/η²', moment: 'E x²/η²' }
        ],
        canonicalLink: 'inverse',
        varianceFunction: 'μ²',
        response: 'a positive, right-skewed amount',
        documentation: 'A positive amount whose standard deviation is proportional to its mean: costs, durations, concentrations.',
        citation: mccullaghNelder,
        r: 'Gamma'
    },
    inverseGaussian: {
        name: 'inverseGaussian',
        title: 'inverse Gaussian',
        law: 'InverseGaussian(mean μ, dispersion φ)',
        arguments: [phi],
        hasDispersion: true,
        links: [
            { link: 'log', domain: null, weight: 'e^(−η)', moment: 'E x²e^(−η)' },
            { link: 'inverseSquare', domain: 'η > 0', weight: '1/(4η^(3/2))', moment: 'E x²/η^(3/2)' }
        ],
        canonicalLink: 'inverseSquare',
        varianceFunction: 'μ³',
        response: 'a positive, strongly right-skewed amount',
        documentation: 'A positive amount whose variance grows with the cube of its mean: times to a first passage.',
        citation: 'Seshadri (1993), The Inverse Gaussian Distribution',
        r: 'inverse.gaussian'
    },
    negativeBinomial: {
        name: 'negativeBinomial',
        title: 'negative binomial',
        law: 'NegativeBinomial(mean μ, size k)',
        arguments: [
            { name: 'size', meaning: 'size k: one over the overdispersion, taken as known', domain: 'greater than 0', mayBeTerm: false }
        ],
        hasDispersion: false,
        links: [{ link: 'log', domain: null, weight: 'μ/(1 + μ/k)', moment: 'E x²' }],
        canonicalLink: null,
        varianceFunction: 'μ + μ²/k',
        response: 'an overdispersed count (0, 1, 2, …)',
        documentation: 'A count with more variance than a Poisson count of the same mean: μ + μ²/k. The size k is taken as known.',
        citation: 'Hilbe (2011), Negative Binomial Regression, 2nd ed.',
        r: 'negative.binomial'
    }
};

/** What is known of `link` in `family`; null where the language does not offer this pair. */
export function familyLink(family: FamilyName, link: LinkName): FamilyLink | null {
    return families[family].links.find(candidate => candidate.link === link) ?? null;
}
