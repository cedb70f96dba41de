/** Whether an answer uses exact variances: those of a Gaussian model have a closed form, which the refined form often equals. */
import { effectsOf } from '../../../src-engine/design/contrasts.js';
import { isLinear } from '../../../src-engine/family/families.js';
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import type { ModelView } from '../model-view.js';

const rounding = 1e-8;

const isSame = (a: number | null, b: number | null): boolean => a !== null && b !== null && Math.abs(a - b) <= rounding * Math.abs(b);

/** Whether a parameter's refined variance is the exact one of a Gaussian model. */
export function refinedIsExact(spec: ModelSpec, { refined, exact }: ParameterAnalysis): boolean {
    return isLinear(spec.family) && !exact.simulated && isSame(refined.asyVar, exact.asyVar);
}

/** The same for everything that a test uses; if sizes are asked for, for the answers, which are roots of the variances. */
export function isExactGaussian(
    { spec, analysis }: Pick<ModelView, 'spec' | 'analysis'>,
    { contrasts }: Pick<TestSpec, 'contrasts'>,
    { required }: Pick<TestAnswer, 'required'>,
    using: Accuracy
): boolean {
    if (!isLinear(spec.family)) {
        return false;
    }
    if (using !== 'refined') {
        return using === 'exact';
    }
    const names = new Set(effectsOf({ contrasts }));
    return required?.asked
        ? isSame(required.continuous.refined, required.continuous.exact)
        : analysis !== null && covariancesAreSame(analysis, names);
}

function covariancesAreSame({ covariance: { names, refined, exact } }: Analysis, of: ReadonlySet<string>): boolean {
    const at = names.flatMap((name, i) => (of.has(name) ? [i] : []));
    return (
        refined !== null &&
        exact !== null &&
        at.every(i =>
            at.every(j => {
                const scale = Math.sqrt(Math.abs(exact[i]![i]! * exact[j]![j]!));
                return Math.abs(refined[i]![j]! - exact[i]![j]!) <= rounding * scale;
            })
        )
    );
}
