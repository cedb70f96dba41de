/** What makes the numbers of a design rough: at the answer to a `?`, and at a size that a goal needs. */
import { cautionsOf } from '../analysis/cautions.js';
import { fewDraws } from '../analysis/few-draws.js';
import { fewEvents } from '../analysis/few-events.js';
import { unevenGroups } from '../analysis/uneven-groups.js';
import type { Cautions } from '../result/cautions.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import type { Design } from './design.js';
import type { Goal } from './goal.js';

/** What the analysis tells of a design. */
export function cautionsAt(design: Design): Cautions {
    const { sizes, variances } = design;
    return cautionsOf(specAt(design), variances.covarianceOfFixed('refined', sizes), variances.responses);
}

/** Of the effects that a goal is about; null where nothing is known against them. @param using the accuracy of the number about the goal */
export function cautionsOfGoal(design: Design, goal: Goal, using: Accuracy | null): Cautions | null {
    const { fixed } = design.spec;
    const effects = goal.positions(design.variances).flatMap(position => fixed.at(position)?.name ?? []);
    const spec = specAt(design);
    const uneven = unevenGroups(spec, design.variances.responses);
    const found: Cautions = {
        fewEvents: using === 'exact' && goal.countsOutcomes(design.variances) ? null : fewEventsAt(design, effects),
        fewDraws: fewDraws(spec).filter(({ effect, isAveraged }) => effects.includes(effect) && !isAveraged),
        unevenGroups: uneven && effects.includes(uneven.effect) ? uneven : null
    };
    return found.fewEvents !== null || found.fewDraws.length > 0 || found.unevenGroups !== null ? found : null;
}

function fewEventsAt(design: Design, effects: readonly string[]): Cautions['fewEvents'] {
    const { sizes, variances } = design;
    const found = attempt(() => fewEvents(specAt(design), effects, variances.covarianceOfFixed('refined', sizes), variances.responses));
    return isReason(found) ? null : found;
}

/** The spec of a design, with the values of effects that follow from marginal ones. */
export const specAt = ({ spec, variances }: Design): ModelSpec => ({ ...spec, fixed: variances.spec.fixed });
