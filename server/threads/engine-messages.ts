/** The work that the server gives to the engine's thread. */
import type { AnswerOptions } from '../../src-engine/design/answer-options.js';
import type { Analysis, AnalysisOptions } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

/** One run of the engine: a function of its interface, and its arguments. */
export type EngineWork =
    | { kind: 'analyze'; spec: ModelSpec; options: Omit<AnalysisOptions, 'shouldStop'> }
    | { kind: 'answer'; spec: ModelSpec; options: Omit<AnswerOptions, 'shouldStop' | 'variances'> }
    | {
          kind: 'sweep';
          points: { at: Record<string, number>; spec: ModelSpec }[];
          options: Omit<AnswerOptions, 'shouldStop' | 'variances'>;
      };

export type EngineResult =
    { kind: 'analyze'; analysis: Analysis } | { kind: 'answer'; answers: DesignAnswers } | { kind: 'sweep'; rows: SweepRow[] };
