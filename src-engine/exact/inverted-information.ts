import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

/** I⁻¹. @throws NotAvailable where the observations of a group tell nothing of some combination of the parameters */
export function invertedInformation(information: Matrix, spec: ModelSpec): Matrix {
    const inverse = inverseSpd(information);
    if (inverse.ok) {
        return inverse.inverse;
    }
    const { group } = spec.random[0];
    throw new NotAvailable({ code: 'invalid', detail: `the observations of one ${group} are too few to tell all parameters apart` });
}
