import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

/** I⁻¹. @throws NotAvailable where the observations of a group contain no information about some combination of the parameters */
export function invertedInformation(information: Matrix, spec: ModelSpec): Matrix {
    const inverse = inverseSpd(information);
    if (inverse.ok) {
        return inverse.inverse;
    }
    const { group } = spec.random[0];
    throw new NotAvailable({ code: 'invalid', detail: `one ${group} has too few observations to estimate all parameters` });
}
