/** Every variance and every covariance is a parameter. */
import type { CovarianceSpec } from '../../spec/model-spec.js';
import { entryParameters, withVarianceOf, type CovarianceStructure } from './covariance-structure.js';

type Unstructured = Extract<CovarianceSpec, { structure: 'unstructured' }>;

export const unstructured: CovarianceStructure<Unstructured> = {
    sigma: ({ matrix }) => matrix,
    parameters: ({ matrix }, names) => {
        const variances = matrix.map((_, i) => [i, i] as const);
        const covariances = matrix.flatMap((_, i) => Array.from({ length: i }, (__, j) => [i, j] as const));
        return entryParameters(matrix, [...variances, ...covariances], names);
    },
    isEntrywise: true,
    scaled: ({ matrix }, factor) => ({ structure: 'unstructured', matrix: matrix.map(row => row.map(x => x * factor)) }),
    withVariance: ({ matrix }, at, variance) => ({ structure: 'unstructured', matrix: withVarianceOf(matrix, at, variance) }),
    withSigma: (_, sigma) => ({ structure: 'unstructured', matrix: sigma })
};
