/** Several numbers that are jointly normal. */
import { cholesky } from '../numeric/cholesky.js';
import { finite, firstOf, problem, type LawProblem } from './argument-checks.js';
import type { CheckedLaw } from './law-record.js';
import type { LawOf } from './scalar-law.js';
import { asymmetryOfEntries } from './limits.js';

export const mvNormal: CheckedLaw<LawOf<'mvNormal'>> = { problem: multivariateProblem };

function multivariateProblem(law: LawOf<'mvNormal'>): LawProblem | null {
    const { mean, covariance } = law;
    const count = mean.length;
    if (count === 0) {
        return problem('mean', 'at least one mean is needed');
    }
    const bad = firstOf(mean, value => finite('mean', value));
    if (bad) {
        return bad;
    }
    if (covariance.length !== count || covariance.some(row => row.length !== count)) {
        return problem('covariance', `covariance must have ${count} rows of ${count} numbers, as many as there are means`);
    }
    for (let i = 0; i < count; i++) {
        for (let j = 0; j < i; j++) {
            const a = covariance[i][j];
            const b = covariance[j][i];
            if (Math.abs(a - b) > asymmetryOfEntries * Math.max(Math.abs(a), Math.abs(b))) {
                return problem(
                    'covariance',
                    `covariance must be symmetric; rows ${j + 1} and ${i + 1} have ${b} and ${a} in each other's place`
                );
            }
        }
    }
    const factor = cholesky(covariance);
    if (factor.ok) {
        return null;
    }
    if (factor.smallestEigenvalue === null) {
        return problem('covariance', 'covariance must hold finite numbers');
    }
    const eigenvalue = Number(factor.smallestEigenvalue.toPrecision(3));
    return problem('covariance', `covariance must be positive definite; its smallest eigenvalue is ${eigenvalue}`);
}
