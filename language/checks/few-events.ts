/** Estimates that rest on too few events, where no test tells of it. */
import type { FewEvents } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { issueOf, type Issue } from '../diagnostics/issue.js';
import type { ElementPlace } from '../lowered-model.js';

export function fewEventsOfEstimates(
    places: readonly ElementPlace[],
    spec: ModelSpec,
    { fewEvents }: { fewEvents: FewEvents | null }
): Issue[] {
    const place = places.find(({ kind, name }) => kind === 'fixed' && name === fewEvents?.effect);
    return fewEvents && place ? [issueOf('few-events', place.nameRange, { spec, concerns: 'estimate', ...fewEvents })] : [];
}
