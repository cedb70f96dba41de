import { completeModel } from '../src-engine/input/complete-model.js';
import { analyze as analyzeModel } from '../src-engine/analysis/analyze.js';
import type { Analysis, AnalysisOptions } from '../src-engine/result/analysis.js';
import { isReason, type Reason } from '../src-engine/result/reason.js';
import type { ModelInput } from '../src-engine/spec/model-input.js';
import { callback, checkedOptions, flag, oneOf, positiveNumber, seed, share } from './checked-options.js';

/**
 * Computes the asymptotic variance, the standard error and the confidence interval of every parameter of a model.
 *
 * `spec` is checked first. Where it is not valid, the analysis is empty and its `reason` is `{ code: 'invalid', path, detail }`, with the path of the
 * first fault and what would be right; an effect in the wrong block gives `{ code: 'wrong-block', effect }`, a covariance that is singular or has a negative
 * eigenvalue `{ code: 'not-positive-definite', group, smallestEigenvalue }`. A number that cannot be computed is null with a reason beside it. No
 * result holds NaN or Infinity, and no data make this function throw.
 *
 * Effects and standard errors are on the scale of the linear predictor, variances in the square of that; φ has its own unit. Integrals are certified to
 * the relative accuracy of `options.accuracy`, and every variance has its absolute error beside it.
 *
 * @throws UsageError where an option is unknown or out of range
 */
export function analyze(spec: ModelInput, options?: AnalysisOptions): Analysis {
    const checked = checkedOptions<AnalysisOptions>('analyze', options, {
        shouldStop: callback,
        accuracy: share,
        budget: positiveNumber,
        level: share,
        exact: oneOf('none', 'headline', 'closed', 'quick', 'simulate'),
        seed,
        cautions: flag
    });
    const model = completeModel(spec);
    return isReason(model) ? without(model) : analyzeModel(model, checked);
}

/** The empty analysis of an invalid model. */
function without(reason: Reason): Analysis {
    return {
        structure: 'none',
        groups: [],
        n: null,
        nLaw: null,
        using: 'refined',
        parameters: [],
        covariance: { names: [], leading: null, twoTerm: null, refined: null, exact: null },
        integrals: [],
        fewEvents: null,
        fewDraws: [],
        unevenGroups: null,
        reason
    };
}
