/** The leading covariance of one factor's variance components, times its number of units, in a model with several factors. */
import { canDepend } from '../one-factor/dependent-terms.js';
import { leadingA } from '../one-factor/leading-a.js';
import { groupModel } from '../predictors/group-model.js';
import { seenFrom } from '../predictors/seen-from.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { leadingCovariance } from '../structure/covariance/leading-covariance.js';
import { accuracyOfComponents } from './limits.js';

/** Where the terms of the random effects depend on one another in some units, only their combinations show there. @throws NotAvailable */
export function unitComponents(spec: ModelSpec, factor: number): Matrix {
    const random = spec.random[factor];
    if (!canDepend({ random, analysis: new TermAnalysis(spec.predictors), spec })) {
        return leadingCovariance(random);
    }
    const model = groupModel(seenFrom(spec, factor));
    const options = { accuracy: accuracyOfComponents, budget: 0, shouldStop: () => false };
    const { components } = leadingA({ ...model, effectsA: [], termsA: [], effectsB: [], termsB: [], foldedEffects: 0 }, options);
    if (isReason(components)) {
        throw new NotAvailable(components);
    }
    return components;
}
