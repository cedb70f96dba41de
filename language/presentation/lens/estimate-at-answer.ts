/** The precision of an effect at the design that answers a `?`, in a few words. */
import type { DesignAnswers, EstimateAtAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { findFixedEffect } from '../model-view.js';
import { formatInterval, formatPositiveInterval, formatValue } from '../notation/numbers.js';
import { isConstantOne } from '../notation/term-text.js';
import { ratioOfRatios, ratioTitle } from '../prose/back-transform.js';
import { comparisonText, isDifferenceOfComparisons } from '../prose/effect-meaning.js';
import { standardErrorFrom, standardErrorText } from '../prose/confidence-interval.js';
import { halfOf95, roughNote } from '../prose/rough-text.js';
import { boundedVariance } from '../tables/variance-comparison.js';

/** `SE 0.125 (OR 1.5, 95 % CI 1.18 to 1.92)`, of a level `SE 0.125 (OR 1.5, low compared with control, 95 % CI 1.18 to 1.92)`; null where the test is about more than one effect, or nothing answers the `?`. Plain text. */
export function estimateAtAnswerText(spec: ModelSpec, { atAnswer }: DesignAnswers, { contrasts }: TestSpec): string | null {
    const [first, second] = contrasts;
    const effects = first?.coefficients.filter(({ coefficient }) => coefficient !== 0) ?? [];
    const [only] = effects;
    const estimate = only && second === undefined && effects.length === 1 ? atAnswer?.find(({ name }) => name === only.effect) : undefined;
    const variance = estimate && boundedVariance(estimate.variance);
    if (!estimate || !variance) {
        return null;
    }
    const standardError = standardErrorFrom(variance);
    const effect = findFixedEffect(spec, estimate.name);
    const note = roughNote({ ...estimate, kind: 'fixed', block: effect?.block ?? null });
    const scale = note ?? onScale(spec, estimate, standardError);
    return `SE ${standardErrorText(standardError)}${scale === null ? '' : ` (${scale})`}`;
}

/** The effect as a ratio where the link makes it one, and its interval. */
function onScale(
    spec: ModelSpec,
    { name, value }: EstimateAtAnswer,
    { value: se, error }: { value: number; error: number }
): string | null {
    const effect = findFixedEffect(spec, name);
    if (value === null || effect === null) {
        return null;
    }
    const [lower, upper] = [value - halfOf95 * se, value + halfOf95 * se];
    const ratio = isConstantOne(effect.term) ? null : ratioTitle(spec.family);
    const compared = comparisonText(spec, effect, { isRatio: ratio !== null });
    const ends = (text: string): string => [compared, `95 % CI ${text.replace(' … ', ' to ')}`].filter(Boolean).join(', ');
    if (ratio === null || !Number.isFinite(Math.exp(upper)) || Math.exp(lower) === 0) {
        return ends(formatInterval(lower, upper, 4 * error));
    }
    const title = isDifferenceOfComparisons(spec, effect) ? ratioOfRatios(ratio) : ratio;
    const short = title === 'Odds ratio' ? 'OR' : title.charAt(0).toLowerCase() + title.slice(1);
    return `${short} ${formatValue(Math.exp(value), 3)}, ${ends(formatPositiveInterval(Math.exp(lower), Math.exp(upper), 4 * error))}`;
}
