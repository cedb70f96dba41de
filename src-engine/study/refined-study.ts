/**
 * The refined covariance of the fixed effects for every structure: Cov(β̂) ≈ {E[Xᵀ(W⁻¹ + ZGZᵀ)⁻¹X]}⁻¹, the mean over random effects, drawn predictors and drawn sizes of
 * a whole study. For one grouping factor it is the refined form of `one-factor/refined.ts`; for Gaussian responses (XᵀV⁻¹X)⁻¹.
 *
 * Source: derived for this project; see docs/theory.md, "Every structure".
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sizesOf } from '../structure/group-counts.js';
import type { SizePoint } from '../structure/group-size-law.js';
import type { Sizes } from '../structure/sizes.js';
import { parameterIndex, type JointCovariance } from '../structure/structure-result.js';
import { worstComponentError, worstOfPicture, worstStudyError } from './limits.js';
import { meanInformation, type StudyOptions } from './mean-information.js';
import { componentCovariance } from './shrunk-mode.js';
import { affordableSizes } from './study-sizes.js';
import { sharesOfEntries } from './vanishing-variances.js';
import { studyPart, type StudyPart } from './study-part.js';
import { studyPlan } from './study-plan.js';

/**
 * @param spec its `marginal` has been solved for
 * @returns the fixed effects in the order of the spec; errors are statistical, three standard errors
 * @throws NotAvailable `unknown-value`, `accuracy`, `not-finite`, `stopped`
 */
export function refinedStudy(spec: ModelSpec, options: RefinedStudyOptions): JointCovariance {
    const members = spec.fixed.map((_, i) => i);
    return combined(spec, options, 'fixed', (part, law) => {
        const { covariance, errors } = meanInformation(part, law, options);
        return { members, covariance, errors };
    });
}

/**
 * The same with the variance components, by the shrunk mode, and φ of a linear model.
 *
 * @throws NotAvailable as `refinedStudy`; where a Σ is singular or the information of the components is not positive definite
 */
export function refinedComponents(spec: ModelSpec, options: RefinedStudyOptions): JointCovariance {
    const { phi } = parameterIndex(spec);
    return combined(spec, options, 'all', (part, law) => componentCovariance(part, law, phi, options));
}

export interface RefinedStudyOptions extends StudyOptions {
    /** Studies of the same model at other sizes: sizes that are not whole use their neighbours, several times in a search. */
    known?: KnownStudies;
    /** For pictures: lines between studies at few sizes, these among them; see `affordableSizes`. */
    nodes?: Sizes;
}

export type KnownStudies = Map<string, PartCovariance>;

interface PartCovariance {
    members: number[];
    /** Of the estimates from one part. */
    covariance: Matrix;
    /** Relative. */
    errors: number[];
}

/** The covariance at the design's sizes from that at sizes that can be drawn. */
function combined(
    spec: ModelSpec,
    { known, nodes }: RefinedStudyOptions,
    what: 'fixed' | 'all',
    covarianceOf: (part: StudyPart, law: readonly SizePoint[]) => PartCovariance
): JointCovariance {
    let sum: JointCovariance | undefined;
    const weigh = sharesOfEntries(spec);
    for (const size of affordableSizes(spec, nodes)) {
        const { counts, n } = size;
        const sized = {
            ...spec,
            design: { ...spec.design, counts: Object.entries(counts).map(([group, count]) => ({ group, count })), n }
        };
        const law = sizesOf(sized);
        if (isReason(law)) {
            throw new NotAvailable(law);
        }
        const plan = studyPlan(sized, counts);
        const parts = plan.whole ? counts[plan.whole.random.group] : 1;
        const key = JSON.stringify([what, n, Object.entries(counts).filter(([group]) => group !== plan.whole?.random.group)]);
        const found = known?.get(key) ?? covarianceOf(studyPart(plan, counts), law);
        known?.set(key, found);
        const { members, covariance, errors } = found;
        const share = (i: number, j: number): number => weigh(size, members[i], members[j]) / parts;
        sum = {
            members,
            covariance: covariance.map((row, i) => row.map((x, j) => share(i, j) * x + (sum?.covariance[i][j] ?? 0))),
            errors: errors.map((error, i) => Math.abs(share(i, i)) * error * covariance[i][i] + (sum?.errors[i] ?? 0)),
            simulated: false,
            standing: 'derived'
        };
    }
    const { covariance, errors } = sum!;
    const reached = Math.max(...errors.map((error, i) => error / covariance[i][i]));
    const worst = nodes ? worstOfPicture : what === 'fixed' ? worstStudyError : worstComponentError;
    if (!(reached < worst && covariance.every((row, i) => row[i] > 0))) {
        throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(reached) ? reached : null });
    }
    return sum!;
}
