/** What makes the numbers of a design rough: at the answer to a `?`, and at a size that a goal needs. */
import { cautionsOf, noCautions } from '../analysis/cautions.js';
import { fewEvents } from '../analysis/few-events.js';
import type { Cautions } from '../result/cautions.js';
import type { Required } from '../result/design-answers.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { Design } from './design.js';
import type { Goal } from './goal.js';

/** What the analysis tells of a design. */
export function cautionsAt(design: Design): Cautions {
    const { sizes, variances } = design;
    return cautionsOf(specAt(design), variances.covarianceOfFixed('refined', sizes), variances.responses);
}

/** At the size that a goal needs, of the effects that it is about; null where nothing is known against it, and where no size is needed. */
export function cautionsOfRequired(design: Design, goal: Goal, { kind, using, value }: Required): Cautions | null {
    const size = using && value[using];
    if (size === null || kind === 'effect') {
        return null;
    }
    const there = design.solvedAt(size);
    const { fixed } = there.spec;
    const effects = goal.positions(there.variances).flatMap(position => fixed.at(position)?.name ?? []);
    const { fewDraws, unevenGroups } = cautionsAt(there);
    const found: Cautions = {
        fewEvents: using === 'exact' && goal.countsOutcomes(there.variances) ? null : fewEventsAt(there, effects),
        fewDraws: fewDraws.filter(({ effect, isAveraged }) => effects.includes(effect) && !isAveraged),
        unevenGroups: unevenGroups && effects.includes(unevenGroups.effect) ? unevenGroups : noCautions.unevenGroups
    };
    return found.fewEvents !== null || found.fewDraws.length > 0 || found.unevenGroups !== null ? found : null;
}

function fewEventsAt(design: Design, effects: readonly string[]): Cautions['fewEvents'] {
    const { sizes, variances } = design;
    const found = attempt(() => fewEvents(specAt(design), effects, variances.covarianceOfFixed('refined', sizes), variances.responses));
    return isReason(found) ? null : found;
}

/** With the values of effects that follow from marginal ones. */
const specAt = ({ spec, variances }: Design): ModelSpec => ({ ...spec, fixed: variances.spec.fixed });
