import { type FamilyKnowledgeOf } from './family-knowledge.js';

export const negativeBinomial: FamilyKnowledgeOf<'negativeBinomial'> = {
    name: 'negativeBinomial',
    title: 'negative binomial',
    law: 'NegativeBinomial(mean μ, size k)',
    arguments: [
        { name: 'size', meaning: 'size k: one over the overdispersion, taken as known', domain: 'greater than 0', mayBeTerm: false }
    ],
    links: { log: { domain: null, weight: 'μ/(1 + μ/k)', moment: 'E x²' } },
    varianceFunction: 'μ + μ²/k',
    logRatio: 'Rate ratio',
    response: 'an overdispersed count (0, 1, 2, …)',
    documentation: 'A count with more variance than a Poisson count of the same mean: μ + μ²/k. The size k is taken as known.',
    citation: 'Hilbe (2011), Negative Binomial Regression, 2nd ed.',
    code: {
        r: {
            name: 'MASS::negative.binomial',
            defaultLink: null,
            phi: null,
            draw: y => [`${y} <- rnbinom(nrow(d), size = k, mu = mu)`],
            brms: { name: 'negbinomial', lacks: [] },
            glmmTMB: { lacks: [] },
            simr: false
        },
        stan: {
            isWhole: true,
            functions: [],
            draw: ({ mu, size }) => `neg_binomial_2_rng(${mu}, ${size})`,
            likelihood: ({ eta, size }) => `neg_binomial_2_log(${eta}, ${size})`
        },
        julia: {
            draw: ({ mu, size, plainSize }) =>
                `rand.(Ref(rng), NegativeBinomial.(${size}, ${size} ./ (${size} .+ ${mu})))   # the variance is mu + mu^2 / ${plainSize}`,
            distribution: size => `NegativeBinomial(${size})`,
            fitsRandomEffects: false
        },
        python: {
            draw: ({ mu, size, plainSize }) =>
                `rng.negative_binomial(${size}, ${size} / (${size} + ${mu}))  # the variance is mu + mu^2/${plainSize}`,
            family: (link, size) => `NegativeBinomial(${link}, alpha=1 / ${size})`
        },
        latex: ({ mu, size }) => `\\mathrm{NegBin}(\\text{mean } ${mu}, \\text{ variance } ${mu} + ${mu}^2/${size})`
    }
};
