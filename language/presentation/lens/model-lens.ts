/** One-line texts over a model and over its fixed effects. The most important comes first, because editors cut long lines. */
import { families as engineFamilies } from '../../../src-engine/family/families.js';
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import { families } from '../../knowledge/families.js';
import { accuracyName, accuracyTag, hasNumber } from '../prose/accuracy-text.js';
import { exactOverInUse } from '../choice/exact-check.js';
import { intervalEnds, intervalName, standardErrorFrom, standardErrorOf, standardErrorText } from '../prose/confidence-interval.js';
import { attritionText, designText } from '../prose/design-text.js';
import type { FixedEffectSpec } from '../../../src-engine/spec/model-spec.js';
import { scaleOfEffect } from '../notation/author-scale.js';
import { effectOnScaleText, effectScale } from '../prose/on-author-scale.js';
import { comparisonText } from '../prose/effect-meaning.js';
import { shortImpliedMean, shortInterceptMean } from '../prose/implied-mean.js';
import { varianceByOrder } from '../notation/formula.js';
import { lensText } from './lens-text.js';
import { formatCount } from '../notation/numbers.js';
import { findFixedEffect, findParameter, parameterAtAnswer, type ModelView } from '../model-view.js';
import { answerText } from '../prose/answer-text.js';
import { boundedVariance } from '../tables/variance-comparison.js';
import { roughNumberMark } from '../prose/rough-sentence.js';
import { roughNote } from '../prose/rough-text.js';
import { reasonText } from '../prose/reason-text.js';
import { computing, stateText } from '../prose/state-text.js';
import { sentenceCase } from '../prose/sentence-case.js';

/** `Poisson · 50 subjects × 20 · 2 fixed effects`. */
export function modelLens(view: ModelView): string {
    const { spec, analysis } = view;
    const { name, link } = spec.family;
    const linkText = link === engineFamilies[name].defaultLink ? '' : `, ${link} link`;
    const effects = `${spec.fixed.length} fixed effect${spec.fixed.length === 1 ? '' : 's'}`;
    return lensText(
        sentenceCase(families[name].title) + linkText,
        designText(spec),
        recruitText(view),
        effects,
        analysis && numbersText(view, analysis),
        stateText(view.state, view.analysis !== null)
    );
}

/** Counts are of units analysed; with attrition more must be recruited. */
function recruitText({ spec, analysis }: ModelView): string | null {
    const outermost = analysis?.groups.find(({ within, recruit }) => within === null && recruit !== null);
    const attrition = attritionText(spec.design);
    return attrition && (outermost?.recruit ? `${attrition}: recruit ${formatCount(outermost.recruit)}` : attrition);
}

/** The accuracy of a model's numbers; where some are missing, for which effects and why. */
function numbersText(view: ModelView, analysis: Analysis): string {
    const fixed = analysis.parameters
        .filter(({ kind }) => kind === 'fixed')
        .map(parameter => parameterAtAnswer(view, parameter.name) ?? parameter);
    const without = fixed.filter(parameter => !hasNumber(parameter));
    // A parameter's own reason comes before that of the model: the texts below name it, too.
    const reasons = without.flatMap(parameter => {
        const reason = parameter.reason ?? analysis.reason;
        return reason === null ? [] : [{ name: parameter.name, why: reasonText(reason).short }];
    });
    const whys = [...new Set(reasons.map(({ why }) => why))];
    const areAll = !analysis.parameters.some(hasNumber);
    const named = (why: string): string => reasons.flatMap(one => (one.why === why ? [one.name] : [])).join(', ');
    const missing = whys.map(why => `no number${areAll && whys.length === 1 ? 's' : ` for ${named(why)}`}: ${why}`).join('; ');
    const accuracy =
        accuracyTag(view, fixed) ??
        (fixed.some(parameter => hasNumber(parameter) && parameter.standardError === null) && accuracyName('leading'));
    return [!areAll && accuracy, missing].filter(Boolean).join(' · ');
}

