import type { Examination } from '../../src-engine/analysis.js';
import { examine } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/model-spec.js';

const examinations = new WeakMap<ModelSpec, Examination>();

/** What the engine finds in a model without integrating; computed once for a spec that was lowered. */
export function examinationOf(spec: ModelSpec): Examination {
    let examination = examinations.get(spec);
    if (!examination) {
        examination = examine(spec);
        examinations.set(spec, examination);
    }
    return examination;
}
