import { mccullaghNelder, phi, type FamilyKnowledgeOf } from './family-knowledge.js';

export const gamma: FamilyKnowledgeOf<'gamma'> = {
    name: 'gamma',
    title: 'gamma',
    law: 'Gamma(mean μ, shape 1/φ)',
    arguments: [{ ...phi, meaning: 'dispersion φ: the squared coefficient of variation, 1/shape' }],
    links: {
        log: { domain: null, weight: '1', moment: 'E x²' },
        inverse: { domain: 'η > 0', weight: '1/η²', moment: 'E x²/η²' },
        inverseSquare: null
    },
    varianceFunction: 'μ²',
    logRatio: 'Ratio of means',
    response: 'a positive, right-skewed amount',
    documentation: 'A positive amount whose standard deviation is proportional to its mean: costs, durations, concentrations.',
    citation: mccullaghNelder,
    code: {
        r: {
            name: 'Gamma',
            defaultLink: 'inverse',
            phi: 'the variance is phi mu^2: shape 1/phi',
            draw: y => [`${y} <- rgamma(nrow(d), shape = 1 / phi, rate = 1 / (phi * mu))`],
            brms: { name: 'Gamma', lacks: ['inverseSquare'] },
            glmmTMB: { lacks: ['inverseSquare'] },
            simr: false
        },
        stan: {
            isWhole: false,
            functions: [],
            draw: ({ mu, phi }) => `gamma_rng(1 / ${phi}, 1 / (${phi} * ${mu}))`,
            likelihood: ({ mu, phi }) => `gamma(1 / ${phi}, inv(${phi} * ${mu}))`
        },
        julia: {
            draw: ({ mu, phi }) => `rand.(Ref(rng), Gamma.(1 / ${phi}, ${phi} .* ${mu}))   # the variance is phi mu^2`,
            distribution: () => 'Gamma()',
            fitsRandomEffects: false
        },
        python: {
            draw: ({ mu, phi }) => `rng.gamma(1 / ${phi}, ${phi} * ${mu})  # the variance is phi mu^2`,
            family: link => `Gamma(${link})`
        },
        latex: ({ mu, phi }) => `\\mathrm{Gamma}(\\text{mean } ${mu}, \\text{ variance } \\phi ${mu}^2), \\quad \\phi = ${phi}`
    }
};
