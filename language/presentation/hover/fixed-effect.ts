import { hasNumber } from '../prose/accuracy-text.js';
import { answerText } from '../prose/answer-text.js';
import { backTransformText } from '../prose/back-transform.js';
import { blockText } from '../prose/block-text.js';
import { factorHover, parametersOfFactor } from './factor.js';
import { comparisonText, scaleNote } from '../prose/effect-meaning.js';
import { impliedMeanText } from '../prose/implied-mean.js';
import { extensionNote } from '../prose/extension-note.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import { findFixedEffect, findParameter, parameterAtAnswer, type ModelView } from '../model-view.js';
import { formatValue } from '../notation/numbers.js';
import { parameterSymbol } from '../notation/symbols.js';
import { languageNotation, writeTerm } from '../notation/term-text.js';
import { stateNote } from './numbers-state.js';
import { precisionLine, varianceLines } from './variance-lines.js';

/** Symbol and value, precision, the ratio or mean response, the variance, and the block with its reason. Markdown. */
export function fixedEffectHover(view: ModelView, name: string, doc: string | null): string {
    const { spec, analysis } = view;
    const effect = findFixedEffect(spec, name);
    if (!effect) {
        const factor = parametersOfFactor(spec, name);
        if (factor.length > 0) {
            return factorHover(view, name, factor, doc);
        }
        return paragraphs(`**${escapeMarkdown(name)}**`, doc && escapeComment(doc), stateNote(view));
    }
    const parameter = findParameter(view, name);
    const answered = parameterAtAnswer(view, name);
    const written = answered && view.answers && answerText(spec, view.answers);
    const where = written ? ` with ${escapeMarkdown(written.amount)}` : '';
    const shown = answered ?? parameter;
    const symbol = parameterSymbol(name);
    // The analysis has solved marginal(…).
    const solved = effect.marginal === null ? null : (parameter?.value ?? null);
    const value =
        effect.value !== null
            ? ` = ${formatValue(effect.value)}`
            : effect.marginal !== null
              ? ` = marginal(${formatValue(effect.marginal)})${solved === null ? '' : ` = ${formatValue(solved)}`}`
              : ' = ?';
    const title = `**${escapeMarkdown(name)}**${symbol === name ? '' : ` (${symbol})`}${value}`;
    const isIntercept = effect.term.op === 'number' && effect.term.value === 1;
    const compared = comparisonText(spec, effect, { isRatio: false });
    const role = isIntercept
        ? 'the intercept'
        : compared === null
          ? `effect of ${codeSpan(writeTerm(effect.term, languageNotation))}`
          : `${escapeMarkdown(compared)}${scaleNote(spec)}`;
    const onResponseScale = backTransformText(spec, { ...effect, value: effect.value ?? solved }, shown);
    const implied = impliedMeanText(view, effect);
    const extension = extensionNote(spec, effect);
    return paragraphs(
        `${title}, ${role}`,
        stateNote(view),
        lines(
            shown && precisionLine(view.spec, shown, where),
            onResponseScale && escapeMarkdown(onResponseScale),
            implied && escapeMarkdown(implied)
        ),
        doc && escapeComment(doc),
        parameter && analysis && varianceLines(view, parameter, analysis, symbol, answered !== null),
        blockText(view, effect),
        parameter && hasNumber(parameter) && extension && `_${escapeMarkdown(extension)}_`
    );
}
