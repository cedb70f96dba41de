/** Estimates that rest on too few events, where no test tells of it, on too few drawn values, or on few of the groups. */
import type { Cautions } from '../../src-engine/result/cautions.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { issueOf, type Issue, type TextRange } from '../diagnostics/issue.js';
import type { ElementPlace } from '../lowered-model.js';

export function smallSampleIssues(places: readonly ElementPlace[], spec: ModelSpec, cautions: Cautions): Issue[] {
    const { fewEvents, fewDraws, unevenGroups } = cautions;
    const rangeOf = (effect: string): TextRange | undefined =>
        places.find(({ kind, name }) => kind === 'fixed' && name === effect)?.nameRange;
    const ofEvents = fewEvents && rangeOf(fewEvents.effect);
    const ofUnits = unevenGroups && rangeOf(unevenGroups.effect);
    return [
        ...(ofEvents ? [issueOf('few-events', ofEvents, { spec, concerns: 'estimate', ...fewEvents })] : []),
        // One message for each predictor, at the effect that it concerns most.
        ...fewDraws.flatMap(one => {
            const range = rangeOf(one.effect);
            const ofPredictor = fewDraws.filter(({ predictor }) => predictor === one.predictor);
            return range && ofPredictor[0] === one ? [issueOf('few-draws', range, { ...one, others: ofPredictor.slice(1) })] : [];
        }),
        ...(ofUnits ? [issueOf('uneven-groups', ofUnits, { ...unevenGroups, spec })] : [])
    ];
}
