/** The part that the hovers of all parameters share: the asymptotic variance as formula, constant and number. */
import type { Analysis, ParameterAnalysis } from '../../../src-engine/analysis.js';
import { accuracyName, accuracyNote } from '../accuracy-text.js';
import { intervalEnds, intervalName, standardErrorOf, standardErrorText } from '../confidence-interval.js';
import { formulaText, sizesLegend, varianceByOrder } from '../formula.js';
import { escapeMarkdown, lines } from '../markdown.js';
import type { ModelView } from '../model-view.js';
import { formatCertified, mostDigits } from '../numbers.js';
import { reasonMarkdown } from '../reason-text.js';
import { estimatorSymbol } from '../symbols.js';

/** `**SE 0.0221**, 95 % CI 2.067 … 2.153 (leading term)`; null where there is no standard error. Markdown. */
export function precisionLine(parameter: ParameterAnalysis): string | null {
    const standardError = standardErrorOf(parameter);
    if (standardError === null || parameter.using === null) {
        return null;
    }
    const { interval } = parameter;
    const ends = interval === null ? '' : `, ${intervalName(interval)} ${intervalEnds(parameter, interval)}`;
    return `**SE ${standardErrorText(standardError)}**${ends} (${accuracyName(parameter.using)})`;
}

/**
 * `Asy.Var(β̂₁) = C/(mn) = 0.000487833670869`, what m and n stand for, and why a number is missing. Markdown. `symbol` is the parameter's.
 */
export function varianceLines({ spec }: ModelView, parameter: ParameterAnalysis, analysis: Analysis, symbol: string): string {
    const { leading } = parameter;
    const formula = leading.formula === null ? null : formulaText(leading.formula);
    const byOrder = varianceByOrder(leading, mostDigits);
    const number = leading.asyVar === null ? null : formatCertified(leading.asyVar, leading.error, 6);
    const steps = [formula, byOrder, number].filter((step, index, all) => step !== null && all.indexOf(step) === index) as string[];
    const reason = parameter.reason ?? (steps.length === 0 ? analysis.reason : null);
    return lines(
        steps.length > 0 && `Asy.Var(${escapeMarkdown(estimatorSymbol(symbol))}) = ${steps.map(escapeMarkdown).join(' = ')}`,
        steps.length > 0 && escapeMarkdown(sizesLegend(spec, analysis)),
        reason && `**${steps.length > 0 ? 'No number at these sizes' : 'No number'}**: ${reasonMarkdown(reason)}`
    );
}

/** How far the number may be trusted; nothing where there is none. Markdown. */
export function accuracyLine(parameter: ParameterAnalysis, analysis: Analysis): string | null {
    const hasNumber = parameter.leading.constant !== null || parameter.leading.terms !== null || parameter.leading.asyVar !== null;
    return hasNumber ? `_${accuracyNote(parameter, analysis)}_` : null;
}
