import { examinationOf } from '../language/lowering/examination.js';
import type { ModelView } from '../language/presentation/index.js';
import type { EvaluatedModel } from './evaluation-service.js';

/** A model as the texts about it need it; undefined where its text never had a meaning. */
export function viewOf({ lowered, numbers, state, exactIsUnderWay }: EvaluatedModel): ModelView | undefined {
    const spec = numbers?.spec ?? lowered.spec;
    if (!spec) {
        return undefined;
    }
    return {
        spec,
        analysis: numbers?.analysis ?? null,
        state: state === 'waiting' ? 'computing' : state,
        exactIsUnderWay,
        answers: null,
        answersAreUnderWay: false,
        sweep: null,
        // Most texts do not need it.
        get examination() {
            return examinationOf(spec);
        },
        title: lowered.title,
        doc: lowered.doc
    };
}
