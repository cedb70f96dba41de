import { examine } from '../src-engine/index.js';
import type { Examination } from '../src-engine/analysis.js';
import type { ModelSpec } from '../src-engine/model-spec.js';
import type { ModelView } from '../language/presentation/index.js';
import type { EvaluatedModel } from './evaluation-service.js';

const examinations = new WeakMap<ModelSpec, Examination>();

/** A model as the texts about it need it; undefined where its text never had a meaning. */
export function viewOf(model: EvaluatedModel): ModelView | undefined {
    const { lowered, numbers, state } = model;
    const spec = numbers?.spec ?? lowered.spec;
    return (
        (spec && {
            spec,
            analysis: numbers?.analysis ?? null,
            state: state === 'waiting' ? 'computing' : state,
            get examination() {
                return examinationOf(spec);
            },
            title: lowered.title,
            doc: lowered.doc
        }) ??
        undefined
    );
}

/** Kept with the model: most texts do not need it, and it does not change. */
function examinationOf(spec: ModelSpec): Examination {
    const known = examinations.get(spec);
    if (known) {
        return known;
    }
    const examination = examine(spec);
    examinations.set(spec, examination);
    return examination;
}
