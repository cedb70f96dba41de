/** The hover of a factor: all its effects. */
import type { FixedEffectSpec, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { codeSpan, escapeComment, escapeMarkdown, markdownTable, paragraphs } from '../notation/markdown.js';
import { formatValue } from '../notation/numbers.js';
import { languageNotation, writeTerm } from '../notation/term-text.js';
import { findParameter, parameterAtAnswer, type ModelView } from '../model-view.js';
import { intervalEnds, standardErrorOf, standardErrorText } from '../prose/confidence-interval.js';
import { comparisonText, firstLevelText } from '../prose/effect-meaning.js';
import { stateNote } from './numbers-state.js';

/** The parameters of a factor: they have its name, with levels in brackets. */
export function parametersOfFactor({ fixed }: ModelSpec, name: string): FixedEffectSpec[] {
    return fixed.filter(effect => effect.name.startsWith(`${name}[`));
}

/** All effects of a factor in a table, and how they are tested together. */
export function factorHover(view: ModelView, name: string, effects: readonly FixedEffectSpec[], doc: string | null): string {
    const texts = effects.map(effect => comparisonText(view.spec, effect, { isRatio: false }));
    const areCompared = texts.every(text => text !== null);
    const rows = effects.map((effect, i) => {
        const shown = parameterAtAnswer(view, effect.name) ?? findParameter(view, effect.name);
        const error = shown ? standardErrorOf(shown) : null;
        const interval = shown?.interval && error !== null ? intervalEnds(shown, shown.interval) : '';
        const value = effect.value === null ? '?' : formatValue(effect.value);
        return [
            `**${escapeMarkdown(effect.name)}**`,
            areCompared ? escapeMarkdown(texts[i]!) : codeSpan(writeTerm(effect.term, languageNotation)),
            value,
            error === null ? '' : standardErrorText(error),
            interval,
            effect.block
        ];
    });
    return paragraphs(
        `**${escapeMarkdown(name)}**, a factor with ${effects.length} effect${effects.length === 1 ? '' : 's'}`,
        stateNote(view),
        markdownTable(
            ['effect', areCompared ? 'compares' : 'multiplies', 'value', 'SE', '95 % CI', 'block'],
            ['left', 'left', 'right', 'right', 'left', 'left'],
            rows
        ),
        escapeMarkdown(firstLevelText(view.spec, effects) ?? ''),
        doc && escapeComment(doc),
        effects.length === 1 ? null : `${codeSpan(`test ${name} = 0`)} tests all of them together.`
    );
}
