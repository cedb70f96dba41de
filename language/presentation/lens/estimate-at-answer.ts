/** The precision of an effect at the design that answers a `?`, in a few words. */
import type { EstimateAtAnswer } from '../../../src-engine/result/design-answers.js';
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import { findFixedEffect, type ModelView } from '../model-view.js';
import { scaleOfEffect } from '../notation/author-scale.js';
import { effectOnScaleText, effectScale } from '../prose/on-author-scale.js';
import { standardErrorFrom, standardErrorText } from '../prose/confidence-interval.js';
import { halfOf95, roughNote } from '../prose/rough-text.js';
import { boundedVariance } from '../tables/variance-comparison.js';

/** `SE 0.125 (OR 1.5, 95 % CI 1.18 to 1.92)`, of a level `SE 0.125 (OR 1.5, low compared with control, 95 % CI 1.18 to 1.92)`; null where the test is about more than one effect, or nothing answers the `?`. Plain text. */
export function estimateAtAnswerText(
    view: Pick<ModelView, 'spec' | 'scales'>,
    estimates: readonly EstimateAtAnswer[] | null,
    { contrasts }: TestSpec
): string | null {
    const { spec } = view;
    const [first, second] = contrasts;
    const effects = first?.coefficients.filter(({ coefficient }) => coefficient !== 0) ?? [];
    const [only] = effects;
    const estimate = only && second === undefined && effects.length === 1 ? estimates?.find(({ name }) => name === only.effect) : undefined;
    const variance = estimate && boundedVariance(estimate.variance);
    if (!estimate || !variance) {
        return null;
    }
    const standardError = standardErrorFrom(variance);
    const effect = findFixedEffect(spec, estimate.name);
    const note = roughNote({ ...estimate, kind: 'fixed', block: effect?.block ?? null });
    const scale = note ?? onScale(view, estimate, standardError);
    return `SE ${standardErrorText(standardError)}${scale === null ? '' : ` (${scale})`}`;
}

/** The effect on the scale of its author, else as a ratio where the link makes it one, and its interval. */
function onScale(
    { spec, scales }: Pick<ModelView, 'spec' | 'scales'>,
    { name, value }: EstimateAtAnswer,
    { value: se, error }: { value: number; error: number }
): string | null {
    const effect = findFixedEffect(spec, name);
    if (value === null || effect === null) {
        return null;
    }
    const ends = { lower: value - halfOf95 * se, upper: value + halfOf95 * se };
    return effectOnScaleText(spec, effect, { value, ...ends, error }, effectScale(spec, effect, scaleOfEffect(scales, name)));
}
