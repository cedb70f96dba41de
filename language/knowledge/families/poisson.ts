import { mccullaghNelder, type FamilyKnowledgeOf } from './family-knowledge.js';

export const poisson: FamilyKnowledgeOf<'poisson'> = {
    name: 'poisson',
    title: 'Poisson',
    law: 'Poisson(μ)',
    arguments: [],
    links: {
        log: { domain: null, weight: 'e^η', moment: 'E x²e^η' },
        sqrt: { domain: 'η > 0', weight: '4', moment: 'E x²' },
        identity: { domain: 'η > 0', weight: '1/η', moment: 'E x²/η' }
    },
    varianceFunction: 'μ',
    logRatio: 'Rate ratio',
    response: 'a count (0, 1, 2, …)',
    documentation: 'A count without an upper bound; with the default link effects are log rate ratios.',
    citation: mccullaghNelder,
    code: {
        r: {
            name: 'poisson',
            defaultLink: 'log',
            phi: null,
            draw: y => [`${y} <- rpois(nrow(d), mu)`],
            brms: { name: 'poisson', lacks: [] },
            glmmTMB: { lacks: [] },
            simr: true
        },
        stan: {
            isWhole: true,
            functions: [],
            draw: ({ mu }) => `poisson_rng(${mu})`,
            likelihood: ({ mu, eta, link }) => (link === 'log' ? `poisson_log(${eta})` : `poisson(${mu})`)
        },
        julia: { draw: ({ mu }) => `rand.(Ref(rng), Poisson.(${mu}))`, distribution: () => 'Poisson()', fitsRandomEffects: true },
        python: { draw: ({ mu }) => `rng.poisson(${mu})`, family: link => `Poisson(${link})` },
        latex: ({ mu }) => `\\mathrm{Poisson}(${mu})`
    }
};
