/** The reasons for which a power or a width is a rough number, for paragraphs that are copied from the tool. */
import type { Cautions } from '../../../src-engine/result/cautions.js';
import type { DesignAnswers, Required } from '../../../src-engine/result/design-answers.js';
import type { FewDraws } from '../../../src-engine/result/few-draws.js';
import type { FewEvents } from '../../../src-engine/result/few-events.js';
import type { UnevenGroups } from '../../../src-engine/result/uneven-groups.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import type { ModelView } from '../model-view.js';
import { answeredGoal } from './answer-text.js';
import { cellText } from '../notation/cell-text.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { list } from './enumeration.js';

/**
 * `This is a rough number: only 0.62 events are expected at arm = 0.`; null where nothing is known against it. Plain text.
 *
 * @param effects the fixed effects that the number is about
 * @param ofTest the few events that a test compares; for other goals those of its effects are looked up
 */
export function roughSentence(view: RoughView, effects: readonly string[], ofTest: FewEvents | null = null): string | null {
    const reasons = roughReasons(view, effects, ofTest);
    return reasons.length === 0 ? null : `This is a rough number: ${reasons.join('; ')}.`;
}

/** `The numbers of arm are rough: only 0.62 events are expected at arm = 0.`, by effect that an analysis tells of. */
export function roughEffects(spec: ModelSpec, analysis: Cautions): string[] {
    return spec.fixed.flatMap(({ name }) => {
        const reasons = roughReasons({ spec, analysis, answers: null }, [name], null);
        return reasons.length === 0 ? [] : [`The numbers of ${name} are rough: ${reasons.join('; ')}.`];
    });
}

type RoughView = Pick<ModelView, 'spec'> & { analysis: Cautions | null; answers: (Cautions & Pick<DesignAnswers, 'atAnswer'>) | null };

function roughReasons(view: RoughView, effects: readonly string[], ofTest: FewEvents | null): string[] {
    const found = cautionsAbout(view, effects);
    return clausesOf(view.spec, { ...found, fewEvents: ofTest ?? found.fewEvents });
}

/** What is told of these effects alone. */
function cautionsAbout({ analysis, answers }: Pick<RoughView, 'analysis' | 'answers'>, effects: readonly string[]): Cautions {
    // At the answer to a `?` the answers tell what the analysis tells of a design.
    const found = answers?.atAnswer ? answers : analysis;
    const isMeant = (one: { effect: string } | null): boolean => one !== null && effects.includes(one.effect);
    return {
        fewEvents: found && isMeant(found.fewEvents) ? found.fewEvents : null,
        fewDraws: found?.fewDraws.filter(isMeant) ?? [],
        unevenGroups: found && isMeant(found.unevenGroups) ? found.unevenGroups : null
    };
}

/**
 * `rough: uneven groups`, for a number about these effects at the design, or at the answer to a `?`; null where nothing is known against it.
 *
 * @param eventsAreTold whether few events stand beside the number already
 */
export function roughNumberMark(
    view: Pick<RoughView, 'analysis' | 'answers'>,
    effects: readonly string[],
    { eventsAreTold = false } = {}
): string | null {
    const { fewEvents, fewDraws, unevenGroups } = cautionsAbout(view, effects);
    const cautions = {
        fewEvents: eventsAreTold ? null : fewEvents,
        fewDraws: fewDraws.filter(({ isAveraged }) => !isAveraged),
        unevenGroups
    };
    return cautions.fewEvents || cautions.fewDraws.length > 0 || unevenGroups ? roughSizeMark({ cautions }) : null;
}

/** Whether a number is that of a design which an earlier goal does not ask for, so that the cautions about the design are not about it. */
export function isAtOwnAnswer({ answers }: Pick<ModelView, 'answers'>, required: Required | null): boolean {
    const first = answers && answeredGoal(answers);
    return required?.asked === true && first !== null && (first.kind === 'optimal' || first.required !== required);
}

function clausesOf(spec: ModelSpec, { fewEvents, fewDraws, unevenGroups: uneven }: Cautions): string[] {
    return [
        ...(fewEvents === null ? [] : [eventsClause(fewEvents)]),
        // Effects of one predictor may have the same reason.
        ...new Set(fewDraws.filter(({ isAveraged }) => !isAveraged).map(drawsClause)),
        ...(uneven === null ? [] : [unitsClause(uneven, uneven.group === null ? spec.random.map(({ group }) => group) : [uneven.group])])
    ];
}

/** `That size is a rough number: with it, only 1.5 events are expected at a = 0.`; null where nothing is known against the size that a goal needs. Plain text. */
export function roughSizeSentence(spec: ModelSpec, { cautions }: Pick<Required, 'cautions'>, what = 'size'): string | null {
    return cautions && `That ${what} is a rough number: with it, ${clausesOf(spec, cautions).join('; ')}.`;
}

/** The same within a line: `rough: few events`. */
export function roughSizeMark({ cautions }: Pick<Required, 'cautions'>): string | null {
    if (cautions === null) {
        return null;
    }
    const { fewEvents, fewDraws, unevenGroups } = cautions;
    const marks = [fewEvents && `few ${fewEvents.of}`, fewDraws.length > 0 && 'few draws', unevenGroups && 'uneven groups'];
    return `rough: ${list(marks.filter(mark => typeof mark === 'string'))}`;
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
