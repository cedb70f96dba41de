import { isFiniteMatrix, symmetricEigenvalues, type Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { indefiniteByRounding } from '../numeric/limits.js';

/** Checks that Σ is positive semidefinite. A singular Σ passes, so that σ² → 0 can be studied. @throws NotAvailable where Σ is indefinite or not finite */
export function mustBeSemidefinite(group: string, covariance: Matrix): void {
    if (!isFiniteMatrix(covariance)) {
        throw new NotAvailable({ code: 'not-finite', detail: `the covariance of the random effects of ${group}` });
    }
    const eigenvalues = symmetricEigenvalues(covariance);
    const [smallestEigenvalue = 0] = eigenvalues;
    if (smallestEigenvalue < -indefiniteByRounding * Math.max(...eigenvalues, 0)) {
        throw new NotAvailable({ code: 'not-positive-definite', group, smallestEigenvalue });
    }
}
