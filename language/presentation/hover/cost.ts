import type { OptimalAnswer } from '../../../src-engine/result/design-answers.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { withDoubt } from '../prose/doubt-text.js';
import { optimalFailureText } from '../prose/failure-text.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, markdownTable, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatCost, formatPercent, formatValue, noNumber } from '../notation/numbers.js';
import { limitText, optimalDesignText, recruitText } from '../prose/optimal-text.js';
import { powerText, reachText } from '../prose/power-text.js';
import { roughSizeSentence } from '../prose/rough-sentence.js';
import { answersNote } from './numbers-state.js';

/** The prices, and the best design for every goal. Markdown. */
export function costHover(view: ModelView, doc: string | null = null): string {
    const { cost } = view.spec;
    if (!cost) {
        return '';
    }
    const optimal = view.answers?.optimal ?? [];
    return paragraphs(
        '**Cost**',
        answersNote(view),
        view.answers && optimal.length === 0 && 'The best design needs a goal: add a `test … power 0.9` or a `precision`.',
        optimal.length > 0 &&
            (cost.budget === null ? 'The least cost that reaches the goal:' : 'The most power or precision for the budget:'),
        optimalTable(view, optimal),
        lines(...optimal.map(best => escapeMarkdown(roughSizeSentence(view.spec, best, 'design') ?? ''))),
        doc && escapeComment(doc),
        lines(
            ...cost.prices.map(({ unit, price }) => `Each ${unit === null ? 'observation' : codeSpan(unit)}: ${formatCost(price)}`),
            cost.budget !== null && `Budget: ${formatCost(cost.budget)}`
        ),
        optimal.some(({ efficiency }) => efficiency !== null) &&
            'Efficiency: the variance that the best design has for the cost of this design (before whole numbers), divided by that of this design.',
        ...optimal.map(answer => optimalLines(view, answer, optimal.length > 1))
    );
}

function reachedText({ spec }: ModelView, { power, reached, for: whose }: OptimalAnswer): string {
    const precision = spec.precisions.find(({ text }) => text === whose);
    return power !== null ? `power ${powerText(power)}` : reached !== null && precision ? reachText(precision.goal, reached) : noNumber;
}

function optimalTable(view: ModelView, optimal: readonly OptimalAnswer[]): string {
    const rows = optimal.flatMap(answer => {
        const design = optimalDesignText(view.spec, answer);
        return design === null || answer.cost === null
            ? []
            : [
                  [
                      codeSpan(answer.for),
                      `**${escapeMarkdown(design)}**`,
                      formatCost(answer.cost),
                      escapeMarkdown(reachedText(view, answer)),
                      answer.efficiency === null ? noNumber : formatPercent(Number(answer.efficiency.toPrecision(3))),
                      answer.using === null ? '' : withDoubt(accuracyName(answer.using, view.spec), answer.exactMayDiffer)
                  ]
              ];
    });
    const withEfficiency = optimal.some(({ efficiency }) => efficiency !== null);
    const header = ['for', 'best design', 'cost', '', 'efficiency of this design', ''];
    const sides = ['left', 'left', 'right', 'left', 'right', 'left'] as const;
    const kept = (cells: readonly string[]) => cells.filter((_, index) => withEfficiency || index !== 4);
    return markdownTable(
        kept(header),
        sides.filter((_, index) => withEfficiency || index !== 4),
        rows.map(kept)
    );
}

/** The text below the table: the real optimum, a bound, or why there is none. */
function optimalLines({ spec }: ModelView, answer: OptimalAnswer, isOneOfSeveral: boolean): string {
    const whose = isOneOfSeveral ? `${codeSpan(answer.for)}: ` : '';
    const precision = spec.precisions.find(({ text }) => answer.kind === 'precision' && text === answer.for) ?? null;
    if (answer.failure) {
        return whose + escapeMarkdown(optimalFailureText(spec, answer, precision, answer.failure).long);
    }
    const { n, groups } = answer.continuous;
    const real = [...Object.entries(groups), ...(n === null ? [] : [['n', n] as const])].map(
        ([name, value]) => `${name} = ${formatValue(value, 4)}`
    );
    const recruit = recruitText(spec, answer);
    const limit = limitText(answer);
    return lines(
        recruit && `${whose}With attrition of ${formatPercent(spec.design.attrition)}, ${escapeMarkdown(recruit)}.`,
        real.length > 0 && `${whose}Optimum before whole numbers: ${escapeMarkdown(real.join(', '))}.`,
        limit !== null && `${whose}${escapeMarkdown(limit)}.`
    );
}
