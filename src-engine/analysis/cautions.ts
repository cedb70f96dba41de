/** What makes the numbers of a model rough, beyond their errors: too little of something in a study of these sizes. */
import type { Cautions } from '../result/cautions.js';
import type { Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { fewDraws } from './few-draws.js';
import { fewEventsOfEstimates } from './few-events.js';
import type { Responses } from './typical-responses.js';
import { unevenGroups } from './uneven-groups.js';

/** Nothing found, or not looked for. */
export const noCautions: Cautions = { fewEvents: null, fewDraws: [], unevenGroups: null };

/** Total. @param refined the covariance of the fixed effects at the sizes of the model. @param responses of the model */
export function cautionsOf(spec: ModelSpec, refined: JointCovariance | Reason, responses: Responses): Cautions {
    return {
        fewEvents: fewEventsOfEstimates(spec, refined, responses),
        fewDraws: fewDraws(spec),
        unevenGroups: unevenGroups(spec, responses)
    };
}
