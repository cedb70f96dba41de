/** The reasons for which a power or a width is a rough number, for paragraphs that are copied from the tool. */
import type { FewDraws } from '../../../src-engine/result/few-draws.js';
import type { FewEvents } from '../../../src-engine/result/few-events.js';
import type { UnevenGroups } from '../../../src-engine/result/uneven-groups.js';
import type { ModelView } from '../model-view.js';
import { cellText } from '../notation/cell-text.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { list } from './enumeration.js';

/**
 * `This is a rough number: only 0.62 events are expected at arm = 0.`; null where nothing is known against it. Plain text.
 *
 * @param effects the fixed effects that the number is about
 * @param ofTest the few events that a test compares; for other goals those of its effects are looked up
 */
export function roughSentence(
    { spec, analysis, answers }: Pick<ModelView, 'spec' | 'analysis' | 'answers'>,
    effects: readonly string[],
    ofTest: FewEvents | null = null
): string | null {
    // At the answer to a `?` the answers tell what the analysis tells of a design.
    const found = answers?.atAnswer ? answers : analysis;
    const isMeant = (one: { effect: string } | null): boolean => one !== null && effects.includes(one.effect);
    const fewEvents = ofTest ?? (found && isMeant(found.fewEvents) ? found.fewEvents : null);
    const uneven = found && isMeant(found.unevenGroups) ? found.unevenGroups : null;
    const reasons = [
        ...(fewEvents === null ? [] : [eventsClause(fewEvents)]),
        ...(found?.fewDraws.filter(one => isMeant(one) && !one.isAveraged).map(drawsClause) ?? []),
        ...(uneven === null ? [] : [unitsClause(uneven, uneven.group === null ? spec.random.map(({ group }) => group) : [uneven.group])])
    ];
    return reasons.length === 0 ? null : `This is a rough number: ${reasons.join('; ')}.`;
}

function eventsClause({ cell, of, effect, events, counted }: FewEvents): string {
    const told = (value: number): string => formatValue(Number(value.toPrecision(2)));
    const where = cell.length === 0 ? 'in the whole study' : `at ${list(cell.map(cellText))}`;
    return events < 5
        ? `only ${told(events)} ${told(events) === '1' ? `${of.slice(0, -1)} is` : `${of} are`} expected ${where}`
        : `${effect} rests on only about ${told(counted)} of the ${told(events)} ${of} that are expected ${where}`;
}

function drawsClause({ effect, predictor, draws, absent }: FewDraws): string {
    const count = formatValue(Math.round(draws));
    return absent === null
        ? `a study draws only ${count} values of ${predictor}`
        : `in ${formatPercent(Number(absent.probability.toPrecision(2)))} of studies none of the ${count} drawn values of ${predictor} is ${absent.value}, and then ${effect} has no estimate`;
}

function unitsClause({ effect, units }: UnevenGroups, groups: readonly string[]): string {
    return `a few of the ${groups.length === 1 ? `${formatValue(units)} ` : ''}units of ${list([...groups])} hold most of what the study says about ${effect}`;
}
