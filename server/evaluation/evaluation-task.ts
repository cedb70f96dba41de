import { sweepRows, type SweptModel } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { EngineResult, EngineWork } from '../threads/engine-messages.js';
import type { Stage } from './evaluation-stages.js';
import type { ExactDepth, Numbers, Swept } from './model-results.js';

/** One stage of one model. */
export interface Task {
    stage: Stage;
    hash: string;
    spec: ModelSpec;
    exact: ExactDepth;
    /** Where the model stands. */
    uri: string;
    index: number;
}

/** The models that the sweeps of a model go through; null where what stands there now is not this reading of the text. */
export type SweptModelsOf = (uri: string, index: number, spec: ModelSpec) => SweptModel[] | null;

/** What the engine does for a task. */
export interface Run {
    work: EngineWork;
    /** Of a sweep: its models, of which those without a meaning are not work. */
    swept: SweptModel[];
}

/** Null where there is nothing to run: the text of a sweep has changed, and will be taken anew. */
export function runOf({ stage, spec, exact, uri, index }: Task, sweptModels: SweptModelsOf): Run | null {
    switch (stage) {
        case 'numbers':
        case 'exact-numbers':
            return { work: { kind: 'analyze', spec, options: { exact } }, swept: [] };
        case 'answers':
        case 'exact-answers':
            return { work: { kind: 'answer', spec, options: { exact } }, swept: [] };
        case 'sweep': {
            const swept = sweptModels(uri, index, spec);
            const points = swept?.flatMap(({ at, spec: point }) => (point ? [{ at, spec: point }] : []));
            return swept && points ? { work: { kind: 'sweep', points, options: { exact } }, swept } : null;
        }
    }
}

/**
 * What is known of a model after a run for its numbers or its answers; null where the engine broke down over its numbers. Where it broke down later, what was
 * known stays, and the stage is not tried again.
 *
 * @param result null where the engine broke down
 * @param before what was known of the model
 */
export function numbersAfter({ stage, hash, spec, exact }: Task, result: EngineResult | null, before: Numbers | null): Numbers | null {
    if (result?.kind === 'analyze') {
        return { hash, spec, analysis: result.analysis, exact, answers: before?.answers ?? null };
    }
    if (!before || stage === 'exact-numbers') {
        return before && { ...before, exact };
    }
    return { ...before, answers: { value: result?.kind === 'answer' ? result.answers : (before.answers?.value ?? null), exact } };
}

export function sweptAfter({ spec }: Task, { swept }: Run, result: EngineResult | null): Swept {
    return { of: spec, rows: result?.kind === 'sweep' ? sweepRows(swept, result.rows) : null };
}