/**
 * `SE 0.0221 · 95 % CI 2.067 … 2.153`, with the accuracy where it is not the usual one; of a level also `low compared with control`; without sizes `Asy.Var 0.4878/(mn) · leading term`; without a
 * number the reason. Empty where the numbers are of a model without this effect.
 *
 * Effects on one line share a line of lenses: with more than one (`effectsOnLine`) the text begins with the name, and from three on it leaves the interval to the
 * hover, so that all of them fit. The block is said where the tool has chosen it (`isSorted`).
 */
export function fixedEffectLens(view: ModelView, name: string, { effectsOnLine = 1, isSorted = false } = {}): string {
    const text = effectText(view, name, effectsOnLine <= 2);
    if (text === '') {
        return text;
    }
    const block = isSorted ? findFixedEffect(view.spec, name)?.block : null;
    return (effectsOnLine > 1 ? `${name}: ` : '') + lensText(text, block ? `block ${block}` : null);
}

function effectText(view: ModelView, name: string, withInterval: boolean): string {
    const { spec, analysis, state } = view;
    const answered = state === 'fresh' || state === 'computing' || state === 'spoiled' ? parameterAtAnswer(view, name) : null;
    if (!analysis) {
        return lensText(stateText(view.state, view.analysis !== null));
    }
    const effect = findFixedEffect(spec, name);
    const parameter = answered ?? findParameter(view, name);
    if (!effect || !parameter) {
        return state === 'computing' ? computing : '';
    }
    const standardError = standardErrorOf(parameter);
    if (standardError !== null) {
        const note = roughNote(parameter);
        const interval = withInterval && note === null ? parameter.interval : null;
        const written = answered && view.answers && answerText(spec, view.answers);
        const onScale = note === null && withInterval ? onAuthorScale(view, effect, parameter) : null;
        if (onScale !== null) {
            return lensText(
                `SE ${standardErrorText(standardError)}${written ? ` with ${written.amount}` : ''} (${onScale})`,
                accuracyTag(view, [parameter]),
                exactErrorText(parameter),
                roughNumberMark(view, [name]),
                shortImpliedMean(view, effect, { withRatio: false }),
                stateText(view.state, view.analysis !== null)
            );
        }
        return lensText(
            `SE ${standardErrorText(standardError)}${written ? ` with ${written.amount}` : ''}`,
            note,
            interval && `${intervalName(interval)} ${intervalEnds(parameter, interval)}`,
            note === null && accuracyTag(view, [parameter]),
            note === null && exactErrorText(parameter),
            roughNumberMark(view, [name]),
            note === null && withInterval && (shortImpliedMean(view, effect, { withRatio: true }) ?? shortInterceptMean(spec, effect)),
            withInterval && comparisonText(spec, effect, { isRatio: false }),
            stateText(view.state, view.analysis !== null)
        );
    }
    const byOrder = varianceByOrder(parameter.leading);
    if (byOrder !== null) {
        return lensText(`Asy.Var ${byOrder}`, accuracyName('leading'), stateText(view.state, view.analysis !== null));
    }
    const reason = parameter.reason ?? analysis.reason;
    const mark = state === 'spoiled' ? null : stateText(state, true);
    return lensText(reason ? `no number: ${reasonText(reason).short}` : 'no number', mark);
}

/** `OR 1.5, 95 % CI 1.18 to 1.92`; null where the effect is not written on a scale of its own, or has no interval. */
function onAuthorScale({ spec, scales }: ModelView, effect: FixedEffectSpec, parameter: ParameterAnalysis): string | null {
    const written = scaleOfEffect(scales, effect.name);
    const scale = written && effectScale(spec, effect, written);
    const { value, interval } = parameter;
    return scale && value !== null && interval?.level === 0.95
        ? effectOnScaleText(spec, effect, { value, ...interval, error: standardErrorOf(parameter)?.error ?? 0 }, scale)
        : null;
}

/** `exact SE 0.61` where that is far from the standard error in use. */
function exactErrorText(parameter: ParameterAnalysis): string | null {
    const exact = exactOverInUse(parameter) === null ? null : boundedVariance(parameter.exact);
    return exact && `exact SE ${standardErrorText(standardErrorFrom(exact))}`;
}
