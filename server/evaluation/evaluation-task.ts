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
    /** The position of the model. */
    uri: string;
    index: number;
}

/** Sweeps are the same only for the same reading of a text. */
export function isSame(a: Task, b: Task): boolean {
    return a.hash === b.hash && a.stage === b.stage && a.exact === b.exact && (a.stage !== 'sweep' || a.spec === b.spec);
}

/** The models of a model's sweeps; null if the text has changed since this reading. */
export type SweptModelsOf = (uri: string, index: number, spec: ModelSpec) => SweptModel[] | null;

/** The work of the engine for a task. */
export interface Run {
    work: EngineWork;
    /** The models of a sweep. Those without a meaning are not computed. */
    swept: SweptModel[];
}

/** Null if there is nothing to run: the text of a sweep has changed and will be read again. */
export function runOf({ stage, spec, exact, uri, index }: Task, sweptModels: SweptModelsOf): Run | null {
    switch (stage) {
        case 'numbers':
        case 'exact-numbers':
            return { work: { kind: 'analyze', spec, options: { exact } }, swept: [] };
        case 'answers':
        case 'exact-answers':
            // What only hovers show waits for a pause in typing.
            return { work: { kind: 'answer', spec, options: { exact, sideBySide: stage === 'exact-answers' } }, swept: [] };
        case 'sweep': {
            const swept = sweptModels(uri, index, spec);
            const points = swept?.flatMap(({ at, spec: point }) => (point ? [{ at, spec: point }] : []));
            return swept && points ? { work: { kind: 'sweep', points, options: { exact } }, swept } : null;
        }
    }
}

/**
 * The results of a model after a run for its numbers or answers; null if the engine failed on its numbers. If it failed later, the
 * earlier results stay, and the stage is not tried again.
 *
 * @param result null if the engine failed
 * @param before the earlier results of the model
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
