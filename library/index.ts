/**
 * GLMM Design as a library: from a generalized linear mixed model and a study design to variances, power, sizes and reports.
 *
 * ```ts
 * import { read, analyze, answer, report } from 'glmm-design';
 * ```
 *
 * `read` takes a `.glmm` text. `analyze`, `answer` and `report` take a model as data, from `read` or written by hand. All four are synchronous, keep no state
 * and know neither files nor the network. For wrong data the result has diagnostics or a `reason`; a wrong call throws a `UsageError`.
 *
 * `docs/library.md` explains each of them with examples.
 */
export { read, type Diagnostic, type ReadModel, type ReadOptions, type ReadResult } from './read.js';
export type { DataTexts } from './data-texts.js';
export { analyze } from './analyze.js';
export { answer, type Answers, type AnswerOptions } from './answer.js';
export { report, type Report, type ReportOptions } from './report.js';
export { UsageError } from './usage-error.js';

// What goes in: `ModelInput`, of which `ModelSpec` is the complete form.
export type * from '../src-engine/spec/model-input.js';
export type * from '../src-engine/spec/model-spec.js';

// What comes out.
export type * from '../src-engine/result/analysis.js';
export type * from '../src-engine/result/design-answers.js';
export type { ByAccuracy } from '../src-engine/result/by-accuracy.js';
export type { Reason } from '../src-engine/result/reason.js';
