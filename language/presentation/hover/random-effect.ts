import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import { hasDispersion, residualVariance } from '../../../src-engine/family/families.js';
import { authorScales, scaleOfVariance } from '../notation/author-scale.js';
import { intervalName, standardErrorOf } from '../prose/confidence-interval.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import { findParameter, type ModelView } from '../model-view.js';
import { formatCertified, formatCorrelation, formatPositiveInterval, formatValue } from '../notation/numbers.js';
import { covarianceSymbol, findCovarianceEntry, parameterNameOf, type CovarianceEntry } from '../notation/random-effect.js';
import { stateNote } from './numbers-state.js';
import { precisionLine, varianceLines } from './variance-lines.js';

/** A variance or a covariance of random effects. `name` as in the analysis: `var(beta0 | subject)`. Markdown. */
export function covarianceParameterHover(view: ModelView, name: string, doc: string | null): string {
    const { spec, analysis } = view;
    const entry = findCovarianceEntry(spec, name);
    if (!entry) {
        return paragraphs(`**${escapeMarkdown(name)}**`, doc && escapeComment(doc), stateNote(view));
    }
    const parameter = findParameter(view, parameterNameOf(entry));
    const symbol = covarianceSymbol(spec, entry);
    const isVariance = entry.row === entry.column;
    return paragraphs(
        `**${escapeMarkdown(name)}** (${escapeMarkdown(symbol)}) = ${formatValue(entry.value)}, ${roleText(entry)}`,
        stateNote(view),
        isVariance ? varianceValues(view, entry, parameter) : covarianceValues(view.spec, entry, parameter),
        doc && escapeComment(doc),
        parameter && analysis && varianceLines(view, parameter, analysis, symbol)
    );
}

function roleText({ block, row, column }: CovarianceEntry): string {
    const group = codeSpan(block.group);
    const effect = (index: number) => codeSpan(block.effects[index] ?? '');
    return row === column
        ? `variance of ${effect(row)} between units of ${group}`
        : `covariance of ${effect(row)} and ${effect(column)} between units of ${group}`;
}

function varianceValues({ spec, scales }: ModelView, { value, block, row }: CovarianceEntry, parameter: ParameterAnalysis | null): string {
    const isCorrelation = scaleOfVariance(scales, block.effects[row] ?? '', block.group) === 'icc';
    const sd = Math.sqrt(value);
    const standardError = parameter && standardErrorOf(parameter);
    if (!parameter || !standardError) {
        return lines(`As a standard deviation: ${formatValue(sd, 4)}`, isCorrelation && correlationText(spec, value, null));
    }
    // By the delta method: SE(√v) = SE(v)/(2√v).
    const sdError = { value: standardError.value / (2 * sd), error: standardError.error / (2 * sd) };
    const { interval } = parameter;
    const ofSd =
        interval && interval.lower > 0
            ? `, ${intervalName(interval)} ${formatPositiveInterval(Math.sqrt(interval.lower), Math.sqrt(interval.upper), standardError.error / value)}`
            : '';
    return lines(
        precisionLine(spec, parameter),
        `As a standard deviation: ${formatValue(sd, 4)}, SE ${formatCertified(sdError.value, sdError.error, 3)}${ofSd}`,
        isCorrelation && correlationText(spec, value, parameter)
    );
}

/**
 * `As an intraclass correlation: 0.05, SE 0.0187, 95 % CI 0.024 … 0.102`, by the delta method. Where the residual variance is estimated, too, the value
 * alone. Null where there is none.
 */
function correlationText(spec: ModelSpec, variance: number, parameter: ParameterAnalysis | null): string | null {
    const residual = residualVariance(spec.family);
    if (residual === null) {
        return null;
    }
    const written = (between: number): number => authorScales.icc.written(between, residual);
    const text = `As an intraclass correlation: ${formatValue(written(variance), 4)}`;
    const standardError = parameter && standardErrorOf(parameter);
    if (!standardError || hasDispersion(spec.family)) {
        return text;
    }
    const slope = residual / (variance + residual) ** 2;
    const { interval } = parameter;
    const ends =
        interval && interval.lower > 0
            ? `, ${intervalName(interval)} ${formatPositiveInterval(written(interval.lower), written(interval.upper), (4 * standardError.error) / variance)}`
            : '';
    return `${text}, SE ${formatCertified(slope * standardError.value, slope * standardError.error, 3)}${ends}`;
}

function covarianceValues(spec: ModelSpec, { block, row, column, value }: CovarianceEntry, parameter: ParameterAnalysis | null): string {
    const rowVariance = sigmaOf(block)[row]?.[row] ?? NaN;
    const columnVariance = sigmaOf(block)[column]?.[column] ?? NaN;
    return lines(
        parameter && precisionLine(spec, parameter),
        `As a correlation: ${formatCorrelation(value / Math.sqrt(rowVariance * columnVariance))}`
    );
}
