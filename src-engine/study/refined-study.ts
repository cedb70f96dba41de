/**
 * The refined covariance of the fixed effects for every structure: Cov(β̂) ≈ {E[Xᵀ(W⁻¹ + ZGZᵀ)⁻¹X]}⁻¹, the mean over random effects, drawn predictors and drawn sizes of
 * a whole study. For one grouping factor it is the refined form of `one-factor/refined.ts`; for Gaussian responses (XᵀV⁻¹X)⁻¹.
 *
 * Source: derived for this project; see docs/theory.md, "Every structure".
 */
import { NotAvailable } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sizesOf } from '../structure/group-counts.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { worstStudyError } from './limits.js';
import { meanInformation, type StudyOptions } from './mean-information.js';
import { affordableSizes, type WeightedSizes } from './study-sizes.js';
import { studyPart } from './study-part.js';
import { studyPlan } from './study-plan.js';

/**
 * @param spec its `marginal` has been solved for
 * @returns the fixed effects in the order of the spec; errors are statistical, three standard errors
 * @throws NotAvailable `unknown-value`, `accuracy`, `not-finite`, `stopped`
 */
export function refinedStudy(spec: ModelSpec, options: StudyOptions): JointCovariance {
    const p = spec.fixed.length;
    const covariance = Array.from({ length: p }, () => new Array<number>(p).fill(0));
    const errors = new Array<number>(p).fill(0);
    for (const { share, counts, n } of affordableSizes(spec)) {
        const at = covarianceAt(spec, { counts, n }, options);
        at.covariance.forEach((row, i) => {
            row.forEach((x, j) => (covariance[i][j] += share * x));
            errors[i] += Math.abs(share) * at.errors[i] * row[i];
        });
    }
    const reached = Math.max(...errors.map((error, i) => error / covariance[i][i]));
    if (!(reached < worstStudyError && covariance.every((row, i) => row[i] > 0))) {
        throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(reached) ? reached : null });
    }
    return { members: spec.fixed.map((_, i) => i), covariance, errors, simulated: false, standing: 'derived' };
}

function covarianceAt(
    spec: ModelSpec,
    { counts, n }: Omit<WeightedSizes, 'share'>,
    options: StudyOptions
): { covariance: number[][]; errors: number[] } {
    const design = { ...spec.design, counts: spec.design.counts.map(({ group }) => ({ group, count: counts[group] })), n };
    const sized = { ...spec, design };
    const law = sizesOf(sized);
    if (isReason(law)) {
        throw new NotAvailable(law);
    }
    const plan = studyPlan(sized, counts);
    const { covariance, errors } = meanInformation(studyPart(plan, counts), law, options);
    const parts = plan.whole ? counts[plan.whole.random.group] : 1;
    return { covariance: covariance.map(row => row.map(x => x / parts)), errors };
}
