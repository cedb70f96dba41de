/** The messages between the server and its engine thread. */
import type { Analysis, AnalysisOptions } from '../src-engine/analysis.js';
import type { AnswerOptions, DesignAnswers, SweepRow } from '../src-engine/answers.js';
import type { ModelSpec } from '../src-engine/model-spec.js';

/** What the thread is started with. */
export interface EngineThreadData {
    /** One 32-bit integer: the number of the job that is to stop. Written by the server, read while the engine works. */
    stopFlag: SharedArrayBuffer;
}

/** One run of the engine: the function of its interface, and what it takes. */
export type EngineWork =
    | { kind: 'analyze'; spec: ModelSpec; options: Omit<AnalysisOptions, 'shouldStop'> }
    | { kind: 'answer'; spec: ModelSpec; options: Omit<AnswerOptions, 'shouldStop' | 'variances'> }
    | { kind: 'sweep'; points: { at: Record<string, number>; spec: ModelSpec }[]; options: Omit<AnswerOptions, 'shouldStop' | 'variances'> };

export type EngineResult =
    { kind: 'analyze'; analysis: Analysis } | { kind: 'answer'; answers: DesignAnswers } | { kind: 'sweep'; rows: SweepRow[] };

export interface EngineRequest {
    /** Counts from 1. */
    job: number;
    work: EngineWork;
}

export type EngineReply =
    /** The thread has loaded and takes jobs. */
    | { kind: 'ready' }
    /** `milliseconds`: what the engine took. */
    | { kind: 'done'; job: number; result: EngineResult; milliseconds: number }
    /** The engine threw: a defect, since it is meant to answer with reasons. */
    | { kind: 'failed'; job: number; detail: string };
