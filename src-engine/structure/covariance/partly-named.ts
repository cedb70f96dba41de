/** The variances and the covariances of named pairs are parameters; all other pairs are uncorrelated. */
import type { CovarianceSpec } from '../../spec/model-spec.js';
import { entryParameters, withVarianceOf, type CovarianceStructure } from './covariance-structure.js';

type PartlyNamed = Extract<CovarianceSpec, { structure: 'partlyNamed' }>;

export const partlyNamed: CovarianceStructure<PartlyNamed> = {
    sigma: ({ matrix }) => matrix,
    parameters: ({ matrix, pairs }, names) => {
        const variances = matrix.map((_, i) => [i, i] as const);
        return entryParameters(matrix, [...variances, ...pairs], names);
    },
    isEntrywise: false,
    scaled: ({ matrix, pairs }, factor) => ({
        structure: 'partlyNamed',
        matrix: matrix.map(row => row.map(x => x * factor)),
        pairs
    }),
    withVariance: ({ matrix, pairs }, at, variance) => ({
        structure: 'partlyNamed',
        matrix: withVarianceOf(matrix, at, variance),
        pairs
    }),
    withSigma: ({ pairs }, sigma) => ({ structure: 'partlyNamed', matrix: sigma, pairs })
};
