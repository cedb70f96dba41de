/** How far a test's hypothesis is from the values of the model, in standard errors. */
import { cholesky, solveLower } from '../numeric/cholesky.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import { isReason, type Reason } from '../result/reason.js';
import type { Accuracy, TestSpec } from '../spec/model-spec.js';
import type { Sizes } from '../structure/sizes.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { distanceOf, effectsOf, gradientOf } from './contrasts.js';
import type { DesignVariances } from './design-variances.js';
import { quadraticVariance } from './goal.js';
import type { StatisticLaw } from './statistic-law.js';

/** The distance over its standard error has left the range of doubles. */
const tooFar = noVariance({ code: 'not-finite', detail: 'the distance from the hypothesis' });

/** δ/se, without its sign where the test is two-sided; of several contrasts √(δᵀV⁻¹δ). */
export function noncentrality(
    test: TestSpec,
    { scale, inflation }: StatisticLaw,
    variances: DesignVariances,
    accuracy: Accuracy,
    sizes: Sizes
): number | Failure {
    const { contrasts, alternative } = test;
    const { spec } = variances;
    const joint = inflated(variances.covarianceOfFixed(accuracy, sizes), inflation);
    if (contrasts.length === 1) {
        const variance = quadraticVariance(joint, gradientOf(contrasts[0], spec), accuracy);
        if (isFailure(variance)) {
            return variance;
        }
        const at = distanceOf(contrasts[0], spec).delta / Math.sqrt(variance);
        return Math.abs(at) === Infinity ? tooFar : alternative === 'two-sided' ? Math.abs(at) : at;
    }
    if (isReason(joint)) {
        return noVariance(joint);
    }
    const gradients = contrasts.map(contrast => gradientOf(contrast, spec));
    const missing = gradients.map(gradient => quadraticVariance(joint, gradient, accuracy)).find(isFailure);
    if (missing) {
        return missing;
    }
    const factor = cholesky(covarianceOf(gradients, joint));
    if (!factor.ok) {
        return noVariance({ code: 'collinear', effects: effectsOf(test) });
    }
    const deltas = contrasts.map(contrast => distanceOf(contrast, spec).delta);
    const at = Math.sqrt(scale * solveLower(factor.lower, deltas).reduce((sum, x) => sum + x * x, 0));
    return Number.isFinite(at) || deltas.some(Number.isNaN) ? at : tooFar;
}

/** V, the covariance of several contrasts. */
function covarianceOf(gradients: readonly Map<number, number>[], { members, covariance }: JointCovariance): Matrix {
    return gradients.map(g =>
        gradients.map(h => {
            let sum = 0;
            for (const [i, x] of g) {
                for (const [j, y] of h) {
                    sum += x * y * covariance[members.indexOf(i)][members.indexOf(j)];
                }
            }
            return sum;
        })
    );
}

/** The covariance of the fixed effects with what the estimation of variances adds, in every accuracy the same. */
function inflated(joint: JointCovariance | Reason, inflation: Matrix | null): JointCovariance | Reason {
    if (isReason(joint) || inflation === null) {
        return joint;
    }
    const covariance = joint.covariance.map((row, i) => row.map((x, j) => x + (inflation[joint.members[i]]?.[joint.members[j]] ?? 0)));
    return { ...joint, covariance };
}
