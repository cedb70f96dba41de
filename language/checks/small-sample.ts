/** Estimates that rest on too few events, where no test tells of it, or on too few drawn values. */
import type { FewDraws } from '../../src-engine/result/few-draws.js';
import type { FewEvents } from '../../src-engine/result/few-events.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { issueOf, type Issue, type TextRange } from '../diagnostics/issue.js';
import type { ElementPlace } from '../lowered-model.js';

export interface SmallSample {
    fewEvents: FewEvents | null;
    fewDraws: FewDraws | null;
}

export function smallSampleIssues(places: readonly ElementPlace[], spec: ModelSpec, { fewEvents, fewDraws }: SmallSample): Issue[] {
    const rangeOf = (effect: string): TextRange | undefined =>
        places.find(({ kind, name }) => kind === 'fixed' && name === effect)?.nameRange;
    const ofEvents = fewEvents && rangeOf(fewEvents.effect);
    const ofDraws = fewDraws && rangeOf(fewDraws.effect);
    return [
        ...(ofEvents ? [issueOf('few-events', ofEvents, { spec, concerns: 'estimate', ...fewEvents })] : []),
        ...(ofDraws ? [issueOf('few-draws', ofDraws, fewDraws)] : [])
    ];
}
