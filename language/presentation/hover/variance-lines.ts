/** Parts that the hovers of all parameters share: the precision, and the variance in every accuracy. */
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { withDoubt } from '../prose/doubt-text.js';
import { intervalEnds, intervalName, standardErrorOf, standardErrorText } from '../prose/confidence-interval.js';
import { formulaText, sizesLegend, varianceByOrder } from '../notation/formula.js';
import { escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatCertified, mostDigits } from '../notation/numbers.js';
import { reasonMarkdown } from '../prose/reason-text.js';
import { roughSentence } from '../prose/rough-sentence.js';
import { roughNote } from '../prose/rough-text.js';
import { estimatorSymbol } from '../notation/symbols.js';
import { verdictText } from '../prose/verdict-text.js';
import { accuracyNotes, accuracyTable } from './accuracy-table.js';

/** `where`: the design, as ` with 40 clinics`. `**SE 0.0221**, 95 % CI 2.067 … 2.153 (refined)`; null where there is no standard error. Markdown. */
export function precisionLine(spec: ModelSpec, parameter: ParameterAnalysis, where = ''): string | null {
    const standardError = standardErrorOf(parameter);
    if (standardError === null || parameter.using === null) {
        return null;
    }
    const { interval } = parameter;
    const ends = interval === null ? '' : `, ${intervalName(interval)} ${intervalEnds(parameter, interval)}`;
    return `**SE ${standardErrorText(standardError)}**${where}${ends} (${roughNote(parameter) ?? withDoubt(accuracyName(parameter.using, spec, parameter.kind), parameter.exactMayDiffer)})`;
}

/**
 * The variance in every accuracy, notes on it, and the leading term as formula, constant and number `Asy.Var(β̂₁) = C/(mn) = 0.487833670869/(mn) = …`.
 * Markdown. `symbol` is the parameter's. `isAnswered`: the precision at the answer to a `?` stands above.
 */
export function varianceLines(
    view: ModelView,
    parameter: ParameterAnalysis,
    analysis: Analysis,
    symbol: string,
    isAnswered = false
): string {
    const rough = parameter.kind === 'fixed' ? roughSentence(view, [parameter.name]) : null;
    return paragraphs(
        // Approximations may agree with each other on a mean that few units are far from.
        rough && escapeMarkdown(rough),
        verdictText(view.spec, parameter),
        accuracyTable(view, parameter, analysis),
        accuracyNotes(view, parameter),
        leadingLines(view, parameter, analysis, symbol, isAnswered)
    );
}

function leadingLines({ spec }: ModelView, parameter: ParameterAnalysis, analysis: Analysis, symbol: string, isAnswered: boolean): string {
    const { leading } = parameter;
    // The formula of a derived quantity would only repeat the delta method.
    const formula = leading.formula === null || parameter.kind === 'derived' ? null : formulaText(leading.formula);
    const byOrder = varianceByOrder(leading, mostDigits);
    const number = leading.asyVar === null ? null : formatCertified(leading.asyVar, leading.error, 6);
    const steps = [formula, byOrder, number].filter((step, index, all) => step !== null && all.indexOf(step) === index) as string[];
    const constant =
        formula === null ? undefined : meanings.find(({ letter }) => new RegExp(`(^|[^\\p{L}])${letter}/`, 'u').test(formula))?.meaning;
    const missing = parameter.reason ?? (steps.length === 0 ? analysis.reason : null);
    // With the answer in place of `?` there is a number, and it stands above.
    const reason = isAnswered && missing?.code === 'unknown-value' ? null : missing;
    return lines(
        steps.length > 0 && `Leading term: Asy.Var(${escapeMarkdown(estimatorSymbol(symbol))}) = ${steps.map(escapeMarkdown).join(' = ')}`,
        steps.length > 0 && escapeMarkdown(sizesLegend(spec, analysis)),
        constant && escapeMarkdown(constant),
        reason && `**${missingText(parameter, steps.length > 0)}**: ${reasonMarkdown(reason)}`
    );
}

/** What is missing of a parameter's numbers. @param leading whether there is a leading term */
function missingText({ standardError }: ParameterAnalysis, leading: boolean): string {
    if (leading) {
        return 'No number at these sizes';
    }
    return standardError === null ? 'No number' : 'No leading term';
}

/** Constants that are integrals, as the papers define them. */
const meanings = [
    { letter: 'C', meaning: 'C: the diagonal entry of [E{Ω_BB − Ω_BA Ω_AA⁻¹ Ω_AB}]⁻¹, Ω(U) = E{b″(η) XXᵀ | U}' },
    { letter: 'L', meaning: 'L: the diagonal entry of [E{WᵀΣ⁻¹W}]⁻¹, W what multiplies the random-effect terms within a group' }
];
