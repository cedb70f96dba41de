import type { LawKnowledgeOf } from './law-knowledge.js';

export const mvNormal: LawKnowledgeOf<'mvNormal'> = {
    name: 'MvNormal',
    lowersTo: 'mvNormal',
    form: 'vectorAndMatrix',
    arguments: [
        { name: 'mean', meaning: 'vector of means', domain: 'one number for each predictor' },
        { name: 'covariance', meaning: 'covariance matrix', domain: 'symmetric and positive definite' }
    ],
    signature: 'MvNormal(mean, covariance)',
    example: 'MvNormal([0, 0], [[1, 0.3], [0.3, 1]])',
    support: 'all real vectors',
    density: 'f(x) = exp{−½(x − mean)ᵀ covariance⁻¹ (x − mean)}/√det(2π covariance)',
    mean: 'mean',
    variance: 'covariance',
    r: 'MASS::mvrnorm',
    documentation: 'Several predictors that are jointly normal: `predictor (x, z) ~ MvNormal(…)`.',
    text: ({ mean, covariance }, { number, listed, matrix }) => `Normal((${listed(mean.map(number))}), ${matrix(covariance)})`,
    latex: ({ mean, covariance }, { matrix }) => `\\mathrm{N}\\left(${matrix(mean.map(x => [x]))}, ${matrix(covariance)}\\right)`,
    draw: null
};
