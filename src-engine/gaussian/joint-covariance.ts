/** From the information of a Gaussian model to the covariance of its estimates: β̂ on one side, (Σ̂, φ̂) on the other, which are orthogonal. */
import type { JointCovariance } from '../structure/structure-result.js';
import { isFiniteMatrix, symmetricEigen, type Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { silentEigenvalue, partInSilence } from './limits.js';

/** A covariance and a bound of the relative error of its variances. */
export interface BoundedCovariance {
    covariance: Matrix;
    relativeError: number;
}

/** The variance components that the design can identify, by their positions among all. */
export interface IdentifiedCovariance extends BoundedCovariance {
    kept: number[];
}

/**
 * The inverse of the information of the variance components. Those with a part in a direction without information are left out: with one
 * observation in each unit these are σ² and φ, of which only the sum can be estimated. The variances of the others are those beside that sum.
 */
export function identifiedCovariance(information: Matrix): IdentifiedCovariance {
    const seen = information.map((_, i) => i).filter(i => information[i][i] > 0);
    const scale = seen.map(i => Math.sqrt(information[i][i]));
    const scaled = seen.map((i, a) => seen.map((j, b) => information[i][j] / (scale[a] * scale[b])));
    const { values, vectors } = symmetricEigen(scaled);
    const told = values.map(value => silentEigenvalue * seen.length < value);
    const kept = seen.map((_, a) => a).filter(a => vectors.every((vector, k) => told[k] || Math.abs(vector[a]) < partInSilence));
    const whole = kept.length === seen.length ? inverseSpd(scaled) : null;
    const entry = (a: number, b: number): number =>
        whole?.ok ? whole.inverse[a][b] : vectors.reduce((sum, v, k) => sum + (told[k] ? (v[a] * v[b]) / values[k] : 0), 0);
    const least = Math.min(...values.filter((_, k) => told[k]));
    return {
        kept: kept.map(a => seen[a]),
        covariance: kept.map(a => kept.map(b => entry(a, b) / (scale[a] * scale[b]))),
        relativeError: 8 * Number.EPSILON * (seen.length + Math.max(...values) / least)
    };
}

/** @param errors absolute errors of the variances of the members, where they are not rounding and quadrature */
export function jointCovariance(
    { fixed: { length: p } }: ModelSpec,
    fixed: BoundedCovariance,
    components: IdentifiedCovariance,
    errors: number[] | null
): JointCovariance {
    const members = [...fixed.covariance.keys(), ...components.kept.map(i => p + i)];
    const covariance = members.map((_, i) =>
        members.map((_, j) => {
            if (i < p && j < p) {
                return fixed.covariance[i][j];
            }
            return p <= i && p <= j ? components.covariance[i - p][j - p] : 0;
        })
    );
    if (!isFiniteMatrix(covariance) || !covariance.every((row, i) => row[i] > 0)) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the variance of an estimate' });
    }
    return {
        members,
        covariance,
        errors: errors ?? covariance.map((row, i) => row[i] * (i < p ? fixed : components).relativeError),
        simulated: errors !== null,
        standing: 'published'
    };
}
