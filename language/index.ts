/** The front door of the language: from text to models, diagnostics and edits. */

/** Langium's services for the language, for a server, a command line or a test. */
export { createGlmmServices, type GlmmExtension, type GlmmServices } from './glmm-module.js';
/** Where the data files of a text come from. */
export type { DataFile, DataFiles } from './data/data-files.js';
/** The catalogue of diagnostics, by code. */
export { diagnosticOf, diagnostics, type DiagnosticCode } from './diagnostics/catalogue.js';
export type { Fix } from './diagnostics/fix.js';
/** Corrections of diagnostics as edits of the text. */
export { correctionsOf, type Correction } from './fixes/corrections.js';
export { suggestionFor } from './fixes/best-correction.js';
export { allCorrections } from './fixes/all-corrections.js';
/** Other ways to write what is at a place. */
export { rewritingsAt } from './fixes/rewritings-at-range.js';
export type { Rewriting } from './fixes/rewriting.js';
export type { TextEdit } from './fixes/text-edit.js';
/** Words a diagnostic that a check outside of the language finds. */
export { issueOf } from './diagnostics/issue.js';
/** Why a file can't be read, from the code of the operating system's error. */
export { fileProblem, type FileProblem } from './diagnostics/files.js';
export type { DataProblem } from './diagnostics/data.js';
/** The diagnostics of a model that need its numbers. */
export { accuracyIssues } from './checks/accuracy.js';
/** The diagnostics of a model that need its answers. */
export { answerIssues } from './checks/answers.js';
/** What the engine finds in a model without integrating, from a cache. */
export { examinationOf } from './lowering/examination.js';
/** The models and diagnostics of a document. */
export { lowerDocument } from './lowering/file.js';
/** The models that the sweeps of a model give, and the rows of their table. */
export { sweepRows, sweptModels, type SweptModel } from './lowering/swept-models.js';
export type { ElementPlace, Issue, LoweredFile, LoweredModel, Severity, TextPosition, TextRange } from './lowered-model.js';
/** Models in the notation of other software. */
export { modelOfText } from './other-software/model-of-text.js';
export type { WrittenText } from './other-software/written-model.js';
/** Lays out a text. */
export { layoutEdits, withEdits, type LayoutEdit } from './formatting/format.js';
/** Writes changed numbers back into the text. */
export { notWritable, writtenAdjustments } from './writing/written-adjustments.js';
export type { TextReplacement } from './writing/written-number.js';
