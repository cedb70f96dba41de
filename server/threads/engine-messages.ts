/** What the server has the engine's thread do. */
import type { AnswerOptions } from '../../src-engine/design/answer-options.js';
import type { Analysis, AnalysisOptions } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

/** One run of the engine: the function of its interface, and what it takes. */
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
