import { mccullaghNelder, type FamilyKnowledgeOf } from './family-knowledge.js';

export const binomial: FamilyKnowledgeOf<'binomial'> = {
    name: 'binomial',
    title: 'binomial',
    law: 'Binomial(N, μ)',
    arguments: [{ name: 'trials', meaning: 'number of trials N of an observation', domain: 'a whole number, 1 or more', mayBeTerm: true }],
    links: {
        logit: { domain: null, weight: 'N/{2(1 + cosh η)}', moment: 'E N x²' },
        probit: { domain: null, weight: 'N ϕ(η)²/[Φ(η){1 − Φ(η)}]', moment: 'E N x²' },
        cloglog: { domain: null, weight: 'N e^(2η)/{exp(e^η) − 1}', moment: 'E N x²' },
        log: { domain: 'η < 0', weight: 'N e^η/(1 − e^η)', moment: 'E N x²e^η/(1 − e^η)' }
    },
    varianceFunction: 'μ(1 − μ)',
    logRatio: 'Risk ratio',
    response: 'the number of successes in N trials',
    documentation: 'Successes in a known number of trials, a number or a predictor; μ is the probability of success in one trial.',
    citation: mccullaghNelder,
    code: {
        r: {
            name: 'binomial',
            defaultLink: 'logit',
            phi: null,
            draw: (y, trials) => [`${y} <- rbinom(nrow(d), ${trials}, mu)`],
            brms: { name: 'binomial', lacks: [] },
            glmmTMB: { lacks: [] },
            simr: true
        },
        stan: {
            isWhole: true,
            functions: [],
            draw: ({ mu, trials }) => `binomial_rng(${trials}, ${mu})`,
            likelihood: ({ mu, eta, trials, link }) =>
                link === 'logit' ? `binomial_logit(${trials}, ${eta})` : `binomial(${trials}, ${mu})`
        },
        julia: {
            draw: ({ mu, trials }) => `rand.(Ref(rng), Binomial.(${trials}, ${mu})) ./ ${trials}   # the share of successes`,
            distribution: () => 'Binomial()',
            fitsRandomEffects: true
        },
        python: { draw: ({ mu, trials }) => `rng.binomial(${trials}, ${mu})`, family: link => `Binomial(${link})` },
        latex: ({ mu, trials }) => `\\mathrm{Binomial}(${trials}, ${mu})`
    }
};
