/** The messages between the server and its engine thread. */
import type { Analysis, AnalysisOptions } from '../src-engine/analysis.js';
import type { ModelSpec } from '../src-engine/model-spec.js';

/** What the thread is started with. */
export interface EngineThreadData {
    /** One 32-bit integer: the number of the job that is to stop. Written by the server, read while the engine works. */
    stopFlag: SharedArrayBuffer;
}

export interface EngineRequest {
    /** Counts from 1. */
    job: number;
    spec: ModelSpec;
    options: Omit<AnalysisOptions, 'shouldStop'>;
}

export type EngineReply =
    /** The thread has loaded and takes jobs. */
    | { kind: 'ready' }
    /** `milliseconds`: what the engine took. */
    | { kind: 'done'; job: number; analysis: Analysis; milliseconds: number }
    /** The engine threw: a defect, since it is meant to answer with reasons. */
    | { kind: 'failed'; job: number; detail: string };
