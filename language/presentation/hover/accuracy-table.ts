/** Leading, two-term, refined and exact variance side by side. */
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { isLinear } from '../../../src-engine/family/families.js';
import { accuracyName, awaitsExact, reasonOfFallback, requestedAccuracy, varianceName } from '../prose/accuracy-text.js';
import { accuracies } from '../../../src-engine/result/by-accuracy.js';
import { accuracySource } from '../prose/accuracy-source.js';
import { standardErrorFrom, standardErrorText } from '../prose/confidence-interval.js';
import { escapeMarkdown, lines, markdownTable } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { noNumber } from '../notation/numbers.js';
import { reasonText } from '../prose/reason-text.js';
import { secondTermText } from '../prose/second-term-text.js';
import { bestAccuracy, boundedVariance, differenceText, varianceText } from '../tables/variance-comparison.js';

const underWay = '…';

/**
 * A row for each accuracy: the variance at the design's sizes, the standard error, the difference from the finest one, and the source of the
 * formula. Null where no accuracy has a variance at the design's sizes. Markdown.
 */
export function accuracyTable(view: ModelView, parameter: ParameterAnalysis, analysis: Analysis): string | null {
    if (accuracies.every(accuracy => parameter[accuracy].asyVar === null)) {
        return null;
    }
    const best = bestAccuracy(parameter);
    const header = ['', 'variance', 'SE', ...(best ? [`vs ${accuracyName(best)}`] : []), ''];
    const rows = accuracies.map(accuracy => row(view, parameter, analysis, { accuracy, best }));
    return markdownTable(header, ['left', 'right', 'right', ...(best ? ['right' as const] : []), 'left'], rows);
}

function row(
    view: ModelView,
    parameter: ParameterAnalysis,
    analysis: Analysis,
    { accuracy, best }: { accuracy: Accuracy; best: Accuracy | null }
): string[] {
    const variance = parameter[accuracy];
    const label = accuracyName(accuracy, view.spec, parameter.kind);
    const name = accuracy === parameter.using ? `**${label}**` : label;
    const bounded = boundedVariance(variance);
    const cells = (number: string, standardError: string, difference: string, source: string) =>
        [name, number, standardError, ...(best ? [difference] : []), source].map((cell, index) =>
            index === 0 ? cell : escapeMarkdown(cell)
        );
    if (bounded) {
        const finest = best && best !== accuracy ? boundedVariance(parameter[best]) : null;
        return cells(
            varianceText(variance, 6),
            standardErrorText(standardErrorFrom(bounded)),
            finest ? differenceText(bounded, finest) : '',
            accuracySource(view.spec, parameter, analysis, accuracy)
        );
    }
    if (accuracy === 'exact' && awaitsExact(view, parameter)) {
        return cells(underWay, underWay, '', 'being computed');
    }
    return cells(noNumber, noNumber, '', variance.reason ? reasonText(variance.reason).short : '');
}

/** The size of the second term, the accuracy that replaces a missing one, and a warning where variances of random effects may be far off. Markdown. */
export function accuracyNotes({ spec }: ModelView, parameter: ParameterAnalysis): string {
    const fallback = reasonOfFallback(spec, parameter);
    const second = secondTermText(parameter);
    const warning = varianceWarning(spec, parameter);
    return lines(
        second && escapeMarkdown(second),
        isExactByRule(spec, parameter) && 'The exact variance is used, because the refined one can be more than 5 % off here.',
        fallback &&
            parameter.using &&
            escapeMarkdown(
                `The standard error comes from ${varianceName(parameter.using)}, not from ${varianceName(requestedAccuracy(spec))}. ${reasonText(fallback).long}`
            ),
        warning && `_${escapeMarkdown(warning)}_`
    );
}

/** Whether the exact variance of an effect replaces the refined one, which exists. */
function isExactByRule({ using: asked, family }: ModelSpec, { kind, using, refined }: ParameterAnalysis): boolean {
    return asked === null && kind === 'fixed' && using === 'exact' && refined.asyVar !== null && !isLinear(family);
}

/**
 * How far the accuracies can be from the exact variance of a random effect's variance. The coverage is of Poisson models with 50 and logistic models
 * with 100 groups of 20. Null where the exact variance is known, and for Gaussian responses, whose refined variance is exact or close to it.
 */
function varianceWarning(spec: ModelSpec, { kind, using, exact, standardError }: ParameterAnalysis): string | null {
    if ((kind !== 'variance' && kind !== 'covariance') || exact.asyVar !== null || standardError === null) {
        return null;
    }
    switch (using) {
        case 'leading':
            return 'For variances of random effects the leading term can be far too small: in simulations with 50 to 100 groups of 20, its 95 % intervals covered 81 to 87 %.';
        case 'twoTerm':
            return 'For variances of random effects two terms can be tens of per cent away from the exact variance.';
        case 'refined':
            return isLinear(spec.family)
                ? null
                : 'For variances of random effects the refined form can be more than 10 % away from the exact variance. To compute that, write using exact.';
        default:
            return null;
    }
}
