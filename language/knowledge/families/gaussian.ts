import { phi, type FamilyKnowledgeOf } from './family-knowledge.js';

export const gaussian: FamilyKnowledgeOf<'gaussian'> = {
    name: 'gaussian',
    title: 'Gaussian',
    law: 'Normal(μ, variance φ)',
    arguments: [{ ...phi, meaning: 'residual variance φ' }],
    links: {
        identity: { domain: null, weight: '1', moment: 'E x²' },
        log: { domain: null, weight: 'e^(2η)', moment: 'E x²e^(2η)' },
        inverse: { domain: 'η ≠ 0', weight: '1/η⁴', moment: 'E x²/η⁴' }
    },
    varianceFunction: '1',
    logRatio: 'Ratio of means',
    response: 'a measurement on the whole real line',
    documentation: 'A measurement with normal errors; with random effects a linear mixed model. φ is the residual variance.',
    citation: 'Laird & Ware (1982), Biometrics 38, 963–974',
    code: {
        r: {
            name: 'gaussian',
            defaultLink: 'identity',
            phi: 'the residual variance',
            draw: y => [`${y} <- rnorm(nrow(d), mu, sqrt(phi))`],
            brms: { name: 'gaussian', lacks: [] },
            glmmTMB: { lacks: [] },
            simr: false
        },
        stan: {
            isWhole: false,
            functions: [],
            draw: ({ mu, phi }) => `normal_rng(${mu}, sqrt(${phi}))`,
            likelihood: ({ mu, phi }) => `normal(${mu}, sqrt(${phi}))`
        },
        julia: {
            draw: ({ mu, phi }) => `rand.(Ref(rng), Normal.(${mu}, sqrt(${phi})))`,
            distribution: () => 'Normal()',
            fitsRandomEffects: false
        },
        python: { draw: ({ mu, phi }) => `rng.normal(${mu}, np.sqrt(${phi}))`, family: link => `Gaussian(${link})` },
        latex: ({ mu, phi }) => `\\mathrm{N}(${mu}, \\phi), \\quad \\phi = ${phi}`
    }
};
