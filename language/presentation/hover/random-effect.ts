import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import { families, hasDispersion, residualVariance } from '../../../src-engine/family/families.js';
import { boundedMeans, correlationOfResponses, isBoundedLink, type BoundedLink } from '../../../src-engine/family/mean-response.js';
import { authorScales, scaleOfVariance } from '../notation/author-scale.js';
import { intervalName, standardErrorOf } from '../prose/confidence-interval.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import { findParameter, type ModelView } from '../model-view.js';
import { formatCertified, formatCorrelation, formatPositiveInterval, formatValue } from '../notation/numbers.js';
import { covarianceSymbol, findCovarianceEntry, parameterNameOf, type CovarianceEntry } from '../notation/random-effect.js';
import { isConstantOne } from '../notation/term-text.js';
import { stateNote } from './numbers-state.js';
import { precisionLine, varianceLines } from './variance-lines.js';
import { whereOthersAreZero } from '../prose/others-at-zero.js';

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

function varianceValues(view: ModelView, { value, block, row }: CovarianceEntry, parameter: ParameterAnalysis | null): string {
    const { spec, scales } = view;
    const isCorrelation = scaleOfVariance(scales, block.effects[row] ?? '', block.group) === 'icc';
    const sd = Math.sqrt(value);
    const standardError = parameter && standardErrorOf(parameter);
    if (!parameter || !standardError) {
        return lines(
            `As a standard deviation: ${formatValue(sd, 4)}`,
            isCorrelation && correlationText(spec, value, null),
            ...(isCorrelation ? latentScaleLines(view, value) : [])
        );
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
        isCorrelation && correlationText(spec, value, parameter),
        ...(isCorrelation ? latentScaleLines(view, value) : [])
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

/** The residual variance of each latent scale. */
const latentResidual: Record<BoundedLink, string> = { logit: 'π²/3', probit: '1', cloglog: 'π²/6' };

/**
 * Of a yes/no response: that its intraclass correlation is one of the latent scale, and the one of proportions at the intercept where no other random
 * effect takes part.
 */
function latentScaleLines(view: ModelView, variance: number): string[] {
    const { spec } = view;
    const { name, link } = spec.family;
    if (families[name].mean !== 'probability' || !isBoundedLink(link)) {
        return [];
    }
    const latent = `This is the latent scale, on which the residual variance is ${latentResidual[link]}`;
    const intercept = spec.fixed.find(({ term }) => isConstantOne(term));
    const at = intercept && (intercept.value ?? findParameter(view, intercept.name)?.value ?? null);
    const isAlone = spec.random.flatMap(({ effects }) => effects).length === 1;
    if (at === undefined || at === null || !isAlone) {
        return [latent];
    }
    const sd = Math.sqrt(variance);
    const proportions = formatValue(correlationOfResponses(link, at, sd), 3);
    const mean = formatValue(boundedMeans(link, at, sd).mean, 3);
    return [latent, `On the scale of proportions: ${proportions}, at a mean probability of ${mean}, ${whereOthersAreZero(spec)}`];
}

function covarianceValues(spec: ModelSpec, { block, row, column, value }: CovarianceEntry, parameter: ParameterAnalysis | null): string {
    const rowVariance = sigmaOf(block)[row]?.[row] ?? NaN;
    const columnVariance = sigmaOf(block)[column]?.[column] ?? NaN;
    return lines(
        parameter && precisionLine(spec, parameter),
        `As a correlation: ${formatCorrelation(value / Math.sqrt(rowVariance * columnVariance))}`
    );
}
