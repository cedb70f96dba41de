/** The variances are the parameters; the random effects are uncorrelated (`||` in lme4). */
import type { CovarianceSpec } from '../../spec/model-spec.js';
import { entryParameters, type CovarianceStructure } from './covariance-structure.js';

type Diagonal = Extract<CovarianceSpec, { structure: 'diagonal' }>;

export const diagonal: CovarianceStructure<Diagonal> = {
    sigma: ({ variances }) => variances.map((variance, i) => variances.map((_, j) => (i === j ? variance : 0))),
    parameters: (spec, names) => {
        const entries = spec.variances.map((_, i) => [i, i] as const);
        return entryParameters(diagonal.sigma(spec), entries, names);
    },
    isEntrywise: true,
    scaled: ({ variances }, factor) => ({ structure: 'diagonal', variances: variances.map(x => x * factor) }),
    withVariance: ({ variances }, at, variance) => ({
        structure: 'diagonal',
        variances: variances.map((before, i) => (i === at ? variance : before))
    }),
    withSigma: (_, sigma) => ({ structure: 'diagonal', variances: sigma.map((row, i) => row[i]) })
};
