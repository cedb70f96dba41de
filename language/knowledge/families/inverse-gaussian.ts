import { phi, type FamilyKnowledgeOf } from './family-knowledge.js';

export const inverseGaussian: FamilyKnowledgeOf<'inverseGaussian'> = {
    name: 'inverseGaussian',
    title: 'inverse Gaussian',
    law: 'InverseGaussian(mean μ, dispersion φ)',
    arguments: [phi],
    links: {
        log: { domain: null, weight: 'e^(−η)', moment: 'E x²e^(−η)' },
        inverseSquare: { domain: 'η > 0', weight: '1/(4η^(3/2))', moment: 'E x²/η^(3/2)' },
        inverse: null
    },
    varianceFunction: 'μ³',
    logRatio: 'Ratio of means',
    response: 'a positive, strongly right-skewed amount',
    documentation: 'A positive amount whose variance grows with the cube of its mean: times to a first passage.',
    citation: 'Seshadri (1993), The Inverse Gaussian Distribution',
    code: {
        r: {
            name: 'inverse.gaussian',
            defaultLink: 'inverseSquare',
            phi: 'the variance is phi mu^3',
            draw: y => [
                '# Michael, Schucany & Haas (1976), The American Statistician 30, 88-90.',
                'a <- 0.5 * mu * phi * rnorm(nrow(d))^2',
                'root <- mu / (1 + a + sqrt(a * (2 + a)))',
                `${y} <- ifelse(runif(nrow(d)) <= mu / (mu + root), root, mu^2 / root)`
            ],
            brms: { name: 'inverse.gaussian', lacks: [] },
            glmmTMB: null,
            simr: false
        },
        stan: {
            isWhole: false,
            functions: [
                '// The mean is mu, the variance phi mu^3.',
                'real inverse_gaussian_lpdf(vector y, vector mu, real phi) {',
                '  return -0.5 * sum(log(2 * pi() * phi * y .* y .* y)) - sum(square(y - mu) ./ (2 * phi * square(mu) .* y));',
                '}',
                '// Michael, Schucany & Haas (1976), The American Statistician 30, 88-90.',
                'real inverse_gaussian_rng(real mu, real phi) {',
                '  real a = 0.5 * mu * phi * square(normal_rng(0, 1));',
                '  real root = mu / (1 + a + sqrt(a * (2 + a)));',
                '  if (uniform_rng(0, 1) <= mu / (mu + root)) return root;',
                '  return square(mu) / root;',
                '}'
            ],
            draw: ({ mu, phi }) => `inverse_gaussian_rng(${mu}, ${phi})`,
            likelihood: ({ mu, phi }) => `inverse_gaussian(${mu}, ${phi})`
        },
        julia: {
            draw: ({ mu, phi }) => `rand.(Ref(rng), InverseGaussian.(${mu}, 1 / ${phi}))   # the variance is phi mu^3`,
            distribution: () => 'InverseGaussian()',
            fitsRandomEffects: false
        },
        python: {
            draw: ({ mu, phi }) => `rng.wald(${mu}, 1 / ${phi})  # the variance is phi mu^3`,
            family: link => `InverseGaussian(${link})`
        },
        latex: ({ mu, phi }) => `\\mathrm{InverseGaussian}(\\text{mean } ${mu}, \\text{ variance } \\phi ${mu}^3), \\quad \\phi = ${phi}`
    }
};
