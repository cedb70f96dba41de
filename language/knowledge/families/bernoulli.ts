import { mccullaghNelder, type FamilyKnowledgeOf } from './family-knowledge.js';

export const bernoulli: FamilyKnowledgeOf<'bernoulli'> = {
    name: 'bernoulli',
    title: 'Bernoulli',
    law: 'Bernoulli(μ)',
    arguments: [],
    links: {
        logit: { domain: null, weight: '1/{2(1 + cosh η)}', moment: 'E x²' },
        probit: { domain: null, weight: 'ϕ(η)²/[Φ(η){1 − Φ(η)}]', moment: 'E x²' },
        cloglog: { domain: null, weight: 'e^(2η)/{exp(e^η) − 1}', moment: 'E x²' },
        log: { domain: 'η < 0', weight: 'e^η/(1 − e^η)', moment: 'E x²e^η/(1 − e^η)' }
    },
    varianceFunction: 'μ(1 − μ)',
    logRatio: 'Risk ratio',
    response: '1 or 0, yes or no',
    documentation: 'A yes-or-no response; with the default link logistic regression, where effects are log odds ratios.',
    citation: mccullaghNelder,
    code: {
        r: {
            name: 'binomial',
            defaultLink: 'logit',
            phi: null,
            draw: y => [`${y} <- rbinom(nrow(d), 1, mu)`],
            brms: { name: 'bernoulli', lacks: [] },
            glmmTMB: { lacks: [] },
            simr: true
        },
        stan: {
            isWhole: true,
            functions: [],
            draw: ({ mu }) => `bernoulli_rng(${mu})`,
            likelihood: ({ mu, eta, link }) => (link === 'logit' ? `bernoulli_logit(${eta})` : `bernoulli(${mu})`)
        },
        julia: { draw: ({ mu }) => `rand.(Ref(rng), Binomial.(1, ${mu}))`, distribution: () => 'Bernoulli()', fitsRandomEffects: true },
        python: { draw: ({ mu }) => `rng.binomial(1, ${mu})`, family: link => `Binomial(${link})` },
        latex: ({ mu }) => `\\mathrm{Bernoulli}(${mu})`
    }
};
